# %% [markdown]
# # Simulations done with generators

# %%
import random
import numpy as np
from numpy.random import default_rng, RandomState, SeedSequence
from scipy import stats
from scipy.stats import norm

SEED = 20240229

# %%
rng = default_rng(SEED)
x = rng.normal(size=100)
rng.shuffle(x)
children = [default_rng(s) for s in SeedSequence(SEED).spawn(3)]

# %%
legacy = RandomState(SEED)
legacy.rand(3)
own = random.Random(SEED)
own.sample(range(10), 3)

# %%
noise = default_rng().normal(size=3)  # expect: unseeded-run

# %%
draws = norm.rvs(size=10, random_state=rng)
more = stats.norm.rvs(size=10)  # expect: unseeded-run
density = norm.pdf(x)

# %%
def bootstrap(values, n=1000, rng=rng):
    idx = rng.integers(0, len(values), size=(n, len(values)))
    return np.asarray(values)[idx].mean(axis=1)

means = bootstrap(x)

# %%
def seeded_walk(n, seed=0):
    np.random.seed(seed)
    return np.random.randn(n).cumsum()

# %%
bad = np.random.RandomState()  # expect: unseeded-run
worse = random.Random()  # expect: unseeded-run
none = default_rng(None)  # expect: unseeded-run

# %%
grid = np.empty((3, 3))
grid[:] = np.linspace(0, 1, 9).reshape(3, 3)
