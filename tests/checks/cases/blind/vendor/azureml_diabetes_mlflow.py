# %% [markdown]
# Copyright (c) Example Corporation. All rights reserved.
# ![Impressions](https://pixel.example.net/api/notebook.png)

# %% [markdown]
# # Train locally, track in the workspace
# The diabetes data, a ridge regression, and MLflow.

# %%
import azureml.core
from azureml.core import Workspace

print("SDK version:", azureml.core.VERSION)
ws = Workspace.from_config()
print(ws.name, ws.location, ws.resource_group, sep="\t")

# %%
import mlflow

mlflow.set_tracking_uri(ws.get_mlflow_tracking_uri())
mlflow.set_experiment("train-on-local")

# %%
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
import joblib
import numpy as np

X, y = load_diabetes(return_X_y=True)
columns = ["age", "gender", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
data = {"train": {"X": X_train, "y": y_train}, "test": {"X": X_test, "y": y_test}}

# %%
with mlflow.start_run() as run:
    reg = Ridge(alpha=0.03)
    mlflow.log_param("alpha", 0.03)
    reg.fit(data["train"]["X"], data["train"]["y"])
    preds = reg.predict(data["test"]["X"])
    mse = mean_squared_error(preds, data["test"]["y"])
    print("Mean Squared Error is", mse)
    mlflow.log_metric("mse", mse)
    mlflow.sklearn.log_model(reg, "model")

# %%
# sweep over alpha
alphas = np.arange(0.0, 1.0, 0.1)
for alpha in alphas:
    with mlflow.start_run(nested=False):
        reg = Ridge(alpha=alpha)
        reg.fit(data["train"]["X"], data["train"]["y"])
        mse = mean_squared_error(reg.predict(data["test"]["X"]), data["test"]["y"])
        mlflow.log_metrics({"mse": mse, "alpha": alpha})

# %%
joblib.dump(value=reg, filename="outputs/ridge_last.pkl")

# %%
print("r2 of the last one:", r2_score(data["test"]["y"], reg.predict(data["test"]["X"])))  # expect: printed-metric

# %%
runs = mlflow.search_runs()
runs.sort_values("metrics.mse").head()

# %% [markdown]
# ## Register

# %%
best = runs.sort_values("metrics.mse").iloc[0]
model_version = mlflow.register_model(f"runs:/{best.run_id}/model", "diabetes-ridge")

# %%
from azureml.core import Dataset, Datastore

blob = Datastore.get(ws, "workspaceblobstore")
# account_key = "REPLACE_ME"
Datastore.register_azure_blob_container(
    workspace=ws,
    datastore_name="partner_blob",
    container_name="incoming",
    account_name="partnersharedstore",
    account_key="q8Zr1vN0bT5xLw2cYk7HsPd4uJg9Em6AfRo3iKtXnQyVhBzC+Dl/W5jSeGaUpMx0OTrFq2Iw8v1ZkNyBtL7c==",  # expect: inline-secret
)

# %%
partner = Dataset.Tabular.from_delimited_files(path=[(blob, "incoming/diabetes.csv")])
partner_df = partner.to_pandas_dataframe()  # expect: untracked-data
partner_df.describe()

# %%
from azureml.core.webservice import LocalWebservice, Webservice
from azureml.core.model import InferenceConfig, Model
from azureml.core.environment import Environment

env = Environment.from_conda_specification(name="sklearn", file_path="conda.yml")
inference_config = InferenceConfig(entry_script="score.py", environment=env)
local_config = LocalWebservice.deploy_configuration(port=6789)

# %%
%%writefile score.py
import joblib, json, os
def init():
    global model
    model = joblib.load(os.path.join(os.getenv("AZUREML_MODEL_DIR"), "model.pkl"))
def run(raw_data):
    return model.predict(json.loads(raw_data)["data"]).tolist()

# %%
model = Model(ws, "diabetes-ridge")
service = Model.deploy(ws, "local-diabetes", [model], inference_config, local_config)
service.wait_for_deployment(True)

# %%
import json

sample = json.dumps({"data": data["test"]["X"][0:2].tolist()})
print(service.run(input_data=sample))

# %%
!docker ps
!docker image prune -f  # expect: shell-step
