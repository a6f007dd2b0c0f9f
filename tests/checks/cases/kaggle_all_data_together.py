# %% [markdown]
# # House prices: train and test in one frame

# %%
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.preprocessing import RobustScaler

train = pd.read_csv("train.csv")  # expect: untracked-data
test = pd.read_csv("test.csv")  # expect: untracked-data
ntrain = train.shape[0]
y = train.pop("SalePrice")

# %%
all_data = pd.concat([train, test]).reset_index(drop=True)
all_data["PoolQC"] = all_data["PoolQC"].fillna("None")
all_data["LotFrontage"] = all_data.groupby("Neighborhood")["LotFrontage"].transform(
    lambda x: x.fillna(x.median()))  # expect: leaky-preprocessing

# %%
all_data["GarageArea"] = all_data["GarageArea"].fillna(all_data["GarageArea"].mean())  # expect: leaky-preprocessing
all_data = pd.get_dummies(all_data)

# %%
numbers = RobustScaler().fit_transform(all_data)  # expect: leaky-preprocessing

# %%
X_train, X_test = numbers[:ntrain], numbers[ntrain:]
model = Lasso().fit(X_train, y)  # expect: untracked-experiment
