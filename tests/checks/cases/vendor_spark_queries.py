# %% [markdown]
# # Trips: tables of the warehouse, and views made here

# %%
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext

# %%
trips = spark.read.option("header", True).csv("trips.csv")  # expect: untracked-data
lines = sc.textFile("lines.txt")  # expect: untracked-data
trips.createOrReplaceTempView("trips")

# %%
long_trips = spark.sql("SELECT * FROM trips WHERE miles > 20")
zones = spark.sql("SELECT * FROM taxi.zones JOIN trips USING (zone)")  # expect: untracked-data
again = spark.table("trips")
other = spark.table("taxi.drivers")  # expect: untracked-data

# %%
spark.sql("CREATE TABLE IF NOT EXISTS fares AS SELECT fare FROM trips")
fares = spark.sql("select * from fares")
spark.sql("drop table fares")
spark.sql("show tables")

# %%
past = spark.sql("SELECT * FROM taxi.zones VERSION AS OF 12")
best = spark.sql("WITH top AS (SELECT * FROM trips) SELECT * FROM top")
