# %% [markdown]
# # Image classification from scratch

# %%
import os

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

# %%
!curl -sLO https://download.microsoft.com/download/3/E/1/kagglecatsanddogs_5340.zip  # expect: shell-step, unversioned-download
!unzip -q kagglecatsanddogs_5340.zip  # expect: shell-step
!ls PetImages

# %%
image_size = (180, 180)
train_ds, val_ds = keras.utils.image_dataset_from_directory(  # expect: untracked-data
    "PetImages",
    validation_split=0.2,
    subset="both",
    seed=1337,
    image_size=image_size,
    batch_size=128,
)

# %%
augment = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.1)])
jitter = tf.random.uniform((4, 180, 180, 3))  # expect: unseeded-run
model = keras.Sequential([augment, layers.Rescaling(1.0 / 255), layers.Conv2D(32, 3), layers.Flatten(), layers.Dense(1)])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])

# %%
callbacks = [keras.callbacks.ModelCheckpoint("save_at_{epoch}.keras")]
model.fit(train_ds, epochs=25, callbacks=callbacks, validation_data=val_ds)  # expect: unseeded-run, untracked-experiment

# %%
img = keras.utils.load_img("PetImages/Cat/6779.jpg", target_size=image_size)
score = float(keras.ops.sigmoid(model.predict(np.expand_dims(img, 0))[0][0]))
print(f"This image is {100 * (1 - score):.2f}% cat and {100 * score:.2f}% dog.")

# %%
(x_train, y_train), _ = keras.datasets.mnist.load_data()
features = np.load("features.npz")  # expect: untracked-data
