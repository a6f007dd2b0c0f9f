# %% [markdown]
# # Which model?

# %%
import mlflow
import numpy as np
from lightgbm import LGBMRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score

mlflow.set_tracking_uri("sqlite:///mlflow.db")
models = {"ridge": Ridge(alpha=2.0), "boosted": LGBMRegressor(num_leaves=15)}


def measure(name, model):
    with mlflow.start_run(run_name=name):  # expect: nameless-experiment, unlogged-parameters
        model.fit(X_train, y_train)
        mlflow.set_tag("kind", name)
        mlflow.log_metric("r2", r2_score(y_test, model.predict(X_test)))


for name, model in models.items():
    measure(name, model)
