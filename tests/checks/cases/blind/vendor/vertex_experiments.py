# %%
# Copyright 2023 Example Org
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.

# %% [markdown]
# # Track locally trained models with Vertex AI Experiments
#
# <a href="https://colab.research.google.com/"><img src="https://cloud.google.com/ml-engine/images/colab-logo-32px.png"></a>
#
# ## Overview
# In this tutorial you learn how to log parameters and metrics of a local run.

# %%
! pip3 install --upgrade --quiet google-cloud-aiplatform fsspec gcsfs  # expect: unpinned-install

# %%
import sys

if "google.colab" in sys.modules:
    import IPython

    app = IPython.Application.instance()
    app.kernel.do_shutdown(True)

# %%
import sys

if "google.colab" in sys.modules:
    from google.colab import auth

    auth.authenticate_user()

# %%
PROJECT_ID = "[your-project-id]"  # @param {type:"string"}
LOCATION = "us-central1"  # @param {type:"string"}

! gcloud config set project {PROJECT_ID}  # expect: shell-step

# %%
shell_output = ! gcloud config list --format 'value(core.project)' 2>/dev/null
print("Project:", shell_output)

# %%
import random
import string


def generate_uuid(length: int = 8) -> str:
    return "".join(random.choices(string.ascii_lowercase + string.digits, k=length))


UUID = generate_uuid()

# %%
BUCKET_URI = f"gs://your-bucket-name-{PROJECT_ID}-unique"  # @param {type:"string"}
EXPERIMENT_NAME = f"wine-quality-{UUID}"

# %%
! gsutil mb -l {LOCATION} -p {PROJECT_ID} {BUCKET_URI}  # expect: shell-step

# %%
! gsutil ls -al {BUCKET_URI}

# %%
import os

import google.cloud.aiplatform as aiplatform
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %%
aiplatform.init(
    project=PROJECT_ID, location=LOCATION, staging_bucket=BUCKET_URI, experiment=EXPERIMENT_NAME
)

# %%
DATASET_URL = "https://archive.ics.uci.edu/ml/machine-learning-databases/wine-quality/winequality-red.csv"
wine = pd.read_csv(DATASET_URL, sep=";")  # expect: untracked-data, unversioned-download
wine.head()

# %%
wine.shape, wine.isna().sum().sum()

# %%
X = wine.drop(columns="quality")
y = wine["quality"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25)  # expect: unseeded-run

# %%
def run_once(name, alpha):
    """One tracked run."""
    aiplatform.start_run(name)
    aiplatform.log_params({"alpha": alpha, "rows": len(X_train)})
    model = make_pipeline(StandardScaler(), Ridge(alpha=alpha))
    model.fit(X_train, y_train)
    predicted = model.predict(X_test)
    metrics = {
        "mae": mean_absolute_error(y_test, predicted),
        "rmse": float(np.sqrt(mean_squared_error(y_test, predicted))),
    }
    aiplatform.log_metrics(metrics)
    aiplatform.end_run()
    return model, metrics


for index, alpha in enumerate([0.01, 0.1, 1.0, 10.0]):
    model, metrics = run_once(f"run-{index}-{UUID}", alpha)

# %%
experiment_df = aiplatform.get_experiment_df()
experiment_df = experiment_df[experiment_df.experiment_name == EXPERIMENT_NAME]
experiment_df.T

# %%
experiment_df.sort_values("metric.rmse").head(1)["metric.rmse"]

# %%
forest = RandomForestRegressor(n_estimators=200, n_jobs=-1)  # expect: unseeded-run
forest.fit(X_train, y_train)

# %%
from pprint import pprint

pprint(forest.get_params())
pd.Series(forest.feature_importances_, index=X.columns).sort_values().plot.barh()

# %%
print("forest mae:", mean_absolute_error(y_test, forest.predict(X_test)))  # expect: printed-metric

# %%
import joblib

joblib.dump(forest, "model.joblib")
! gsutil cp model.joblib {BUCKET_URI}/model/model.joblib  # expect: shell-step

# %%
vertex_model = aiplatform.Model.upload(
    display_name="wine-forest",
    artifact_uri=f"{BUCKET_URI}/model",
    serving_container_image_uri="us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-0:latest",
)
vertex_model.resource_name

# %%
delete_bucket = False

aiplatform.Experiment(EXPERIMENT_NAME).delete()
vertex_model.delete()
if delete_bucket or os.getenv("IS_TESTING"):
    ! gsutil -m rm -r {BUCKET_URI}  # expect: shell-step
