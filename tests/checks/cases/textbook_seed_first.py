# %% [markdown]
# # One seed at the top is enough for what falls back on NumPy

# %%
import random

import numpy as np
import pandas as pd
import scipy.stats as st
import torch
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle

SEED = 1


def seed_torch():
    torch.manual_seed(SEED)


np.random.seed(SEED)

# %%
df = pd.DataFrame(np.random.randn(100, 3), columns=list("abc"))
df.sample(10)
st.norm.rvs(size=4)
a, b = shuffle(df["a"], df["b"])
train, test = train_test_split(df)
RandomForestClassifier(n_estimators=10, random_state=None).fit(train[["a"]], train["b"] > 0)  # expect: untracked-experiment

# %%
random.random()  # expect: unseeded-run
own = np.random.default_rng()  # expect: unseeded-run

# %%
torch.randn(2)  # expect: unseeded-run

# %%
seed_torch()
torch.randn(2)

# %%
generator = torch.Generator().manual_seed(3)
torch.randperm(4, generator=generator)


# %%
def with_own_seed():
    random.seed(5)
    return random.random()


with_own_seed()
