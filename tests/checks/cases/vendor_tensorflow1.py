# %% [markdown]
# # MNIST for experts

# %%
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data", one_hot=True)
print mnist.train.images.shape

# %%
def weight_variable(shape):
    initial = tf.truncated_normal(shape, stddev=0.1)  # expect: unseeded-run
    return tf.Variable(initial)


def bias_variable(shape):
    return tf.Variable(tf.constant(0.1, shape=shape))

# %%
x = tf.placeholder(tf.float32, [None, 784])
y_ = tf.placeholder(tf.float32, [None, 10])
W = weight_variable([784, 10])
y = tf.matmul(x, W) + bias_variable([10])
saver = tf.train.Saver()

# %%
tf.set_random_seed(1)
noise = tf.random_uniform([3])

# %%
for step in xrange(3):
    print "step %d" % step
saver.save(tf.Session(), "/mnt/models/mnist/model.ckpt")  # expect: hard-coded-path, loose-model-file
