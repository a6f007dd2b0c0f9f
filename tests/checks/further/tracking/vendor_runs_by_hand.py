# %% [markdown]
# # Track it by hand

# %%
import mlflow
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error

mlflow.set_tracking_uri("http://tracking:5000")

# %%
mlflow.start_run(run_name="ridge")  # expect: unclosed-run, nameless-experiment, unlogged-parameters
ridge = Ridge(alpha=0.3)
ridge.fit(X_train, y_train)
mlflow.log_metric("mse", mean_squared_error(y_test, ridge.predict(X_test)))

# %%
with mlflow.start_run() as run:
    forest = RandomForestRegressor(n_estimators=50, random_state=0).fit(X_train, y_train)
    mlflow.log_metric("mse", mean_squared_error(y_test, forest.predict(X_test)))

# %%
again = mlflow.start_run()
with again:
    mlflow.log_metric("x", 1)
