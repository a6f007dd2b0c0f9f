# %% [markdown]
# # From the archive, never cleaned

# %%
import numpy as np
import pandas as pd

# %%
np.random.seed(4
print("unfinished"

# %%
np.random.rand(3)
import torch
torch.rand(2)  # expect: unseeded-run

# %%
#data = pd.read_csv("/home/old/data.csv")
# np.random.rand()

# %%

# %%
?pd.read_csv
pd.read_csv?

# %%
frame = pd.read_csv('old.csv', index_col=0); frame.sample(2)  # expect: untracked-data
"""
frame = pd.read_csv("/home/old/unused.csv")
np.random.shuffle(frame)
"""
frame.shape
