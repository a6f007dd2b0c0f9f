# %% [markdown]
# # Lead scoring with Snowpark
# From a table of leads to a scored table, in plain Python.

# %%
!conda install -y snowflake-snowpark-python=1.14.0 pandas  # expect: unpinned-install

# %%
import json
import os
import warnings

import numpy as np
import pandas as pd
from snowflake.snowpark import Session
from snowflake.snowpark import functions as F
from snowflake.snowpark import types as T

warnings.filterwarnings("ignore")  # expect: silenced-warnings

# %%
connection_parameters = {
    "account": "xy12345.eu-central-1",
    "user": "LEAD_SCORING",
    "password": "Tr0ub4dor&Zebra",  # expect: inline-secret
    "role": "SYSADMIN",
    "warehouse": "COMPUTE_WH",
    "database": "CRM",
    "schema": "PUBLIC",
}
session = Session.builder.configs(connection_parameters).create()
print(session.sql("select current_warehouse(), current_database()").collect())

# %%
# other people keep it in a file:
creds_file = "creds.json"
if os.path.exists(creds_file):
    connection_parameters = json.load(open(creds_file))

# %%
leads = session.table("LEADS").to_pandas()  # expect: untracked-data
leads.shape

# %%
leads.columns = [c.lower() for c in leads.columns]
leads.isna().sum()

# %%
visits = session.sql("select lead_id, count(*) as n from visits group by 1").to_pandas()  # expect: untracked-data
visits.columns = ["lead_id", "n_visits"]
df = leads.merge(visits, on="lead_id", how="left")

# %%
df["n_visits"] = df["n_visits"].fillna(0)
df["log_revenue"] = np.log1p(df["revenue"])
df = pd.get_dummies(df, columns=["industry", "country"])

# %%
from sklearn.preprocessing import MinMaxScaler

num_cols = ["n_visits", "log_revenue", "employees"]
mms = MinMaxScaler()
df[num_cols] = mms.fit_transform(df[num_cols])  # expect: leaky-preprocessing

# %%
from sklearn.model_selection import train_test_split

train_df, test_df = train_test_split(df, test_size=0.25, random_state=42)
y_train, y_test = train_df.pop("converted"), test_df.pop("converted")
print(len(train_df), len(test_df))

# %%
from xgboost import XGBClassifier

model = XGBClassifier(max_depth=4, n_estimators=300)
model.fit(train_df.drop(columns="lead_id"), y_train)  # expect: untracked-experiment

# %%
from sklearn.metrics import classification_report, roc_auc_score

proba = model.predict_proba(test_df.drop(columns="lead_id"))[:, 1]
print(classification_report(y_test, proba > 0.5))  # expect: printed-metric
metrics = {"auc": roc_auc_score(y_test, proba)}

# %%
# metrics go to a table that the dashboard reads
session.create_dataframe(pd.DataFrame([metrics])).write.mode("append").save_as_table("MODEL_METRICS")

# %%
import joblib

joblib.dump(model, "/tmp/lead_model.joblib")  # expect: loose-model-file
session.file.put("/tmp/lead_model.joblib", "@MODELS", overwrite=True)

# %%
from cachetools import cached


@cached(cache={})
def read_model(name):
    import sys

    import_dir = sys._xoptions.get("snowflake_import_directory")
    return joblib.load(os.path.join(import_dir, name))


@F.udf(name="score_lead", is_permanent=True, stage_location="@MODELS", replace=True)
def score_lead(features: T.PandasDataFrame[float, float, float]) -> T.PandasSeries[float]:
    return read_model("lead_model.joblib").predict_proba(features)[:, 1]


# %%
session.sql(
    "create or replace table LEADS_SCORED as select *, score_lead(n_visits, revenue, employees) as score from LEADS"
).collect()

# %%
session.close()
