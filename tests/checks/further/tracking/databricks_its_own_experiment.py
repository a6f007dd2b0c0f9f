# %% [markdown]
# # A host that names the experiment, and settings from elsewhere

# %%
import mlflow
import mlflow.sklearn
from sklearn.svm import SVC

catalog = dbutils.widgets.get("catalog")

# %%
with mlflow.start_run():
    mlflow.sklearn.autolog()
    model = SVC(C=float(dbutils.widgets.get("C"))).fit(X_train, y_train)
    mlflow.log_metric("accuracy", model.score(X_test, y_test))


# %%
class Tracker:
    def __enter__(self):
        self.run = mlflow.start_run()
        return self

    def __exit__(self, *error):
        mlflow.end_run()


# %%
mlflow.start_run()
mlflow.log_metric("rows", 3)
