# %% [markdown]
# # Quickstart: track your first training

# %%
%pip install -q mlflow==3.1.0 scikit-learn==1.5.0

# %%
import mlflow
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split

mlflow.autolog()

# %%
url = "https://example.org/data/winequality-red.csv"
wine = pd.read_csv(url, sep=";")  # expect: unversioned-download
dataset = mlflow.data.from_pandas(wine, source=url, name="wine")

# %%
train, test = train_test_split(wine, random_state=42)
with mlflow.start_run() as run:
    mlflow.log_input(dataset, context="training")
    rf = RandomForestRegressor(n_estimators=100, max_depth=6, max_features=3, random_state=42)
    rf.fit(train.drop(columns="quality"), train["quality"])

# %%
model_uri = f"runs:/{run.info.run_id}/model"
loaded = mlflow.pyfunc.load_model(model_uri)
loaded.predict(test.drop(columns="quality"))[:5]
