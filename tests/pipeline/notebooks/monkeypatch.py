# %% [markdown]
# # Helpers bolted onto pandas
# %%
import pandas as pd
import numpy as np
import json
# %% [markdown]
# ## Accessor
# %%
def pct(self):
    return (self / self.sum() * 100).round(1)
pd.Series.pct = pct
@pd.api.extensions.register_dataframe_accessor('tidy')
class Tidy:
    def __init__(self, obj):
        self.obj = obj
    def names(self):
        self.obj.columns = [c.strip().lower() for c in self.obj.columns]
        return self.obj
# %% [markdown]
# ## Use
# %%
df = pd.DataFrame({' A ': [1, 2, 3], 'B': [3, 3, 4]}).tidy.names()
df
# %%
df.a.pct()
# %%
df['share'] = df.b.pct()
pd.options.mode.copy_on_write
# %% [markdown]
# ## Options
# %%
pd.set_option('display.max_rows', 4)
long = pd.DataFrame({'n': np.arange(30)})
long
# %% [markdown]
# ## Encoder
# %%
class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, np.integer): return int(o)
        if isinstance(o, np.ndarray): return o.tolist()
        return super().default(o)
print(json.dumps({'x': np.int64(3), 'y': df.a.values}, cls=Enc))
long
