# %% [markdown]
# # Store Sales - LightGBM with W&B
# One global model, lags of 16 days and more, holidays from the extra table.

# %%
!pip install -qU wandb  # expect: unpinned-install
import os
import gc
import random
import numpy as np
import pandas as pd
import lightgbm as lgb
import wandb
from datetime import timedelta
from sklearn.metrics import mean_squared_log_error, mean_squared_error
from kaggle_secrets import UserSecretsClient  # expect: platform-bound

user_secrets = UserSecretsClient()  # expect: platform-bound
wandb.login(key=user_secrets.get_secret("wandb_api_key"))  # expect: platform-bound

# %%
random.seed(1)
np.random.seed(1)
DEBUG = False
PATH = '../input/store-sales-time-series-forecasting/'
horizon = 16

# %%
%%time
train = pd.read_csv(f'{PATH}train.csv', parse_dates=['date'], dtype={'store_nbr': 'category', 'family': 'category'})  # expect: untracked-data
test = pd.read_csv(f'{PATH}test.csv', parse_dates=['date'])  # expect: untracked-data
holidays = pd.read_csv(f'{PATH}holidays_events.csv', parse_dates=['date'])  # expect: untracked-data
oil = pd.read_csv(f'{PATH}oil.csv', parse_dates=['date'])  # expect: untracked-data
train.tail()

# %%
if DEBUG:
    train = train.sample(frac=.1)

# %%
oil = oil.set_index('date')['dcoilwtico'].resample('D').asfreq().ffill().reset_index()
oil.head()

# %%
full = pd.concat([train, test], ignore_index=True)
full = full.merge(oil, on='date', how='left')
full['dow'] = full.date.dt.dayofweek
full['day'] = full.date.dt.day
full['month'] = full.date.dt.month
full['payday'] = ((full.day == 15) | full.date.dt.is_month_end).astype(int)

# %%
full = full.sort_values(['store_nbr', 'family', 'date'])
grp = full.groupby(['store_nbr', 'family'])['sales']
for lag in [16, 21, 28, 364]:
    full[f'lag_{lag}'] = grp.shift(lag)
for win in [7, 28]:
    full[f'rmean_{win}'] = grp.transform(lambda s: s.shift(16).rolling(win).mean())
gc.collect()

# %%
full['family'] = full['family'].astype('category').cat.codes
full['store_nbr'] = full['store_nbr'].astype('category').cat.codes

# %%
cutoff = train.date.max() - timedelta(days=horizon)
feats = [c for c in full.columns if c not in ('id', 'date', 'sales')]
is_train = full.date <= cutoff
is_valid = (full.date > cutoff) & (full.date <= train.date.max())
X_tr, y_tr = full.loc[is_train, feats], np.log1p(full.loc[is_train, 'sales'])
X_va, y_va = full.loc[is_valid, feats], np.log1p(full.loc[is_valid, 'sales'])
X_tr.shape, X_va.shape

# %%
params = {'objective': 'rmse', 'learning_rate': 0.05, 'num_leaves': 127, 'feature_fraction': 0.8, 'verbosity': -1}
run = wandb.init(project='store-sales', name='lgb-global', config=params)

# %%
dtr = lgb.Dataset(X_tr, y_tr)
dva = lgb.Dataset(X_va, y_va, reference=dtr)
booster = lgb.train(params, dtr, 2000, valid_sets=[dtr, dva], callbacks=[lgb.early_stopping(50), lgb.log_evaluation(100)])

# %%
val_pred = np.expm1(booster.predict(X_va)).clip(0)
rmsle = np.sqrt(mean_squared_log_error(np.expm1(y_va), val_pred))
print(f'RMSLE {rmsle:.5f}')
wandb.log({'valid_rmsle': rmsle})

# %%
lgb.plot_importance(booster, max_num_features=20)

# %%
by_family = full[is_valid].assign(pred=val_pred).groupby('family').apply(lambda g: np.sqrt(mean_squared_log_error(g.sales, g.pred)))
by_family.sort_values().tail(10)  # expect: printed-metric

# %%
booster.save_model('lgb_global.txt')
artifact = wandb.Artifact('store-sales-lgb', type='model')
artifact.add_file('lgb_global.txt')
run.log_artifact(artifact)

# %%
sub = full[full.date > train.date.max()][['id'] + feats].copy()
sub['sales'] = np.expm1(booster.predict(sub[feats])).clip(0)
sub[['id', 'sales']].astype({'id': int}).to_csv('submission.csv', index=False)
wandb.finish()
