# %% [markdown]
# Deep Learning
# =============
#
# Assignment 1
# ------------
# Learn about simple data curation practices.

# %%
# These are all the modules we'll be using later.
from __future__ import print_function
import imageio
import matplotlib.pyplot as plt
import numpy as np
import os
import sys
import tarfile
from IPython.display import display, Image
from six.moves.urllib.request import urlretrieve
from six.moves import cPickle as pickle
from sklearn.linear_model import LogisticRegression

%matplotlib inline

# %%
url = 'https://commondatastorage.example.com/books1000/'
last_percent_reported = None
data_root = '.'

def download_progress_hook(count, blockSize, totalSize):
    global last_percent_reported
    percent = int(count * blockSize * 100 / totalSize)
    if last_percent_reported != percent:
        sys.stdout.write("%s%%" % percent if percent % 5 == 0 else ".")
        sys.stdout.flush()
        last_percent_reported = percent

def maybe_download(filename, expected_bytes, force=False):
    dest_filename = os.path.join(data_root, filename)
    if force or not os.path.exists(dest_filename):
        filename, _ = urlretrieve(url + filename, dest_filename, reporthook=download_progress_hook)  # expect: unversioned-download
    statinfo = os.stat(dest_filename)
    if statinfo.st_size == expected_bytes:
        print('Found and verified', dest_filename)
    else:
        raise Exception('Failed to verify ' + dest_filename)
    return dest_filename

train_filename = maybe_download('notMNIST_large.tar.gz', 247336696)
test_filename = maybe_download('notMNIST_small.tar.gz', 8458043)

# %%
num_classes = 10
np.random.seed(133)

def maybe_extract(filename):
    root = os.path.splitext(os.path.splitext(filename)[0])[0]
    tar = tarfile.open(filename)
    tar.extractall(data_root)
    tar.close()
    data_folders = [os.path.join(root, d) for d in sorted(os.listdir(root)) if os.path.isdir(os.path.join(root, d))]
    if len(data_folders) != num_classes:
        raise Exception('Expected %d folders' % num_classes)
    return data_folders

train_folders = maybe_extract(train_filename)
test_folders = maybe_extract(test_filename)

# %%
display(Image(filename='notMNIST_small/A/Q0NXaWxkV29yZHMtQm9sZEl0YWxpYy50dGY=.png'))

# %%
image_size = 28
pixel_depth = 255.0

def load_letter(folder):
    image_files = os.listdir(folder)  # expect: nondeterministic-order
    dataset = np.ndarray(shape=(len(image_files), image_size, image_size), dtype=np.float32)
    num_images = 0
    for image in image_files:
        try:
            image_data = (imageio.imread(os.path.join(folder, image)).astype(float) - pixel_depth / 2) / pixel_depth  # expect: untracked-data
            dataset[num_images, :, :] = image_data
            num_images = num_images + 1
        except (IOError, ValueError) as e:
            print('Could not read:', image, ':', e, "- it's ok, skipping.")
    return dataset[0:num_images, :, :]

letters = [load_letter(folder) for folder in train_folders]

# %%
for i, letter in enumerate(letters):
    print(i, letter.shape, letter.mean(), letter.std())

# %%
def merge(letters, size):
    dataset = np.concatenate([letter[:size] for letter in letters])
    labels = np.repeat(np.arange(len(letters)), [min(size, len(letter)) for letter in letters])
    return dataset, labels

def randomize(dataset, labels):
    permutation = np.random.permutation(labels.shape[0])
    return dataset[permutation, :, :], labels[permutation]

train_dataset, train_labels = randomize(*merge(letters, 20000))
valid_dataset, valid_labels = train_dataset[:1000], train_labels[:1000]
train_dataset, train_labels = train_dataset[1000:], train_labels[1000:]

# %%
pickle_file = os.path.join(data_root, 'notMNIST.pickle')
try:
    f = open(pickle_file, 'wb')
    save = {'train_dataset': train_dataset, 'train_labels': train_labels}
    pickle.dump(save, f, pickle.HIGHEST_PROTOCOL)
    f.close()
except Exception as e:
    print('Unable to save data to', pickle_file, ':', e)
    raise

# %%
statinfo = os.stat(pickle_file)
print('Compressed pickle size:', statinfo.st_size)

# %%
# read it back in
with open('notMNIST.pickle', 'rb') as f:
    save = pickle.load(f)
    del f

# %%
X = train_dataset[:5000].reshape(-1, image_size * image_size)
clf = LogisticRegression()
clf.fit(X, train_labels[:5000])  # expect: untracked-experiment
accuracy = (clf.predict(valid_dataset.reshape(-1, image_size * image_size)) == valid_labels).mean()
print('validation accuracy:', accuracy)  # expect: printed-metric

# %%
import tensorflow as tf

graph = tf.Graph()
with graph.as_default():
    tf_train = tf.placeholder(tf.float32, shape=(128, image_size * image_size))
    tf_labels = tf.placeholder(tf.float32, shape=(128, num_classes))
    weights = tf.Variable(tf.truncated_normal([image_size * image_size, num_classes]))  # expect: unseeded-run
    biases = tf.Variable(tf.zeros([num_classes]))
    logits = tf.matmul(tf_train, weights) + biases
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf_labels, logits=logits))
    optimizer = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

# %%
onehot = (np.arange(num_classes) == train_labels[:, None]).astype(np.float32)
flat = train_dataset.reshape(-1, image_size * image_size)
with tf.Session(graph=graph) as session:
    tf.global_variables_initializer().run()
    for step in range(801):
        offset = (step * 128) % (len(flat) - 128)
        feed_dict = {tf_train: flat[offset:offset + 128], tf_labels: onehot[offset:offset + 128]}
        session.run([optimizer], feed_dict=feed_dict)  # expect: unseeded-run
