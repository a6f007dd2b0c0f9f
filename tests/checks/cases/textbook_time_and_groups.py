# %% [markdown]
# # Energy use of a house

# %%
import datetime as dt
import glob

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import GroupShuffleSplit, TimeSeriesSplit
import xgboost as xgb
import lightgbm as lgb
from catboost import CatBoostRegressor

# %%
frames = []
for path in sorted(glob.glob("meter/*.csv")):
    frames.append(pd.read_csv(path))  # expect: untracked-data
energy = pd.concat(frames)
energy.to_pickle("energy.pkl")
started = dt.datetime.now()

# %%
energy = pd.read_pickle("energy.pkl")
folds = TimeSeriesSplit(n_splits=4)
groups = GroupShuffleSplit(n_splits=2)  # expect: unseeded-run

# %%
model = HistGradientBoostingRegressor().fit(energy[["hour"]], energy["kwh"])  # expect: untracked-experiment
trees = xgb.XGBRegressor(n_estimators=50, subsample=0.8).fit(energy[["hour"]], energy["kwh"])
leaves = lgb.LGBMRegressor(bagging_fraction=0.7).fit(energy[["hour"]], energy["kwh"])
cats = CatBoostRegressor(verbose=0).fit(energy[["hour"]], energy["kwh"])

# %%
try:
    extra = pd.read_csv("/volume/energy/extra.csv")  # expect: untracked-data, hard-coded-path
except FileNotFoundError:
    extra = None
draws = [np.random.poisson(3) for _ in range(100)]  # expect: unseeded-run
