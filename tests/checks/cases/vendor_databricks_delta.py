# %% [markdown]
# # Forecast orders from the lakehouse

# %%
import mlflow
import numpy as np
import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from sklearn.ensemble import ExtraTreesRegressor

spark = SparkSession.builder.getOrCreate()

# %%
orders = spark.read.format("delta").option("versionAsOf", 12).load("s3://lake/orders")
returns = spark.read.parquet("s3://lake/returns")  # expect: untracked-data
orders.groupBy("day").agg(F.sum("amount")).show()

# %%
stores = pd.read_csv("/dbfs/FileStore/stores.csv")  # expect: untracked-data, hard-coded-path
display(stores)

# %%
train, test = orders.randomSplit([0.8, 0.2], seed=42)
frame = train.toPandas()

# %%
np.random.seed(2023)
model = ExtraTreesRegressor(n_estimators=200)
with mlflow.start_run():
    model.fit(frame[["day_of_week", "promo"]], frame["amount"])
    mlflow.sklearn.log_model(model, "orders")

# %%
frame.to_parquet("/dbfs/tmp/orders_train.parquet")  # expect: hard-coded-path
frame.sample(n=20)
