# %% [markdown]
# # House prices: cleaning, stacking, submitting
# Advanced regression. Thanks to everybody whose kernels I read.

# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from scipy import stats
from scipy.stats import norm, skew

color = sns.color_palette()
sns.set_style('darkgrid')
pd.set_option('display.float_format', lambda x: '{:.3f}'.format(x))

# %%
import warnings
def ignore_warn(*args, **kwargs):
    pass
warnings.simplefilter(action='ignore', category=FutureWarning)

# %%
from subprocess import check_output
print(check_output(["ls", "../input"]).decode("utf8"))

# %%
train = pd.read_csv('../input/train.csv')  # expect: untracked-data
test = pd.read_csv('../input/test.csv')  # expect: untracked-data
train.shape, test.shape

# %%
train_ID = train['Id']
test_ID = test['Id']
train.drop("Id", axis=1, inplace=True)
test.drop("Id", axis=1, inplace=True)

# %%
fig, ax = plt.subplots()
ax.scatter(x=train['GrLivArea'], y=train['SalePrice'])
plt.show()
train = train.drop(train[(train['GrLivArea'] > 4000) & (train['SalePrice'] < 300000)].index)

# %%
sns.histplot(train['SalePrice'])
(mu, sigma) = norm.fit(train['SalePrice'])
print('\n mu = {:.2f} and sigma = {:.2f}\n'.format(mu, sigma))
stats.probplot(train['SalePrice'], plot=plt)
plt.show()

# %%
train["SalePrice"] = np.log1p(train["SalePrice"])

# %%
ntrain = train.shape[0]
ntest = test.shape[0]
y_train = train.SalePrice.values
all_data = pd.concat((train, test)).reset_index(drop=True)
all_data.drop(['SalePrice'], axis=1, inplace=True)
print("all_data size is : {}".format(all_data.shape))

# %%
all_data_na.plot.bar()  # expect: undefined-on-restart

# %%
all_data_na = (all_data.isnull().sum() / len(all_data)) * 100
all_data_na = all_data_na.drop(all_data_na[all_data_na == 0].index).sort_values(ascending=False)[:30]
pd.DataFrame({'Missing Ratio': all_data_na}).head(20)

# %%
for col in ('PoolQC', 'MiscFeature', 'Alley', 'Fence', 'FireplaceQu'):
    all_data[col] = all_data[col].fillna("None")
for col in ('GarageYrBlt', 'GarageArea', 'GarageCars'):
    all_data[col] = all_data[col].fillna(0)

# %%
all_data["LotFrontage"] = all_data.groupby("Neighborhood")["LotFrontage"].transform(lambda x: x.fillna(x.median()))  # expect: leaky-preprocessing

# %%
all_data['MSSubClass'] = all_data['MSSubClass'].apply(str)
all_data['YrSold'] = all_data['YrSold'].astype(str)
all_data['TotalSF'] = all_data['TotalBsmtSF'] + all_data['1stFlrSF'] + all_data['2ndFlrSF']

# %%
numeric_feats = all_data.dtypes[all_data.dtypes != "object"].index
skewed_feats = all_data[numeric_feats].apply(lambda x: skew(x.dropna())).sort_values(ascending=False)
skewed_feats.head(10)

# %%
from scipy.special import boxcox1p
for feat in ['LotArea', 'MiscVal', 'PoolArea']:
    all_data[feat] = boxcox1p(all_data[feat], 0.15)

# %%
all_data = pd.get_dummies(all_data)
train = all_data[:ntrain]
test = all_data[ntrain:]

# %%
from sklearn.linear_model import ElasticNet, Lasso, BayesianRidge
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.base import BaseEstimator, TransformerMixin, RegressorMixin, clone
from sklearn.model_selection import KFold, cross_val_score
from sklearn.metrics import mean_squared_error
import xgboost as xgb
import lightgbm as lgb

# %%
lasso = make_pipeline(RobustScaler(), Lasso(alpha=0.0005, random_state=1))
ENet = make_pipeline(RobustScaler(), ElasticNet(alpha=0.0005, l1_ratio=.9, random_state=3))
GBoost = GradientBoostingRegressor(n_estimators=3000, learning_rate=0.05, max_depth=4, subsample=0.8)  # expect: unseeded-run

# %%
model_xgb = xgb.XGBRegressor(colsample_bytree=0.46, learning_rate=0.05, max_depth=3, n_estimators=2200, subsample=0.52)
model_lgb = lgb.LGBMRegressor(objective='regression', num_leaves=5, learning_rate=0.05, n_estimators=720)

# %%
n_folds = 5

def rmsle_cv(model):
    kf = KFold(n_folds, shuffle=True, random_state=42).get_n_splits(train.values)
    rmse = np.sqrt(-cross_val_score(model, train.values, y_train, scoring="neg_mean_squared_error", cv=kf))
    return rmse

score = rmsle_cv(lasso)  # expect: untracked-experiment
print("\nLasso score: {:.4f} ({:.4f})\n".format(score.mean(), score.std()))  # expect: printed-metric

# %%
score = rmsle_cv(model_xgb)
print("Xgboost score: {:.4f} ({:.4f})\n".format(score.mean(), score.std()))  # expect: printed-metric

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
        return np.column_stack([model.predict(X) for model in self.models_]).mean(axis=1)

# %%
def rmsle(y, y_pred):
    return np.sqrt(mean_squared_error(y, y_pred))

# %%
averaged = AveragingModels(models=(lasso, ENet))
averaged.fit(train.values, y_train)
avg_train_pred = averaged.predict(train.values)
print(rmsle(y_train, avg_train_pred))  # expect: no-holdout, printed-metric

# %%
model_lgb.fit(train, y_train)
lgb_pred = np.expm1(model_lgb.predict(test.values))

# %%
sub = pd.DataFrame()
sub['Id'] = test_ID
sub['SalePrice'] = np.expm1(averaged.predict(test.values)) * 0.7 + lgb_pred * 0.3
sub.to_csv('submission.csv', index=False)
