# %%
import mlflow

mlflow.set_tags({"owner": "churn team", "stage": "draft"})
