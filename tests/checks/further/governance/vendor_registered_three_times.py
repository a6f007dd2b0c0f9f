# %% [markdown]
# # Register and forget

# %%
import mlflow
from google.cloud import aiplatform
from mlflow.tracking import MlflowClient

NAME = "churn"
client = MlflowClient()
mlflow.sklearn.log_model(model, "m")
mlflow.sklearn.log_model(model, "m", registered_model_name=NAME)  # expect: missing-model-card
mlflow.register_model("runs:/1/again", NAME)
for country in ["at", "ch"]:
    mlflow.register_model("runs:/1/again", f"churn-{country}")  # expect: missing-model-card
client.create_model_version(name="prices", source="s3://b/m", run_id="1")  # expect: missing-model-card
client.transition_model_version_stage("prices", 1, "Staging")

# %%
aiplatform.Model.upload(display_name="prices", artifact_uri="gs://b/m")  # expect: missing-model-card
settings = {"display_name": "prices", "description": "What it is"}
aiplatform.Model.upload(**settings)
