# %% [markdown]
# # Loans: a look at the data, then boosting

# %%
import pandas as pd
import seaborn as sns
import xgboost as xgb
from sklearn.model_selection import train_test_split

train = pd.read_csv("../input/train.csv")
test = pd.read_csv("../input/test.csv")
train.info()

# %%
train.isnull().sum().sort_values(ascending=False).head()

# %%
sns.countplot(x="status", data=train)

# %%
train = train.dropna(subset=["income"])
train = train[train.income < train.income.quantile(0.999)]
X_train, X_valid, y_train, y_valid = train_test_split(train.drop(columns="status"), train["status"], random_state=3)
model = xgb.XGBClassifier().fit(X_train, y_train)
model.score(X_valid, y_valid)
