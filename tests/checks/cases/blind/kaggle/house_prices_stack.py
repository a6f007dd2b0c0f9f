# %% [markdown]
# # House prices: simple stack, 0.119 on the LB
# Log target, a few ordinal encodings, lasso + xgb + lgbm averaged.

# %%
import gc, os, sys
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from scipy.stats import skew, norm
from scipy.special import boxcox1p
from sklearn.linear_model import Lasso, ElasticNet, Ridge
from sklearn.kernel_ridge import KernelRidge
from sklearn.ensemble import GradientBoostingRegressor, ExtraTreesRegressor
from sklearn.preprocessing import RobustScaler, LabelEncoder
from sklearn.pipeline import make_pipeline
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.metrics import mean_squared_error
import xgboost as xgb
import lightgbm as lgb
pd.set_option('display.float_format', lambda x: '{:.3f}'.format(x))

# %%
def ignore_warn(*args, **kwargs):
    pass
import warnings
warnings.filterwarnings('ignore', category=FutureWarning)

# %%
# DATA = 'C:/Users/dani/Desktop/kaggle/houses/'
DATA = '/kaggle/input/house-prices-advanced-regression-techniques'  # expect: hard-coded-path
train = pd.read_csv(DATA + '/train.csv')  # expect: untracked-data
test = pd.read_csv(DATA + '/test.csv')  # expect: untracked-data

# %%
train.head(5)

# %%
train_ID = train['Id']
test_ID = test['Id']
train.drop("Id", axis = 1, inplace = True)
test.drop("Id", axis = 1, inplace = True)
print("\nThe train data size after dropping Id feature is : {} ".format(train.shape))

# %%
fig, ax = plt.subplots()
ax.scatter(x = train['GrLivArea'], y = train['SalePrice'])
plt.ylabel('SalePrice', fontsize=13)
plt.show()

# %%
train = train.drop(train[(train['GrLivArea']>4000) & (train['SalePrice']<300000)].index)

# %%
train["SalePrice"] = np.log1p(train["SalePrice"])
sns.distplot(train['SalePrice'], fit=norm);

# %%
ntrain = train.shape[0]
ntest = test.shape[0]
y_train = train.SalePrice.values
all_data = pd.concat((train, test)).reset_index(drop=True)
all_data.drop(['SalePrice'], axis=1, inplace=True)
print("all_data size is : {}".format(all_data.shape))

# %%
all_data_na = (all_data.isnull().sum() / len(all_data)) * 100
missing_data = pd.DataFrame({'Missing Ratio': all_data_na.sort_values(ascending=False)[:30]})
missing_data.head(20)

# %%
for col in ('PoolQC', 'MiscFeature', 'Alley', 'Fence', 'FireplaceQu', 'GarageType', 'GarageFinish'):
    all_data[col] = all_data[col].fillna('None')
for col in ('GarageYrBlt', 'GarageArea', 'GarageCars', 'BsmtFinSF1'):
    all_data[col] = all_data[col].fillna(0)

# %%
# lot frontage: median of the neighbourhood (train and test together, more data!)
all_data["LotFrontage"] = all_data.groupby("Neighborhood")["LotFrontage"].transform(lambda x: x.fillna(x.median()))  # expect: leaky-preprocessing

# %%
all_data['MSSubClass'] = all_data['MSSubClass'].apply(str)
cols = ('FireplaceQu', 'BsmtQual', 'ExterQual', 'Street', 'MSSubClass')
for c in cols:
    lbl = LabelEncoder()
    lbl.fit(list(all_data[c].astype(str).values))
    all_data[c] = lbl.transform(list(all_data[c].astype(str).values))
all_data['TotalSF'] = all_data['TotalBsmtSF'] + all_data['1stFlrSF'] + all_data['2ndFlrSF']

# %%
numeric_feats = all_data.dtypes[all_data.dtypes != "object"].index
skewed_feats = all_data[numeric_feats].apply(lambda x: skew(x.dropna())).sort_values(ascending=False)
skewness = skewed_feats[abs(skewed_feats) > 0.75]
lam = 0.15
for feat in skewness.index:
    all_data[feat] = boxcox1p(all_data[feat], lam)

# %%
all_data = pd.get_dummies(all_data)
train = all_data[:ntrain]
test = all_data[ntrain:]

# %%
n_folds = 5

def rmsle_cv(model):
    kf = KFold(n_folds, shuffle=True, random_state=42).get_n_splits(train.values)
    rmse = np.sqrt(-cross_val_score(model, train.values, y_train, scoring="neg_mean_squared_error", cv=kf))
    return rmse

lasso = make_pipeline(RobustScaler(), Lasso(alpha=0.0005, random_state=1))
score = rmsle_cv(lasso)  # expect: untracked-experiment
print("\nLasso score: {:.4f} ({:.4f})\n".format(score.mean(), score.std()))  # expect: printed-metric

# %%
ENet = make_pipeline(RobustScaler(), ElasticNet(alpha=0.0005, l1_ratio=.9, random_state=3))
KRR = KernelRidge(alpha=0.6, kernel='polynomial', degree=2, coef0=2.5)
GBoost = GradientBoostingRegressor(n_estimators=3000, learning_rate=0.05, max_depth=4, max_features='sqrt', loss='huber', random_state=5)
model_xgb = xgb.XGBRegressor(colsample_bytree=0.4603, gamma=0.0468, learning_rate=0.05, max_depth=3, subsample=0.5213, n_estimators=2200, nthread=-1)
model_lgb = lgb.LGBMRegressor(objective='regression', num_leaves=5, learning_rate=0.05, n_estimators=720, bagging_fraction=0.8, bagging_freq=5)

# %%
etr = ExtraTreesRegressor(n_estimators=400, n_jobs=-1)  # expect: unseeded-run

# %%
for name, m in [('enet', ENet), ('krr', KRR), ('gb', GBoost), ('xgb', model_xgb), ('lgb', model_lgb), ('etr', etr)]:
    score = rmsle_cv(m)
    print("{} score: {:.4f} ({:.4f})".format(name, score.mean(), score.std()))  # expect: printed-metric

# %%
def rmsle(y, y_pred):
    return np.sqrt(mean_squared_error(y, y_pred))

# %%
lasso.fit(train, y_train)
model_xgb.fit(train, y_train)
model_lgb.fit(train, y_train)
lasso_pred = np.expm1(lasso.predict(test.values))
xgb_pred = np.expm1(model_xgb.predict(test))
lgb_pred = np.expm1(model_lgb.predict(test.values))

# %%
ensemble = lasso_pred*0.40 + xgb_pred*0.30 + lgb_pred*0.30

# %%
sub = pd.DataFrame()
sub['Id'] = test_ID
sub['SalePrice'] = ensemble
sub.to_csv('submission.csv',index=False)
sub.head()
