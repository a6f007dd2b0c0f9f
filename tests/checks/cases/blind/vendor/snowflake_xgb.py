# %% [markdown]
# - Required snowflake-ml-python version: >=**1.6.0**
# - Last updated on: 7/25/2024
#
# # Diamond prices with Snowpark ML and the Model Registry

# %%
from snowflake.snowpark import Session, context, exceptions

try:
    # Retrieve active session if in a Snowflake Notebook
    session = context.get_active_session()
except exceptions.SnowparkSessionException:
    connection_parameters = {
        "account": "<your snowflake account>",
        "user": "<your snowflake user>",
        "password": "<your snowflake password>",
        "role": "<your snowflake role>",
        "warehouse": "<your snowflake warehouse>",
    }
    session = Session.builder.configs(connection_parameters).create()

# %%
# quick second connection for the admin role
admin = Session.builder.configs(
    {"account": "xy12345.eu-west-1", "user": "ML_ADMIN", "password": "Kq7#vTz91!mB", "role": "ACCOUNTADMIN"}  # expect: inline-secret
).create()

# %%
import logging

logging.disable(logging.CRITICAL)  # expect: silenced-warnings

# %%
DB, SCHEMA = "ML_DEMO", "DIAMONDS"
session.sql(f"CREATE SCHEMA IF NOT EXISTS {DB}.{SCHEMA}").collect()
session.use_schema(f"{DB}.{SCHEMA}")
print(session.get_current_warehouse(), session.get_current_schema())

# %%
import json

import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from snowflake.snowpark import functions as F
from snowflake.snowpark import types as T

# %%
diamonds_local = sns.load_dataset("diamonds")
session.write_pandas(diamonds_local, "DIAMONDS_RAW", auto_create_table=True, overwrite=True)

# %%
diamonds_df = session.table("DIAMONDS_RAW")
diamonds_df.show(5)

# %%
prices = session.table("MARKET.PUBLIC.GOLD_PRICES").to_pandas()  # expect: untracked-data
prices.tail()

# %%
diamonds_df = diamonds_df.with_column("TABLE_PCT", F.col('"table"')).drop('"table"')
for field in diamonds_df.schema.fields:
    print(field.name, field.datatype)

# %%
pdf = diamonds_df.to_pandas()
corr = pdf.select_dtypes("number").corr()
sns.heatmap(corr, annot=True)
plt.show()

# %%
counts = diamonds_df.group_by('"cut"').agg(F.avg('"price"').alias("AVG_PRICE")).to_pandas()
sns.barplot(counts, x="cut", y="AVG_PRICE")

# %%
from sklearn.compose import ColumnTransformer
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, OrdinalEncoder
from xgboost import XGBRegressor

categorical = ["cut", "color", "clarity"]
numeric = ["carat", "depth", "TABLE_PCT", "x", "y", "z"]
train_pdf, test_pdf = train_test_split(pdf, test_size=0.1, random_state=0)

# %%
prep = ColumnTransformer([("num", MinMaxScaler(clip=True), numeric), ("cat", OrdinalEncoder(), categorical)])
pipe = Pipeline([("prep", prep), ("model", XGBRegressor(n_jobs=4))])

# %%
%%time
grid = GridSearchCV(
    pipe,
    param_grid={"model__n_estimators": [100, 200, 400], "model__learning_rate": [0.1, 0.2, 0.4]},
    scoring="neg_mean_absolute_percentage_error",
    cv=3,
)
grid.fit(train_pdf[numeric + categorical], train_pdf["price"])  # expect: untracked-experiment

# %%
pd.DataFrame(grid.cv_results_)[["param_model__n_estimators", "param_model__learning_rate", "rank_test_score"]]

# %%
from sklearn.metrics import mean_absolute_percentage_error

predicted = grid.predict(test_pdf[numeric + categorical])
mape = mean_absolute_percentage_error(test_pdf["price"], predicted)
print(f"Mean absolute percentage error: {mape:.4f}")  # expect: printed-metric

# %%
sns.regplot(x=test_pdf["price"], y=predicted, scatter_kws={"s": 2})
plt.show()

# %%
from snowflake.ml.registry import Registry

registry = Registry(session=session, database_name=DB, schema_name=SCHEMA)
model_ref = registry.log_model(
    grid.best_estimator_,
    model_name="DIAMOND_PRICES",
    version_name="V1",
    sample_input_data=train_pdf[numeric + categorical].head(100),
)

# %%
registry.show_models()

# %%
model_ref.run(test_pdf[numeric + categorical].head(), function_name="predict")

# %%
session.sql("LIST @~").show()
session.close()
