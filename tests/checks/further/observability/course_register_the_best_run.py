# %% [markdown]
# # Find the best run, register its model

# %%
import mlflow

best = mlflow.search_runs(experiment_names=["churn"], order_by=["metrics.auc DESC"]).iloc[0]
uri = f"runs:/{best.run_id}/model"
result = mlflow.register_model(uri, "churn")  # expect: missing-monitoring-baseline
loaded = mlflow.pyfunc.load_model(uri)

# %%
try:
    scores = loaded.predict(frame)
    scores.to_csv("scores.csv")
except Exception:  # expect: swallowed-error
    pass
