# %% [markdown]
# # Setup that works here and there

# %%
import os
import sys

IN_COLAB = "google.colab" in sys.modules
if os.path.exists("/opt/conda"):
    print("a conda image")

# %%
DATA_DIR = os.environ.get("DATA_DIR", "/content/data")
CACHE = os.getenv("CACHE_DIR", "/mnt/cache")

# %%
import numpy as np
import tensorflow as tf
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

# %%
tf.keras.utils.set_random_seed(812)
model = tf.keras.models.Sequential([
  tf.keras.layers.Flatten(input_shape=(28, 28)),
  tf.keras.layers.Dense(128, activation='relu'),
  tf.keras.layers.Dropout(0.2),
  tf.keras.layers.Dense(10)
])
predictions = model(x_train[:1]).numpy()
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer='adam', loss=loss_fn, metrics=['accuracy'])

# %%
model.fit(x_train, y_train, epochs=5)  # expect: untracked-experiment
model.evaluate(x_test,  y_test, verbose=2)  # expect: printed-metric

# %%
some = np.random.choice(len(x_test), 5)
noise = tf.random.normal((1, 28, 28))

# %%
import tempfile
with open("/tmp/scores.txt", "w") as out:
    out.write("done")
folder = tempfile.mkdtemp()
model.save(os.path.join(folder, "m.keras"))  # expect: loose-model-file
