# %% [markdown]
# # Which habits are passed over, and which of the comments that say so do nothing
#
# <!-- nbcoach: ignore-notebook[hard-coded-path] -- the cluster's paths are ours -->
#
# <!-- nbcoach: ignore-notebook[inline-secret] -- there was a key once -->  # expect: unused-ignore

# %%
import os
import random

import numpy as np

os.makedirs("/home/mira/figures", exist_ok=True)

# %%
random.shuffle(["a", "b"])  # nbcoach: ignore[unseeded-run] -- only colours

# %%
names = sorted(["b", "a"])  # nbcoach: ignore[unseeded-run] -- was a shuffle once  # expect: unused-ignore

# %%
noise = np.random.rand(3)  # nbcoach: ignore[unseeded-run, shell-step] -- only a picture  # expect: unused-ignore

# %%
noise = np.random.rand(3)  # nbcoach: ignore[unseeded_run] -- misspelt  # expect: unused-ignore, unseeded-run

# %%
# nbcoach: ignore[unseeded-run] -- a toy
noise = np.random.rand(3)
more = np.random.rand(3)

# %%
# nbcoach: ignore[unseeded-run] -- nothing is drawn here  # expect: unused-ignore
total = 3

# %%
total = 4  # nbcoach: ignore[unseeded-run, unused-ignore] -- kept for the next chapter

# %%
quiet = 5  # nbcoach: ignore[unseeded-run]  # expect: missing-ignore-reason, unused-ignore

# %%
quiet = 6  # nbcoach: ignore[shell-step, missing-ignore-reason, unused-ignore]

# %% tags=["nbcoach-ignore-unseeded-run"]
noise = np.random.rand(3)

# %% tags=["nbcoach-ignore-shell-step"]
total = noise.sum()  # expect: unused-ignore
