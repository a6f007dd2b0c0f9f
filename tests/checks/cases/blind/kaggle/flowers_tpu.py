# %% [markdown]
# # Petals to the metal: DenseNet on TPU
# A short baseline with learning rate schedule and macro F1.

# %%
import math, re, os
import numpy as np
import pandas as pd
import tensorflow as tf
import matplotlib.pyplot as plt
from kaggle_datasets import KaggleDatasets  # expect: platform-bound
from sklearn.metrics import f1_score, precision_score, recall_score, confusion_matrix
print("Tensorflow version " + tf.__version__)
AUTO = tf.data.experimental.AUTOTUNE

# %%
try:
    tpu = tf.distribute.cluster_resolver.TPUClusterResolver()
    print('Running on TPU ', tpu.master())
except ValueError:
    tpu = None

if tpu:
    tf.config.experimental_connect_to_cluster(tpu)
    tf.tpu.experimental.initialize_tpu_system(tpu)
    strategy = tf.distribute.experimental.TPUStrategy(tpu)
else:
    strategy = tf.distribute.get_strategy()
print("REPLICAS: ", strategy.num_replicas_in_sync)

# %%
SEED = 34
IMAGE_SIZE = [224, 224]
EPOCHS = 20
BATCH_SIZE = 16 * strategy.num_replicas_in_sync
tf.random.set_seed(SEED)
np.random.seed(SEED)

# %%
from kaggle_datasets import KaggleDatasets  # expect: platform-bound
GCS_DS_PATH = KaggleDatasets().get_gcs_path('tpu-getting-started')  # expect: platform-bound
GCS_PATH = GCS_DS_PATH + '/tfrecords-jpeg-224x224'
TRAINING_FILENAMES = tf.io.gfile.glob(GCS_PATH + '/train/*.tfrec')  # expect: nondeterministic-order
VALIDATION_FILENAMES = tf.io.gfile.glob(GCS_PATH + '/val/*.tfrec')  # expect: nondeterministic-order
TEST_FILENAMES = tf.io.gfile.glob(GCS_PATH + '/test/*.tfrec')  # expect: nondeterministic-order

# %%
def decode_image(image_data):
    image = tf.image.decode_jpeg(image_data, channels=3)
    image = tf.cast(image, tf.float32) / 255.0
    return tf.reshape(image, [*IMAGE_SIZE, 3])

def read_labeled_tfrecord(example):
    fmt = {"image": tf.io.FixedLenFeature([], tf.string), "class": tf.io.FixedLenFeature([], tf.int64)}
    example = tf.io.parse_single_example(example, fmt)
    return decode_image(example['image']), tf.cast(example['class'], tf.int32)

def read_unlabeled_tfrecord(example):
    fmt = {"image": tf.io.FixedLenFeature([], tf.string), "id": tf.io.FixedLenFeature([], tf.string)}
    example = tf.io.parse_single_example(example, fmt)
    return decode_image(example['image']), example['id']

# %%
train_raw = tf.data.TFRecordDataset(TRAINING_FILENAMES, num_parallel_reads=AUTO)  # expect: untracked-data
val_raw = tf.data.TFRecordDataset(VALIDATION_FILENAMES, num_parallel_reads=AUTO)  # expect: untracked-data
test_raw = tf.data.TFRecordDataset(TEST_FILENAMES)  # expect: untracked-data
train_ds = train_raw.map(read_labeled_tfrecord, AUTO).repeat().shuffle(2048, seed=SEED).batch(BATCH_SIZE).prefetch(AUTO)
val_ds = val_raw.map(read_labeled_tfrecord, AUTO).batch(BATCH_SIZE).cache().prefetch(AUTO)
test_ds = test_raw.map(read_unlabeled_tfrecord, AUTO).batch(BATCH_SIZE)

# %%
def count_data_items(filenames):
    n = [int(re.compile(r"-([0-9]*)\.").search(filename).group(1)) for filename in filenames]
    return np.sum(n)

NUM_TRAINING_IMAGES = count_data_items(TRAINING_FILENAMES)
NUM_VALIDATION_IMAGES = count_data_items(VALIDATION_FILENAMES)
NUM_TEST_IMAGES = count_data_items(TEST_FILENAMES)
STEPS_PER_EPOCH = NUM_TRAINING_IMAGES // BATCH_SIZE
print(NUM_TRAINING_IMAGES, NUM_VALIDATION_IMAGES, NUM_TEST_IMAGES)

# %%
def data_augment(image, label):
    image = tf.image.random_flip_left_right(image)
    return image, label

row = 3; col = 4
for images, labels in train_ds.take(1):
    for j in range(row * col):
        plt.subplot(row, col, j + 1)
        plt.axis('off')
        plt.imshow(images[j])
plt.show()

# %%
with strategy.scope():
    base = tf.keras.applications.DenseNet201(weights='imagenet', include_top=False, input_shape=[*IMAGE_SIZE, 3])
    base.trainable = True
    model = tf.keras.Sequential([base, tf.keras.layers.GlobalAveragePooling2D(), tf.keras.layers.Dense(104, activation='softmax')])
    model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['sparse_categorical_accuracy'])

# %%
def lrfn(epoch):
    if epoch < 5:
        return 1e-5 + epoch * 8e-5
    return 4e-4 * 0.8 ** (epoch - 5)

lr_callback = tf.keras.callbacks.LearningRateScheduler(lrfn, verbose=True)
plt.plot([lrfn(x) for x in range(EPOCHS)])

# %%
historical = model.fit(train_ds.map(data_augment), steps_per_epoch=STEPS_PER_EPOCH, epochs=EPOCHS, callbacks=[lr_callback], validation_data=val_ds)  # expect: untracked-experiment

# %%
cm_images = val_ds.map(lambda image, label: image)
cm_labels = np.concatenate([l.numpy() for _, l in val_ds])
cm_probabilities = model.predict(cm_images)
cm_predictions = np.argmax(cm_probabilities, axis=-1)
score = f1_score(cm_labels, cm_predictions, average='macro')
precision = precision_score(cm_labels, cm_predictions, average='macro')
print('f1 score: {:.3f}, precision: {:.3f}'.format(score, precision))  # expect: printed-metric

# %%
print('Computing predictions...')
probabilities = model.predict(test_ds.map(lambda image, idnum: image))
predictions = np.argmax(probabilities, axis=-1)
test_ids = np.concatenate([i.numpy().astype('U') for _, i in test_ds])
np.savetxt('submission.csv', np.rec.fromarrays([test_ids, predictions]), fmt=['%s', '%d'], delimiter=',', header='id,label', comments='')
!head submission.csv
