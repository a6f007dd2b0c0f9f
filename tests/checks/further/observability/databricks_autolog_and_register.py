# %% [markdown]
# # Autologged, then registered

# %%
import mlflow
from sklearn.ensemble import RandomForestClassifier

mlflow.sklearn.autolog()
with mlflow.start_run() as run:
    RandomForestClassifier(random_state=0).fit(X_train, y_train)
version = mlflow.register_model(f"runs:/{run.info.run_id}/model", "main.default.churn")

# %%
import torch

net = torch.nn.Linear(2, 1)
mlflow.pytorch.log_model(net, artifact_path="net", registered_model_name=None)  # expect: missing-model-signature
