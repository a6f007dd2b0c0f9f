# %% [markdown]
# # Wine quality, recorded
# Every run says which data it saw.

# %% tags=["parameters"]
csv = "/data/wine/winequality-red.csv"
seed = 42
trees = 100

# %%
import hashlib
from pathlib import Path

import mlflow
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import ShuffleSplit, train_test_split

# %%
wine = pd.read_csv(csv, sep=";")
dataset = mlflow.data.from_pandas(wine, source=csv)

# %%
with mlflow.start_run():
    mlflow.log_input(dataset, context="training")
    train, test = train_test_split(wine, random_state=seed)
    model = RandomForestRegressor(trees, random_state=seed).fit(train.drop(columns="quality"), train["quality"])
    splits = ShuffleSplit(n_splits=3, random_state=seed)

# %%
prices = Path("prices.csv").read_bytes()
assert hashlib.sha256(prices).hexdigest() == "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
price_table = pd.read_csv("prices.csv")

# %%
shops = pd.read_json("shops.json")  # expect: untracked-data
