# expect: missing-purpose
# %% [markdown]
# ## Import Libraries

# %%
# This Python 3 environment comes with many helpful analytics libraries installed
import numpy as np # linear algebra
import pandas as pd # data processing, CSV file I/O (e.g. pd.read_csv)
import warnings
warnings.filterwarnings(action='ignore')  # expect: silenced-warnings

# %%
!pip install catboost optuna==3.6.1 -q  # expect: unpinned-install
!pip list | grep -i boost

# %% [markdown]
# # Predicting churn

# %%
from catboost import CatBoostClassifier
model = CatBoostClassifier(iterations=500, task_type="GPU", verbose=0)  # expect: hard-coded-device
alt = CatBoostClassifier(iterations=500, task_type="CPU", verbose=0)

# %%
import xgboost as xgb
params = {"objective": "binary:logistic", "tree_method": "gpu_hist", "eta": .1}  # expect: hard-coded-device
cpu_params = {"objective": "binary:logistic", "tree_method": "hist", "eta": .1}

# %%
!mkdir ~/.kaggle  # expect: shell-step, hard-coded-path
!echo '{"username":"maria","key":"0f3c9a7e5b1d8264c0a9e7f3b5d1c864"}' > ~/.kaggle/kaggle.json  # expect: inline-secret, shell-step, hard-coded-path
!kaggle datasets download -d blastchar/telco-customer-churn  # expect: shell-step, unversioned-download
!unzip -q telco-customer-churn.zip  # expect: shell-step
!unzip -l telco-customer-churn.zip
