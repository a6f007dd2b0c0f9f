# %% [markdown]
# # Chapter 4: throwing darts at a circle

# %%
import math
import random
from random import gauss as normal

import matplotlib.pyplot as plt
import numpy as np
import numpy.random as npr

# %%
def throw():
    return random.uniform(-1, 1), random.uniform(-1, 1)  # expect: unseeded-run


def inside(point):
    return math.hypot(*point) <= 1


4 * sum(inside(throw()) for _ in range(10_000)) / 10_000

# %% [markdown]
# ### Exercise 4.1
# What happens with `random.seed()`?

# %%
random.seed()
random.random()  # expect: unseeded-run

# %%
random.seed(2)
random.random()
normal(0, 1)

# %%
def walk(n, seed=None):
    steps = np.random.RandomState(seed)
    return steps.choice([-1, 1], size=n).cumsum()


plt.plot(walk(500, seed=1))

# %%
npr.rand(3)  # expect: unseeded-run
x = npr.default_rng()  # expect: unseeded-run
x.normal(size=3)

# %%
rng = np.random.default_rng(20)
rng.integers(0, 6, size=10)
rng.shuffle(np.arange(5))
old = np.random.RandomState(3)
old.rand(3)

# %%
np.random.seed(None)
np.random.choice(["head", "tail"])  # expect: unseeded-run

# %%
np.random.seed(1969)
np.random.normal(size=10)
np.empty((2, 2))


# %%
def dice(generator=None):
    generator = generator or random.Random()  # expect: unseeded-run
    return generator.randint(1, 6)


dice(random.Random(4))
