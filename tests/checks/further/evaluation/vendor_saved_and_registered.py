# %% [markdown]
# # Train, track, register

# %%
import joblib
import mlflow
import pandas as pd
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

mlflow.set_experiment("wine")
data = pd.read_csv("wine.csv")
print(data.dtypes)
y = data.pop("quality")
X_train, X_test, y_train, y_test = train_test_split(data, y, random_state=2)

# %%
with mlflow.start_run() as run:
    model = ElasticNet(alpha=0.5).fit(X_train, y_train)
    mae = mean_absolute_error(y_test, model.predict(X_test))  # expect: missing-baseline
    mlflow.log_metric("mae", mae)

# %%
address = f"runs:/{run.info.run_id}/model"
mlflow.register_model(address, "wine")  # expect: missing-quality-gate
joblib.dump(model, "wine.joblib")
