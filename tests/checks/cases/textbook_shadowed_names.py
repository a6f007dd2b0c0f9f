# %% [markdown]
# # Names that are not what they look like

# %%
import numpy as np
import pandas as pd
from scipy import optimize

# %%
class Deck:
    def __init__(self):
        self.cards = list(range(52))

    def shuffle(self):
        self.cards.reverse()

    def sample(self, n):
        return self.cards[:n]


deck = Deck()
deck.shuffle()
deck.sample(5)

# %%
random = pd.Series([3, 1, 2])
random.sort_values()
random.sample(2, random_state=0)


# %%
def train_test_split(rows, share):
    cut = int(len(rows) * share)
    return rows[:cut], rows[cut:]


train, test = train_test_split([1, 2, 3, 4], 0.5)


# %%
def open_valve(path):
    return path


open_valve("valve/1")
rate = 0.25
choice = {"a": 1}["a"]
seed = 3

# %%
rng = np.random.Generator(np.random.PCG64(9))
rng.random(3)
sub = np.random.default_rng(np.random.SeedSequence(4).spawn(1)[0])
optimize.minimize(lambda v: (v**2).sum(), np.ones(3))

# %%
from numpy.random import *

rand(3)  # expect: unseeded-run
