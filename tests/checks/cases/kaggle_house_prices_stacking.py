# %% [markdown]
# # Stacked regressions, top 15 %
# I use the data of the *House Prices* competition, in `../input`.

# %%
import numpy as np
import pandas as pd
%matplotlib inline
import matplotlib.pyplot as plt
import seaborn as sns
import warnings
def ignore_warn(*args, **kwargs):
    pass
warnings.warn = ignore_warn #ignore annoying warning (from sklearn and seaborn)  # expect: silenced-warnings

from scipy import stats
from scipy.stats import norm, skew

pd.set_option('display.float_format', lambda x: '{:.3f}'.format(x))

from subprocess import check_output
print(check_output(["ls", "../input"]).decode("utf8"))

# %%
train = pd.read_csv('../input/train.csv')  # expect: untracked-data
test = pd.read_csv('../input/test.csv')  # expect: untracked-data

# %%
train_ID = train['Id']
test_ID = test['Id']
train.drop("Id", axis = 1, inplace = True)
test.drop("Id", axis = 1, inplace = True)
train["SalePrice"] = np.log1p(train["SalePrice"])
sns.distplot(train['SalePrice'] , fit=norm);
(mu, sigma) = norm.fit(train['SalePrice'])

# %%
ntrain = train.shape[0]
y_train = train.SalePrice.values
all_data = pd.concat((train, test)).reset_index(drop=True)
all_data.drop(['SalePrice'], axis=1, inplace=True)
all_data = pd.get_dummies(all_data)
train = all_data[:ntrain]

# %%
from sklearn.linear_model import ElasticNet, Lasso, BayesianRidge, LassoLarsIC
from sklearn.ensemble import RandomForestRegressor, GradientBoostingRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.base import BaseEstimator, TransformerMixin, RegressorMixin, clone
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.metrics import mean_squared_error
import xgboost as xgb
import lightgbm as lgb

# %%
n_folds = 5

def rmsle_cv(model):
    kf = KFold(n_folds, shuffle=True, random_state=42).get_n_splits(train.values)
    rmse= np.sqrt(-cross_val_score(model, train.values, y_train, scoring="neg_mean_squared_error", cv = kf))
    return(rmse)

# %%
lasso = make_pipeline(RobustScaler(), Lasso(alpha =0.0005, random_state=1))
ENet = make_pipeline(RobustScaler(), ElasticNet(alpha=0.0005, l1_ratio=.9, random_state=3))
KRR = KernelRidge(alpha=0.6, kernel='polynomial', degree=2, coef0=2.5)
GBoost = GradientBoostingRegressor(n_estimators=3000, learning_rate=0.05,
                                   max_depth=4, max_features='sqrt',
                                   min_samples_leaf=15, min_samples_split=10,
                                   loss='huber', random_state =5)
model_xgb = xgb.XGBRegressor(colsample_bytree=0.4603, gamma=0.0468, subsample=0.5213)
model_lgb = lgb.LGBMRegressor(objective='regression', bagging_fraction = 0.8, bagging_freq = 5)
rf = RandomForestRegressor(n_estimators=200)  # expect: unseeded-run

# %%
class AveragingModels(BaseEstimator, RegressorMixin, TransformerMixin):
    def __init__(self, models):
        self.models = models

    def fit(self, X, y):
        self.models_ = [clone(x) for x in self.models]
        for model in self.models_:
            model.fit(X, y)
        return self

    def predict(self, X):
        predictions = np.column_stack([model.predict(X) for model in self.models_])
        return np.mean(predictions, axis=1)

# %%
for name, m in [("lasso", lasso), ("enet", ENet), ("krr", KRR), ("gb", GBoost), ("rf", rf)]:
    score = rmsle_cv(m)  # expect: untracked-experiment
    print("\n{} score: {:.4f} ({:.4f})\n".format(name, score.mean(), score.std()))  # expect: printed-metric

# %%
averaged_models = AveragingModels(models = (ENet, GBoost, KRR, lasso))
averaged_models.fit(train.values, y_train)
sub = pd.DataFrame()
sub['Id'] = test_ID
sub['SalePrice'] = np.expm1(averaged_models.predict(all_data[ntrain:].values))
sub.to_csv('submission.csv',index=False)
