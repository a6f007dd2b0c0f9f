# %%
# A notebook that starts with code
import os

import mlflow
from sklearn.tree import DecisionTreeClassifier

os.environ["MLFLOW_EXPERIMENT_NAME"] = "trees"

# %%
with mlflow.start_run():
    settings = {"max_depth": 3}
    mlflow.log_dict(settings, "settings.json")
    tree = DecisionTreeClassifier(**settings).fit(X_train, y_train)
    mlflow.log_metric("accuracy", tree.score(X_test, y_test))

# %%
from neptune import init_run

run = init_run(project="acme/trees")  # expect: unclosed-run
run["accuracy"] = 0.8

# %%
client = mlflow.MlflowClient()
active = mlflow.active_run()
