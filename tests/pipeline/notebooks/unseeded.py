# %% [markdown]
# # A/B test by permutation
# (nobody set a seed)
# %%
import numpy as np
import time, datetime, uuid, os
import matplotlib.pyplot as plt
start = time.time()
# %% [markdown]
# ## Data
# %%
a = [12.1, 11.4, 13.2, 12.8, 11.9, 12.5, 13.1, 12.2]
b = [12.9, 13.1, 13.9, 12.7, 13.5, 14.0, 13.3, 12.6]
obs = np.mean(b) - np.mean(a)
print('difference', obs)
print('run', uuid.uuid4(), datetime.datetime.now())
# %% [markdown]
# ## Permute
# %%
both = np.array(a + b)
diffs = []
for _ in range(500):
    np.random.shuffle(both)
    diffs.append(both[8:].mean() - both[:8].mean())
diffs = np.array(diffs)
# %%
plt.hist(diffs, bins=30); plt.axvline(obs)
# %% [markdown]
# ## Result
# %%
p = (np.abs(diffs) >= obs).mean()
print('p =', p)
# %%
'significant' if p < 0.2 else 'no'
# %%
print('took', time.time() - start, 's')
