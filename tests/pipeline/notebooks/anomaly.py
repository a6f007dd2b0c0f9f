# %% [markdown]
# # Sensor anomalies
# %%
import os, sys, pickle, hashlib, shutil, tempfile
import numpy as np
import pandas as pd
from tqdm import tqdm
from tqdm.notebook import trange
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor
import matplotlib
import matplotlib.pyplot as plt
# %%
WORK = 'work'
os.makedirs(WORK, exist_ok=True)
os.chdir(WORK)
CONFIG = dict(window=12, contamination=0.03, seed=5)
# %% [markdown]
# # Make data
# %%
rng = np.random.default_rng(CONFIG['seed'])
for sensor in tqdm(range(4)):
    v = np.sin(np.arange(500) / 25 + sensor) + rng.normal(0, .1, 500)
    v[rng.integers(0, 500, 6)] += 3
    pd.DataFrame({'t': pd.date_range('2024', periods=500, freq='h'), 'v': v}).to_csv(f's{sensor}.csv', index=False)
os.listdir('.').__len__()
# %% [markdown]
# # Features
# %%
def features(path):
    d = pd.read_csv(path, parse_dates=['t']).set_index('t')
    w = CONFIG['window']
    d['mean'] = d.v.rolling(w, min_periods=1).mean()
    d['std'] = d.v.rolling(w, min_periods=1).std().fillna(0)
    d['diff'] = d.v.diff().fillna(0)
    return d
data = {p: features(p) for p in sorted(os.listdir('.')) if p.endswith('.csv')}
data['s0.csv'].head()
# %% [markdown]
# # Detect
# %%
found = {}
for p, d in tqdm(data.items(), desc='fit'):
    iso = IsolationForest(n_estimators=30, contamination=CONFIG['contamination'], random_state=CONFIG['seed'])
    d['flag'] = iso.fit_predict(d[['v', 'diff', 'std']]) == -1
    found[p] = int(d.flag.sum())
found
# %%
lof = LocalOutlierFactor(n_neighbors=15)
(lof.fit_predict(data['s1.csv'][['v', 'diff']]) == -1).sum()
# %% [markdown]
# # Plot
# %%
fig, axs = plt.subplots(len(data), 1, sharex=True, figsize=(8, 6))
for ax, (p, d) in zip(axs, data.items()):
    ax.plot(d.index, d.v, lw=.5)
    ax.plot(d.index[d.flag], d.v[d.flag], 'r.')
    ax.set_ylabel(p)
# %% [markdown]
# # Save
# %%
with open('iso.pkl', 'wb') as f:
    pickle.dump(iso, f)
print(os.path.basename(os.getcwd()), sorted(os.listdir('.')))
os.chdir('..')
# %%
print(hashlib.md5(open('work/s0.csv', 'rb').read()).hexdigest())
