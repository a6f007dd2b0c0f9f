# %% [markdown]
# # Refactor into a module
# %%
import sys, os
import numpy as np
# %% [markdown]
# ## Write the module
# %%
%%writefile features.py
import numpy as np

FACTOR = 3

def ratio(a, b):
    return np.divide(a, b, out=np.zeros_like(a, dtype=float), where=b != 0)

class Scaler:
    def __init__(self):
        self.mean = None
    def fit(self, x):
        self.mean = x.mean(0)
        return self
    def __call__(self, x):
        return (x - self.mean) * FACTOR
# %%
%load_ext autoreload
%autoreload 2
from features import ratio, Scaler
import features
# %% [markdown]
# ## Use it
# %%
np.random.seed(2)
x = np.random.rand(20, 3)
sc = Scaler().fit(x)
sc(x)[:3]
# %%
features.FACTOR
# %%
%%bash
echo "lines:"; wc -l < features.py
# %% [markdown]
# ## Config
# %%
%%writefile config.json
{"n": 5, "name": "demo", "cols": ["a", "b"]}
# %%
import json
cfg = json.load(open('config.json'))
cfg
# %%
%%time
total = 0
for i in range(cfg['n']):
    total += ratio(x[:, 0], x[:, 1]).sum() * i
print(total)
# %% [markdown]
# ## Shell
# %%
name = cfg['name']
!echo hello {name} $name
out = !cat config.json | head -c 10
out
# %%
%env MY_FLAG=on
print(os.environ['MY_FLAG'])
!echo $MY_FLAG
# %%
where = %pwd
os.path.basename(where) != ''
# %% [markdown]
# ## Clean up
# %%
sc2 = Scaler().fit(x * 2)
np.allclose(sc2.mean, sc.mean * 2), type(sc) is Scaler
# %%
!rm config.json
os.path.exists('config.json')
