# expect: missing-purpose

# %% [markdown]
# <a href="https://colab.research.google.com/github/x/y/blob/main/cats.ipynb" target="_parent"><img src="https://colab.research.google.com/assets/colab-badge.svg" alt="Open In Colab"/></a>

# %%
from google.colab import drive  # expect: platform-bound
drive.mount('/content/drive')  # expect: hard-coded-path, interactive-input, platform-bound

# %%
!nvidia-smi

# %%
import os
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
import matplotlib.pyplot as plt

print(tf.__version__)

# %% [markdown]
# ## Cats vs dogs with a frozen MobileNetV2

# %%
!cp "/content/drive/MyDrive/datasets/cats_dogs.zip" .  # expect: hard-coded-path, shell-step
!unzip -q cats_dogs.zip  # expect: shell-step

# %%
!ls PetImages
print(len(os.listdir("PetImages/Cat")), "cats")

# %%
num_skipped = 0
for folder_name in ("Cat", "Dog"):
    folder_path = os.path.join("PetImages", folder_name)
    for fname in sorted(os.listdir(folder_path)):
        fpath = os.path.join(folder_path, fname)
        if os.path.getsize(fpath) == 0:
            num_skipped += 1
            os.remove(fpath)
print("Deleted %d images" % num_skipped)

# %%
image_size = (180, 180)
batch_size = 32

train_ds = tf.keras.utils.image_dataset_from_directory(  # expect: untracked-data
    "PetImages", validation_split=0.2, subset="training", seed=1337, image_size=image_size, batch_size=batch_size
)
val_ds = tf.keras.utils.image_dataset_from_directory(  # expect: untracked-data
    "PetImages", validation_split=0.2, subset="validation", seed=1337, image_size=image_size, batch_size=batch_size
)

# %%
plt.figure(figsize=(10, 10))
for images, labels in train_ds.take(1):
    for i in range(9):
        ax = plt.subplot(3, 3, i + 1)
        plt.imshow(images[i].numpy().astype("uint8"))
        plt.title(int(labels[i]))
        plt.axis("off")

# %%
data_augmentation = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.1)])

# %%
AUTOTUNE = tf.data.AUTOTUNE
train_ds = train_ds.prefetch(buffer_size=AUTOTUNE)
val_ds = val_ds.prefetch(buffer_size=AUTOTUNE)

# %%
base_model = keras.applications.MobileNetV2(weights="imagenet", input_shape=(180, 180, 3), include_top=False)
base_model.trainable = False
base_model.summary()

# %%
inputs = keras.Input(shape=(180, 180, 3))
x = data_augmentation(inputs)
x = keras.applications.mobilenet_v2.preprocess_input(x)
x = base_model(x, training=False)
x = layers.GlobalAveragePooling2D()(x)
x = layers.Dropout(0.2)(x)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)

# %%
# keras.utils.set_random_seed(1337)
model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="binary_crossentropy", metrics=["accuracy"])
early = keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)
history = model.fit(train_ds, epochs=5, validation_data=val_ds, callbacks=[early])  # expect: unseeded-run, untracked-experiment

# %%
loss, acc = model.evaluate(val_ds)  # expect: printed-metric
print("val accuracy", acc)

# %%
base_model.trainable = True
model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(train_ds, epochs=2, validation_data=val_ds)  # expect: unseeded-run

# %%
model.save("/content/drive/MyDrive/models/cats_dogs.keras")  # expect: hard-coded-path, loose-model-file

# %%
img = keras.utils.load_img("PetImages/Cat/6779.jpg", target_size=image_size)
img_array = tf.expand_dims(keras.utils.img_to_array(img), 0)
score = float(model.predict(img_array)[0][0])
print(f"This image is {100 * (1 - score):.2f}% cat and {100 * score:.2f}% dog.")

# %%
from google.colab import files  # expect: platform-bound

uploaded = files.upload()  # expect: interactive-input, platform-bound
for fn in uploaded.keys():
    print(fn, len(uploaded[fn]))
