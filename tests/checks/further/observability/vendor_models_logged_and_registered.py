# %% [markdown]
# # Log, register, serve

# %%
import mlflow
import mlflow.sklearn
import xgboost as xgb
from mlflow import MlflowClient
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %%
pipe = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
with mlflow.start_run() as run:
    mlflow.sklearn.log_model(pipe, "pipe")  # expect: missing-model-signature
    mlflow.sklearn.log_model(pipe, "pipe", signature=None)  # expect: missing-model-signature
    mlflow.sklearn.log_model(pipe, "pipe", input_example=X_train.head())
    options = {"name": "pipe", "input_example": X_train[:2]}
    mlflow.sklearn.log_model(pipe, **options)

# %%
mlflow.register_model(f"runs:/{run.info.run_id}/pipe", "churn")  # expect: missing-monitoring-baseline
booster = xgb.XGBClassifier()
booster.fit(X_train, y_train)
mlflow.xgboost.save_model(booster, "booster")  # expect: missing-model-signature
mlflow.xgboost.log_model(  # expect: missing-model-signature
    booster,
    name="booster",
    registered_model_name="churn",
)

# %%
mlflow.transformers.log_model(transformers_model=chat, name="chat")
mlflow.pyfunc.log_model(python_model="agent.py", name="agent")
mlflow.langchain.log_model(lc_model=chain, name="chain")
client = MlflowClient()
client.transition_model_version_stage("churn", 1, "Production")
