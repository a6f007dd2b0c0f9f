# %% [markdown]
# # Register, and say what it is

# %%
import mlflow
from mlflow.tracking import MlflowClient

client = MlflowClient()
mlflow.sklearn.log_model(model, "m", registered_model_name="churn")
version = mlflow.register_model("runs:/1/other", "churn")
client.update_model_version("churn", version.version, description="Trained on May; consumers only.")
