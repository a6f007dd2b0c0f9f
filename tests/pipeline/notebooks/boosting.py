# ---
# jupyter:
#   kernelspec:
#     display_name: elsewhere
#     language: python
#     name: elsewhere
# ---
# %% [markdown]
# # Gradient boosting, two libraries
# %%
import numpy as np, pandas as pd
import xgboost as xgb
import lightgbm as lgb
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_auc_score, log_loss
import warnings
warnings.filterwarnings("ignore")
# %% [markdown]
# ## Data
# %%
X, y = make_classification(n_samples=600, n_features=12, n_informative=6, random_state=17)
X = pd.DataFrame(X, columns=["v%d" % i for i in range(12)])
X_tr, X_va, y_tr, y_va = train_test_split(X, y, test_size=0.3, random_state=17)
# %% [markdown]
# ## XGBoost
# %%
params = {'max_depth': 3, 'eta': 0.2, 'objective': 'binary:logistic', 'eval_metric': 'auc', 'seed': 1, 'nthread': 1}
dtrain = xgb.DMatrix(X_tr, label=y_tr)
dvalid = xgb.DMatrix(X_va, label=y_va)
evals_result = {}
bst = xgb.train(params, dtrain, 30, [(dtrain, 'train'), (dvalid, 'valid')], verbose_eval=10, evals_result=evals_result)
# %%
p_xgb = bst.predict(dvalid)
print('xgb', round(roc_auc_score(y_va, p_xgb), 4))
# %% [markdown]
# ## LightGBM
# %%
gbm = lgb.LGBMClassifier(n_estimators=30, learning_rate=0.1, random_state=1, n_jobs=1, verbose=-1)
gbm.fit(X_tr, y_tr, eval_set=[(X_va, y_va)], callbacks=[lgb.log_evaluation(10), lgb.early_stopping(5)])
# %%
p_lgb = gbm.predict_proba(X_va)[:, 1]
pd.Series(gbm.feature_importances_, X.columns).nlargest(4)
# %% [markdown]
# ## Blend
# %%
for w in np.linspace(0, 1, 5):
    print(f'{w:.2f} {roc_auc_score(y_va, w * p_xgb + (1 - w) * p_lgb):.4f}')
bst.get_score(importance_type='gain')
