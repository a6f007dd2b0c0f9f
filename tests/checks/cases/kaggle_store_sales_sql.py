# %% [markdown]
# # Store sales: features in SQL, model in LightGBM

# %%
import sqlite3
from io import StringIO
import lightgbm as lgb
import pandas as pd

conn = sqlite3.connect(":memory:")

# %%
holidays = pd.read_csv(StringIO("""date,holiday
2017-01-01,New year
2017-01-06,Epiphany
"""))
holidays.to_sql("holidays", conn, index=False)

# %%
stores = sqlite3.connect("stores.db")
sales = pd.read_sql("SELECT * FROM sales WHERE store_nbr < 10", stores)  # expect: untracked-data
sales.head()

# %%
rows = stores.execute("SELECT store_nbr, city FROM stores").fetchall()  # expect: untracked-data
city = dict(rows)

# %%
oil = pd.read_json("https://example.org/fred/oil.json")  # expect: untracked-data, unversioned-download
oil["date"] = pd.to_datetime(oil["date"])
promo = pd.read_parquet("s3://retail-lake/promotions/2017.parquet")  # expect: untracked-data

# %%
params = {"objective": "regression", "bagging_fraction": 0.7, "bagging_freq": 1, "feature_fraction": 0.5}
booster = lgb.train(params, lgb.Dataset(sales[["onpromotion"]], sales["sales"]), num_boost_round=50)  # expect: untracked-experiment
booster.save_model("model.txt")  # expect: loose-model-file

# %%
again = lgb.Booster(model_file="model.txt")
again.predict(sales[["onpromotion"]])[:5]
