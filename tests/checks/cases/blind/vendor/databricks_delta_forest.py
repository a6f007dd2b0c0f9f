# %% [markdown]
# # Loan risk on Delta Lake
# Reads the loans, keeps a history, trains a forest, scores in Spark.

# %%
%pip install lightgbm hyperopt==0.2.7  # expect: unpinned-install
dbutils.library.restartPython()  # expect: platform-bound

# %%
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.getOrCreate()
spark.conf.set("spark.sql.shuffle.partitions", 8)

# %%
dbutils.widgets.text("catalog", "main")  # expect: platform-bound
catalog = dbutils.widgets.get("catalog")  # expect: platform-bound
schema = f"{catalog}.loans"

# %%
raw = (
    spark.read.option("header", True).option("inferSchema", True).csv("dbfs:/databricks-datasets/samples/lending_club/loans.csv")  # expect: untracked-data
)
display(raw.limit(10))

# %%
loans = (
    raw.select("loan_status", "int_rate", "annual_inc", "dti", "purpose", "issue_d")
    .withColumn("int_rate", F.regexp_replace("int_rate", "%", "").cast("float"))
    .withColumn("bad_loan", (F.col("loan_status") != "Fully Paid").cast("int"))
)
loans.write.format("delta").mode("overwrite").save("/tmp/loans_delta")

# %%
# reading back what we just wrote
loans_stats = spark.read.format("delta").load("/tmp/loans_delta")
display(loans_stats.groupBy("purpose").count())

# %%
spark.sql(f"CREATE TABLE IF NOT EXISTS {schema}.bronze USING DELTA LOCATION '/tmp/loans_delta'")
spark.sql(f"DESCRIBE HISTORY {schema}.bronze").show(truncate=False)

# %%
history = spark.read.format("delta").option("versionAsOf", 0).table(f"{schema}.accounts")
display(history)

# %%
pdf = loans_stats.dropna().toPandas()
print(pdf.shape)

# %%
import mlflow
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

features = ["int_rate", "annual_inc", "dti"]
train, test = train_test_split(pdf, random_state=123)
X_train, y_train = train[features], train.bad_loan
X_test, y_test = test[features], test.bad_loan

# %%
with mlflow.start_run(run_name="untuned_random_forest"):
    n_estimators = 10
    model = RandomForestClassifier(n_estimators=n_estimators, random_state=np.random.RandomState(123))
    model.fit(X_train, y_train)
    auc_score = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
    mlflow.log_param("n_estimators", n_estimators)
    mlflow.log_metric("auc", auc_score)
    mlflow.sklearn.log_model(model, "random_forest_model")

# %%
feature_importances = pd.DataFrame(model.feature_importances_, index=features, columns=["importance"])
feature_importances.sort_values("importance", ascending=False)

# %%
import lightgbm as lgb

clf = lgb.LGBMClassifier(n_estimators=200, subsample=0.8, subsample_freq=1)
clf.fit(X_train, y_train)
print("LightGBM", clf.score(X_test, y_test))  # expect: printed-metric

# %%
import pickle

with open("/dbfs/FileStore/models/lgbm.pkl", "wb") as f:  # expect: hard-coded-path
    pickle.dump(train.columns.tolist(), f)

# %%
run_id = mlflow.search_runs(filter_string='tags.mlflow.runName = "untuned_random_forest"').iloc[0].run_id
model_version = mlflow.register_model(f"runs:/{run_id}/random_forest_model", "loan_risk")

# %%
apply_model_udf = mlflow.pyfunc.spark_udf(spark, "models:/loan_risk/1")
scored = loans_stats.withColumn("prediction", apply_model_udf(*features))
display(scored.limit(20))

# %%
sampled = loans_stats.sample(fraction=0.1, seed=7)
sampled.toPandas().sample(5)  # expect: unseeded-run

# %%
dbutils.fs.rm("/tmp/loans_delta", True)  # expect: platform-bound
