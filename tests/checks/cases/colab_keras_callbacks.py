# %% [markdown]
# # Checkpoints are the trainer's business

# %%
import tensorflow as tf
from tensorflow.keras.callbacks import ModelCheckpoint
from PIL import Image

tf.keras.utils.set_random_seed(1)
(x, y), _ = tf.keras.datasets.mnist.load_data()

# %%
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
model.compile(loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x, y, callbacks=[ModelCheckpoint("best.keras", save_best_only=True)])  # expect: untracked-experiment

# %%
picture = Image.fromarray(x[0])
picture.save("digit.png")
tf.keras.utils.save_img("digit2.png", x[:1].reshape(28, 28, 1))
with open("model.json", "w") as f:
    f.write(model.to_json())

# %%
tf.saved_model.save(model, "exported")  # expect: loose-model-file

# %%
model.save_weights("w.weights.h5")  # expect: loose-model-file
