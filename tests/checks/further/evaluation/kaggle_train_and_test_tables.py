# %% [markdown]
# # House prices, first submission

# %%
import lightgbm as lgb
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import train_test_split

train = pd.read_csv("../input/train.csv")
test = pd.read_csv("../input/test.csv")

# %%
y = train.SalePrice
X = pd.get_dummies(train.drop(["Id", "SalePrice"], axis=1))
X_train, X_valid, y_train, y_valid = train_test_split(X, y, random_state=1)
GradientBoostingRegressor(random_state=1).fit(X_train, y_train)

# %%
together = pd.concat([train, test])
together = together.drop(columns=["SalePrice"])
back = together[: len(train)]
GradientBoostingRegressor(random_state=1).fit(back, y)

# %%
drop = ["Id", "Alley"]
less = train.drop(columns=drop)  # expect: target-in-features
model = lgb.LGBMRegressor()
model.fit(pd.get_dummies(less), train["SalePrice"].values)

# %%
part, rest = train_test_split(train, random_state=1)
model.fit(part.drop("SalePrice", axis=1), part["SalePrice"])
model.fit(part, part["SalePrice"])  # expect: target-in-features
