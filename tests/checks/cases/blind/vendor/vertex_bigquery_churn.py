# %%
# Copyright 2023 Example Authors
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.

# %% [markdown]
# # Propensity of visitors to come back: BigQuery ML and Vertex AI
# <a href="https://colab.research.google.com/x.ipynb">Run in Colab</a>
#
# ## Overview
# You train two models on Analytics data, compare them, register one and deploy it.

# %%
import os

USER_FLAG = ""
if os.getenv("DL_ANACONDA_HOME"):
    USER_FLAG = "--user"

! pip3 install --upgrade google-cloud-aiplatform {USER_FLAG} -q google-cloud-bigquery db-dtypes  # expect: unpinned-install

# %%
if not os.getenv("IS_TESTING"):
    # Automatically restart kernel after installs
    import IPython

    app = IPython.Application.instance()
    app.kernel.do_shutdown(True)

# %%
PROJECT_ID = "[your-project-id]"  # @param {type:"string"}
REGION = "us-central1"  # @param {type: "string"}

# %%
! gcloud config list --format 'value(core.project)'
! gcloud config set project {PROJECT_ID}  # expect: shell-step

# %%
import sys

if "google.colab" in sys.modules:
    from google.colab import auth

    auth.authenticate_user()

# %%
BUCKET_URI = f"gs://{PROJECT_ID}-churn"
! gsutil mb -l {REGION} -p {PROJECT_ID} {BUCKET_URI}  # expect: shell-step
! gsutil ls -al {BUCKET_URI}

# %%
from datetime import datetime

TIMESTAMP = datetime.now().strftime("%Y%m%d%H%M%S")

# %%
from google.cloud import aiplatform as vertex_ai
from google.cloud import bigquery

client = bigquery.Client(project=PROJECT_ID)
vertex_ai.init(project=PROJECT_ID, location=REGION, staging_bucket=BUCKET_URI, experiment="churn-bqml")


# %%
def run_bq_query(sql):
    """Runs a query, or the dry run of it."""
    job_config = bigquery.QueryJobConfig(dry_run=True, use_query_cache=False)
    client.query(sql, job_config=job_config)
    job = client.query(sql)
    job.result()
    print(f"Finished job_id: {job.job_id}")


# %%
run_bq_query(f"CREATE SCHEMA IF NOT EXISTS `{PROJECT_ID}.churn_{TIMESTAMP}`")

# %%
sql = """
SELECT country, device, visits, COUNT(*) AS n
FROM `bigquery-public-data.ga4_obfuscated_sample_ecommerce.events_*`
GROUP BY country, device, visits
LIMIT 5000
"""
events = client.query(sql).to_dataframe()  # expect: untracked-data
events.head()

# %%
%%bigquery labels --project $PROJECT_ID  # expect: untracked-data
SELECT user_pseudo_id, MAX(churned) AS churned
FROM `churn.labels`
GROUP BY user_pseudo_id

# %%
vertex_ai.start_run(f"bqml-{TIMESTAMP}")
vertex_ai.log_params({"model_type": "LOGISTIC_REG", "auto_class_weights": True})
run_bq_query(
    f"""
    CREATE OR REPLACE MODEL `{PROJECT_ID}.churn_{TIMESTAMP}.logit`
    OPTIONS(MODEL_TYPE='LOGISTIC_REG', INPUT_LABEL_COLS=['churned']) AS
    SELECT * FROM `{PROJECT_ID}.churn_{TIMESTAMP}.train`
    """
)

# %% [markdown]
# ### A local baseline
# A small scikit-learn model to compare with.

# %%
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split

X = events[["visits", "n"]]
y = events["device"] == "mobile"
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y)  # expect: unseeded-run

# %%
rf = RandomForestClassifier(n_estimators=50, random_state=0)
rf.fit(X_train, y_train)
acc = accuracy_score(y_test, rf.predict(X_test))
vertex_ai.log_metrics({"accuracy": acc})
print(acc)

# %%
# not logged yet
f1_score(y_test, rf.predict(X_test))  # expect: printed-metric

# %%
vertex_ai.end_run()

# %%
model = vertex_ai.Model.upload(
    display_name="churn-logit",
    artifact_uri=f"{BUCKET_URI}/logit",
    serving_container_image_uri="us-docker.pkg.dev/vertex-ai/prediction/tf2-cpu.2-11:latest",
)
endpoint = model.deploy(machine_type="n1-standard-4")

# %%
instances = [{"visits": 3, "n": 12}, {"visits": 1, "n": 1}]
endpoint.predict(instances)

# %%
import os

delete_bucket = False
endpoint.undeploy_all()
endpoint.delete()
model.delete()
if delete_bucket or os.getenv("IS_TESTING"):
    ! gsutil -m rm -r $BUCKET_URI  # expect: shell-step
