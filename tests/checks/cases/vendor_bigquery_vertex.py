# %% [markdown]
# # Train a tabular model on warehouse data

# %%
import sys
import uuid

import numpy as np
from google.cloud import aiplatform, bigquery
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split

if "google.colab" in sys.modules:
    from google.colab import auth

    auth.authenticate_user()

# %% tags=["parameters"]
PROJECT_ID = "your-project-id"
REGION = "us-central1"
BUCKET_URI = "gs://your-bucket"
LOCAL_CACHE = "/content/cache"

# %%
run_name = f"taxi-{uuid.uuid4().hex[:8]}"
aiplatform.init(project=PROJECT_ID, location=REGION, staging_bucket=BUCKET_URI)
client = bigquery.Client(project=PROJECT_ID)

# %%
sql = """
SELECT fare, trip_miles, trip_seconds
FROM `bigquery-public-data.chicago_taxi_trips.taxi_trips`
WHERE RAND() < 0.001
"""
df = client.query(sql).to_dataframe()  # expect: untracked-data
df.describe()

# %%
train, test = train_test_split(df, test_size=0.2)  # expect: unseeded-run
model = RandomForestRegressor(n_estimators=50, n_jobs=-1, random_state=np.random.RandomState(7))
model.fit(train[["trip_miles", "trip_seconds"]], train["fare"])  # expect: untracked-experiment

# %%
dataset = aiplatform.TabularDataset.create(
    display_name=run_name,
    gcs_source=[f"{BUCKET_URI}/taxi/train.csv"],
)
job = aiplatform.CustomTrainingJob(
    display_name=run_name,
    script_path="task.py",
    container_uri="us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-0:latest",
)
job.run(dataset=dataset, args=["--model-dir", "/gcs/your-bucket/model", "--data", "/gcs/your-bucket/taxi"])

# %%
!gsutil -m cp -r $BUCKET_URI/taxi /content/taxi  # expect: hard-coded-path, shell-step

# %%
%%writefile task.py
import numpy as np
import pandas as pd

df = pd.read_csv("/gcs/your-bucket/taxi/train.csv")
print(np.random.rand(3), df.shape)
