# %% [markdown]
# # House prices (advanced regression)

# %%
# This Python 3 environment comes with many helpful analytics libraries installed
import numpy as np # linear algebra
import pandas as pd # data processing, CSV file I/O (e.g. pd.read_csv)
import os
for dirname, _, filenames in os.walk('data'):
    for filename in sorted(filenames):
        print(os.path.join(dirname, filename))

# %%
from scipy import stats
from scipy.stats import norm, skew
import matplotlib.pyplot as plt
import seaborn as sns
color = sns.color_palette()
sns.set_style('darkgrid')
import warnings
def ignore_warn(*args, **kwargs):
    pass
warnings.warn = ignore_warn #ignore annoying warning (from sklearn and seaborn)
pd.set_option('display.float_format', lambda x: '{:.3f}'.format(x)) #Limiting floats output to 3 decimal points

# %% [markdown]
# ## Data

# %%
train = pd.read_csv('data/houses.csv')
print("The train data size before dropping Id feature is : {} ".format(train.shape))
train_ID = train['Id']
train.drop("Id", axis=1, inplace=True)
train.head(5)

# %% [markdown]
# ## Outliers

# %%
fig, ax = plt.subplots()
ax.scatter(x=train['area'], y=train['price'])
plt.ylabel('price', fontsize=13)
plt.xlabel('area', fontsize=13)
plt.show()

# %%
train = train.drop(train[(train['area'] > 280) & (train['price'] < 300000)].index)

# %% [markdown]
# ## Target

# %%
sns.histplot(train['price'], kde=True);
(mu, sigma) = norm.fit(train['price'])
print('\n mu = {:.2f} and sigma = {:.2f}\n'.format(mu, sigma))
fig = plt.figure()
res = stats.probplot(train['price'], plot=plt)
plt.show()

# %%
train["price"] = np.log1p(train["price"])
y = train.price.values

# %% [markdown]
# ## Features

# %%
ntrain = train.shape[0]
all_data = train.drop('price', axis=1).copy()
all_data_na = (all_data.isnull().sum() / len(all_data)) * 100
all_data_na = all_data_na.drop(all_data_na[all_data_na == 0].index).sort_values(ascending=False)[:30]
missing_data = pd.DataFrame({'Missing Ratio': all_data_na})
missing_data

# %%
for col in ('garage', 'pool'):
    all_data[col] = all_data[col].fillna('None')
all_data["lot"] = all_data.groupby("hood")["lot"].transform(lambda x: x.fillna(x.median()))
all_data.isnull().sum().sum()

# %%
numeric_feats = all_data.select_dtypes('number').columns
skewed_feats = all_data[numeric_feats].apply(lambda x: skew(x.dropna())).sort_values(ascending=False)
skewness = pd.DataFrame({'Skew': skewed_feats})
skewness

# %%
skewness = skewness[abs(skewness) > 0.75].dropna()
for feat in skewness.index:
    all_data[feat] = np.log1p(all_data[feat])
all_data = pd.get_dummies(all_data)
print(all_data.shape)

# %% [markdown]
# ## Modelling

# %%
from sklearn.linear_model import ElasticNet, Lasso, Ridge
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.base import BaseEstimator, TransformerMixin, RegressorMixin, clone
from sklearn.model_selection import KFold, cross_val_score
from sklearn.metrics import mean_squared_error

# %%
n_folds = 4
def rmsle_cv(model):
    kf = KFold(n_folds, shuffle=True, random_state=42).get_n_splits(all_data.values)
    rmse = np.sqrt(-cross_val_score(model, all_data.values, y, scoring="neg_mean_squared_error", cv=kf))
    return rmse

# %%
lasso = make_pipeline(RobustScaler(), Lasso(alpha=0.0005, random_state=1))
ENet = make_pipeline(RobustScaler(), ElasticNet(alpha=0.0005, l1_ratio=.9, random_state=3))
KRR = KernelRidge(alpha=0.6, kernel='polynomial', degree=2, coef0=2.5)
GBoost = GradientBoostingRegressor(n_estimators=60, learning_rate=0.05, max_depth=4, loss='huber', random_state=5)

# %%
score = rmsle_cv(lasso)
print("\nLasso score: {:.4f} ({:.4f})\n".format(score.mean(), score.std()))
score = rmsle_cv(ENet)
print("ElasticNet score: {:.4f} ({:.4f})\n".format(score.mean(), score.std()))

# %%
class AveragingModels(BaseEstimator, RegressorMixin, TransformerMixin):
    def __init__(self, models):
        self.models = models

    # we define clones of the original models to fit the data in
    def fit(self, X, y):
        self.models_ = [clone(x) for x in self.models]
        for model in self.models_:
            model.fit(X, y)
        return self

    def predict(self, X):
        predictions = np.column_stack([model.predict(X) for model in self.models_])
        return np.mean(predictions, axis=1)

# %% [markdown]
# ## Stacking

# %%
averaged_models = AveragingModels(models=(ENet, GBoost, lasso))
score = rmsle_cv(averaged_models)
print(" Averaged base models score: {:.4f} ({:.4f})\n".format(score.mean(), score.std()))

# %%
averaged_models.fit(all_data.values, y)
def rmsle(y, y_pred):
    return np.sqrt(mean_squared_error(y, y_pred))
train_pred = averaged_models.predict(all_data.values)
rmsle(y, train_pred)

# %% [markdown]
# ## Submission

# %%
sub = pd.DataFrame()
sub['Id'] = train_ID.loc[train.index]
sub['price'] = np.expm1(train_pred)
sub.to_csv('submission.csv', index=False)
sub.tail()
