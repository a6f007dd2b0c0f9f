# expect: missing-parameters-cell
# %% [markdown]
# # Houses

# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

SEED = 1
frame = pd.read_csv("../input/houses/train.csv")  # expect: buried-parameter
other = pd.read_csv("https://example.org/prices.csv")
plt.scatter(frame["a"], frame["b"], alpha=0.3)
train, test = train_test_split(frame, test_size=0.2, random_state=SEED)  # expect: buried-parameter

# %%
model = XGBRegressor(n_estimators=500, learning_rate=0.05, max_depth=4, subsample=0.8)  # expect: buried-parameter
model.fit(train[["a"]], train["y"])
pd.DataFrame({"y": model.predict(test[["a"]])}).to_csv("submission.csv")  # expect: buried-parameter
