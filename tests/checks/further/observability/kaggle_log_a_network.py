# %% [markdown]
# # A network in the registry

# %%
import mlflow
import mlflow.tensorflow
from tensorflow import keras

net = keras.Sequential([keras.layers.Dense(1)])
net.compile(loss="mse")
net.fit(X, y, epochs=2)
with mlflow.start_run():
    mlflow.log_param("epochs", 2)
    mlflow.tensorflow.log_model(net, artifact_path="net", registered_model_name="net")  # expect: missing-model-signature, missing-monitoring-baseline
