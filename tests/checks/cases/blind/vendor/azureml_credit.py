# %% [markdown]
# # Credit default: from a local run to a command job
#
# **Requirements** - a workspace, a compute cluster and `config.json` beside this notebook.

# %%
%pip install azure-ai-ml==1.11.1 azure-identity==1.14.1 mlflow==2.8.0 azureml-mlflow==1.53.0 scikit-learn==1.2.2

# %%
# %pip install azure-ai-ml azure-identity mlflow

# %%
from azure.ai.ml import Input, MLClient, command
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import AmlCompute, Data, Environment
from azure.identity import DefaultAzureCredential

credential = DefaultAzureCredential()
ml_client = MLClient.from_config(credential=credential)

# %%
ws = ml_client.workspaces.get(ml_client.workspace_name)
print(ws.name, ws.location, ws.resource_group, sep="\n")

# %%
subscription_id = "6b2f9c1e-0d3a-4c55-8a53-2f0f5f8f1c11"
resource_group = "rg-credit-demo"

# %%
storage_connection = "DefaultEndpointsProtocol=https;AccountName=creditdemo01;AccountKey=q8Zr0VYd3mHj7sKxLw2PnB5tGc9RfEaU1oTiXvMbN4yDkQhJ6lWzCp0S8eAgFu3x7HnVtKj2RmYqLd5oBsEw9Q==;EndpointSuffix=core.windows.net"  # expect: inline-secret

# %%
import mlflow
import mlflow.sklearn
import pandas as pd

tracking_uri = ws.mlflow_tracking_uri
mlflow.set_tracking_uri(tracking_uri)
mlflow.set_experiment("credit-default-local")
mlflow.sklearn.autolog()

# %%
web_path = "https://azuremlexamples.blob.core.windows.net/datasets/credit_card/default_of_credit_card_clients.csv"
credit_df = pd.read_csv(web_path, header=1, index_col=0)  # expect: untracked-data, unversioned-download
credit_df.head()

# %%
mlflow_run_params = {"n_estimators": 200, "learning_rate": 0.05, "test_train_ratio": 0.25}

# %%
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

train_df, test_df = train_test_split(
    credit_df, test_size=mlflow_run_params["test_train_ratio"], random_state=mlflow_run_params.get("seed", 7)
)
y_train = train_df.pop("default payment next month")
X_train = train_df.values
y_test = test_df.pop("default payment next month")
X_test = test_df.values
print(f"Training with data of shape {X_train.shape}")

# %%
with mlflow.start_run(run_name="gbc-local"):
    clf = GradientBoostingClassifier(
        n_estimators=mlflow_run_params["n_estimators"], learning_rate=mlflow_run_params["learning_rate"]
    )
    clf.fit(X_train, y_train)
    y_pred = clf.predict(X_test)
    mlflow.log_text(classification_report(y_test, y_pred), "report.txt")
    mlflow.log_metric("test_accuracy", clf.score(X_test, y_test))

# %%
runs = mlflow.search_runs(experiment_names=["credit-default-local"])
runs[["run_id", "metrics.test_accuracy", "params.learning_rate"]].head()

# %%
import os

train_src_dir = "./src"
os.makedirs(train_src_dir, exist_ok=True)

# %%
%%writefile ./src/main.py
import argparse
import pandas as pd
import mlflow
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=str)
args = parser.parse_args()
df = pd.read_csv(args.data, header=1, index_col=0)
train, test = train_test_split(df)
model = RandomForestClassifier().fit(train.iloc[:, :-1], train.iloc[:, -1])
print(model.score(test.iloc[:, :-1], test.iloc[:, -1]))

# %%
gpu_compute = "cpu-cluster"
try:
    cluster = ml_client.compute.get(gpu_compute)
    print("found", cluster.name)
except Exception:
    cluster = ml_client.compute.begin_create_or_update(
        AmlCompute(name=gpu_compute, size="STANDARD_DS3_V2", min_instances=0, max_instances=2)
    ).result()

# %%
credit_data = Data(
    name="credit_defaults",
    path="./upload/credit_defaults_sample.csv",
    type=AssetTypes.URI_FILE,
    description="Dataset for credit card defaults",
)
credit_data = ml_client.data.create_or_update(credit_data)
print(f"{credit_data.name} registered as version {credit_data.version}")

# %%
job = command(
    inputs=dict(data=Input(type="uri_file", path=credit_data.path)),
    code="./src/",
    command="python main.py --data ${{inputs.data}}",
    environment="AzureML-sklearn-1.0-ubuntu20.04-py38-cpu:33",
    compute=gpu_compute,
    display_name="credit_default_prediction",
)
returned_job = ml_client.jobs.create_or_update(job)
returned_job.studio_url

# %%
ml_client.jobs.stream(returned_job.name)

# %%
!az ml job show --name {returned_job.name}

# %%
mlflow.register_model(f"runs:/{runs.run_id[0]}/model", "credit_defaults_model")

# %%
latest = max(int(m.version) for m in ml_client.models.list(name="credit_defaults_model"))
print(latest)

# %%
import pickle

with open("outputs_model.pkl", "wb") as sink:
    pickle.dump(clf, sink)

# %%
# ml_client.compute.begin_delete(gpu_compute)
