# expect: missing-purpose
# %% [markdown]
# [![Open In Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/someone/nets/blob/master/cats.ipynb)

# %%
from google.colab import drive  # expect: platform-bound
drive.mount('/content/drive')  # expect: interactive-input, hard-coded-path, platform-bound

# %%
!ls "/content/drive/My Drive/"  # expect: hard-coded-path

# %%
!cp "/content/drive/My Drive/datasets/cats_and_dogs.zip" .  # expect: shell-step, hard-coded-path
!unzip -qq cats_and_dogs.zip  # expect: shell-step

# %%
import os
import random
import shutil
import zipfile
import numpy as np
import tensorflow as tf
import matplotlib.pyplot as plt
import matplotlib.image as mpimg
from tensorflow.keras.preprocessing.image import ImageDataGenerator, load_img, img_to_array
from tensorflow.keras import layers, Model
from tensorflow.keras.applications.inception_v3 import InceptionV3

# %%
base_dir = 'cats_and_dogs'
train_dir = os.path.join(base_dir, 'train')
validation_dir = os.path.join(base_dir, 'validation')
print('total training cat images:', len(os.listdir(os.path.join(train_dir, 'cats'))))
print('total training dog images:', len(os.listdir(os.path.join(train_dir, 'dogs'))))

# %%
train_datagen = ImageDataGenerator(rescale=1./255, rotation_range=40, zoom_range=0.2, horizontal_flip=True)
test_datagen = ImageDataGenerator(rescale=1./255)

# %%
train_generator = train_datagen.flow_from_directory(train_dir, target_size=(150, 150), batch_size=20, class_mode='binary')  # expect: untracked-data
validation_generator = test_datagen.flow_from_directory(validation_dir, target_size=(150, 150), batch_size=20, class_mode='binary')  # expect: untracked-data

# %%
!wget --no-check-certificate https://storage.googleapis.com/mledu-datasets/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5 -O /tmp/inception_v3.h5  # expect: shell-step, unversioned-download

# %%
pre_trained_model = InceptionV3(input_shape=(150, 150, 3), include_top=False, weights=None)
pre_trained_model.load_weights('/tmp/inception_v3.h5')
for layer in pre_trained_model.layers:
    layer.trainable = False
last_output = pre_trained_model.get_layer('mixed7').output

# %%
x = layers.Flatten()(last_output)
x = layers.Dense(1024, activation='relu')(x)
x = layers.Dropout(0.2)(x)
x = layers.Dense(1, activation='sigmoid')(x)
model = Model(pre_trained_model.input, x)
model.compile(optimizer=tf.keras.optimizers.RMSprop(learning_rate=0.0001), loss='binary_crossentropy', metrics=['acc'])

# %%
history = model.fit(train_generator, steps_per_epoch=100, epochs=20, validation_data=validation_generator, validation_steps=50, verbose=2)  # expect: unseeded-run, untracked-experiment

# %%
loss, acc = model.evaluate(validation_generator)  # expect: printed-metric
print(f'validation accuracy: {acc:.3f}')

# %%
from google.colab import files  # expect: platform-bound
uploaded = files.upload()  # expect: interactive-input, platform-bound

for fn in uploaded.keys():
    path = '/content/' + fn  # expect: hard-coded-path
    img = load_img(path, target_size=(150, 150))
    x = np.expand_dims(img_to_array(img) / 255., axis=0)
    print(fn, 'is a dog' if model.predict(x)[0] > 0.5 else 'is a cat')

# %%
model.save('/content/drive/My Drive/models/cats.h5')  # expect: loose-model-file, hard-coded-path
# !cp cats.h5 /content/drive/MyDrive/

# %%
import signal
os.kill(os.getpid(), signal.SIGKILL)
