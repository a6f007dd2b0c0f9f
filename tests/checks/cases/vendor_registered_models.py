# %% [markdown]
# # From notebook to registry
# The file is only the way there.

# %%
import joblib
from google.cloud import aiplatform, storage
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier

X, y = load_iris(return_X_y=True)
aiplatform.init(project="demo", location="europe-west4")

# %%
model = RandomForestClassifier(random_state=0)
model.fit(X, y)  # expect: untracked-experiment

# %%
joblib.dump(model, "model.joblib")
storage.Client().bucket("demo-models").blob("iris/model.joblib").upload_from_filename("model.joblib")

# %%
registered = aiplatform.Model.upload(
    display_name="iris",
    artifact_uri="gs://demo-models/iris",
    serving_container_image_uri="europe-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-3:latest",
)
