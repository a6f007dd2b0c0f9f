# %% [markdown]
# # Click logs on the cluster

# %%
import hashlib
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
import pandas as pd

spark = SparkSession.builder.appName("clicks").getOrCreate()

# %%
clicks = spark.read.parquet("hdfs:///logs/clicks")  # expect: untracked-data
users = spark.read.csv("s3a://lake/users.csv", header=True)  # expect: untracked-data
delta = spark.read.format("delta").option("versionAsOf", 12).load("s3a://lake/orders")

# %%
daily = clicks.groupBy(F.to_date("ts").alias("day")).count()
daily.write.mode("overwrite").parquet("daily.parquet")

# %%
pdf = pd.read_parquet("daily.parquet")
pdf.plot("day", "count")

# %%
blob = open("countries.csv", "rb").read()
assert hashlib.sha256(blob).hexdigest() == "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
countries = pd.read_csv("countries.csv")

# %%
lookup = pd.read_csv("/dbfs/mnt/lookup/regions.csv")  # expect: hard-coded-path, untracked-data
