# expect: missing-purpose
# %% [markdown]
# <a href="https://colab.research.google.com/github/me/x/blob/main/cnn.ipynb"><img src="https://colab.research.google.com/assets/colab-badge.svg"/></a>

# %%
!nvidia-smi
!pip install -q tensorflow==2.15.0

# %%
%cd /content/drive/MyDrive/flowers  # expect: hard-coded-path
!ls

# %%
import os
import matplotlib.pyplot as plt
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

# %%
train_ds = tf.keras.utils.image_dataset_from_directory(  # expect: untracked-data
    "flower_photos", validation_split=0.2, subset="training", seed=123,
    image_size=(180, 180), batch_size=32)
class_names = train_ds.class_names

# %%
num_classes = len(class_names)
model = keras.Sequential([
  layers.Rescaling(1./255, input_shape=(180, 180, 3)),
  layers.Conv2D(16, 3, padding='same', activation='relu'),
  layers.MaxPooling2D(),
  layers.Flatten(),
  layers.Dense(num_classes)
])
model.compile(optimizer='adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
model.summary()

# %%
epochs=10
history = model.fit(  # expect: unseeded-run, untracked-experiment
  train_ds,
  epochs=epochs
)

# %%
CHECKPOINTS = '/content/drive/MyDrive/flowers/checkpoints'  # expect: hard-coded-path
os.makedirs(CHECKPOINTS, exist_ok=True)
model.save(os.path.join(CHECKPOINTS, 'cnn.keras'))  # expect: loose-model-file

# %%
plt.plot(range(epochs), history.history['loss'])  # expect: printed-metric
plt.title("see /content/drive for the pictures")
plt.show()
