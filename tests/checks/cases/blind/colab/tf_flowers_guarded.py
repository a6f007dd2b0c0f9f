# %% [markdown]
# # Transfer learning on flower photos
# Works on Colab, Kaggle and at home. Parameters first, everything seeded, tracked in MLflow.

# %% tags=["parameters"]
data_dir = '/data/flowers'
epochs = 3
batch_size = 32
seed = 11
on_colab_drive = False

# %%
import sys
IN_COLAB = 'google.colab' in sys.modules

if IN_COLAB:
    !pip install -q mlflow  # expect: unpinned-install

# %%
if IN_COLAB and on_colab_drive:
    from google.colab import drive
    drive.mount('/content/drive')  # expect: hard-coded-path

# %%
import os
import pathlib
import hashlib
import numpy as np
import matplotlib.pyplot as plt
import tensorflow as tf
import mlflow

tf.keras.utils.set_random_seed(seed)
tf.get_logger().setLevel('ERROR')

# %%
archive = tf.keras.utils.get_file(
    'flower_photos.tgz',
    origin='https://storage.googleapis.com/download.tensorflow.org/example_images/flower_photos.tgz',
    file_hash='4b2c3a0d7e5f8899aabbccddeeff00112233445566778899aabbccddeeff0011',
    extract=True, cache_dir=data_dir)
root = pathlib.Path(archive).with_suffix('')

# %%
print(len(list(root.glob('*/*.jpg'))), 'images')
class_names = sorted(p.name for p in root.iterdir() if p.is_dir())
class_names

# %%
train_ds = tf.keras.utils.image_dataset_from_directory(root, validation_split=0.2, subset='training', seed=seed, image_size=(180, 180), batch_size=batch_size)
val_ds = tf.keras.utils.image_dataset_from_directory(root, validation_split=0.2, subset='validation', seed=seed, image_size=(180, 180), batch_size=batch_size)

# %%
for images, labels in train_ds.take(1):
    for i in range(9):
        ax = plt.subplot(3, 3, i + 1)
        plt.imshow(images[i].numpy().astype('uint8'))
        plt.title(class_names[labels[i]])
        plt.axis('off')

# %%
AUTOTUNE = tf.data.AUTOTUNE
train_ds = train_ds.cache().shuffle(1000).prefetch(AUTOTUNE)
val_ds = val_ds.cache().prefetch(AUTOTUNE)

# %%
gpus = tf.config.list_physical_devices('GPU')
device_name = '/GPU:0' if gpus else '/CPU:0'
with tf.device(device_name):
    base = tf.keras.applications.MobileNetV2(input_shape=(180, 180, 3), include_top=False, weights='imagenet')
base.trainable = False

# %%
model = tf.keras.Sequential([
    tf.keras.layers.Rescaling(1. / 127.5, offset=-1),
    tf.keras.layers.RandomFlip('horizontal'),
    base,
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dropout(0.2),
    tf.keras.layers.Dense(len(class_names))])
model.compile('adam', tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), ['accuracy'])

# %%
mlflow.set_experiment('flowers')
with mlflow.start_run():
    mlflow.log_params({'epochs': epochs, 'batch_size': batch_size, 'seed': seed})
    history = model.fit(train_ds, validation_data=val_ds, epochs=epochs)
    loss, accuracy = model.evaluate(val_ds)
    print('accuracy', accuracy)
    mlflow.log_metrics({'val_loss': loss, 'val_accuracy': accuracy})
    mlflow.tensorflow.log_model(model, 'model')

# %%
plt.plot(history.history['accuracy'], label='train')  # expect: printed-metric
plt.plot(history.history['val_accuracy'], label='val')  # expect: printed-metric
plt.legend()

# %%
model.save('flowers.keras')

# %%
noise = np.random.rand(1, 180, 180, 3) * 255
class_names[int(model.predict(noise).argmax())]

# %%
try:
    from google.colab import files
    files.download('flowers.keras')
except ImportError:
    print('not on colab, find it in', os.getcwd())
