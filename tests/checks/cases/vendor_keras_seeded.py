# %% [markdown]
# # The same, so that it comes out the same

# %%
import random

import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(812)
tf.config.experimental.enable_op_determinism()

# %%
(x, y), (xt, yt) = keras.datasets.fashion_mnist.load_data()
order = np.random.permutation(len(x))
x, y = x[order] / 255.0, y[order]
random.shuffle([1, 2, 3])

# %%
model = keras.Sequential(
    [keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dropout(0.3), keras.layers.Dense(10)]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x, y, epochs=3, verbose=2)  # expect: untracked-experiment
noise = tf.random.normal((3,))

# %%
model.save("model.keras")  # expect: loose-model-file
again = keras.models.load_model("model.keras")
