# %% [markdown]
# # MNIST with pure JAX and Flax
# First an MLP by hand with `grad` and `jit`, then the same in Flax with Optax.

# %%
!pip install -q flax==0.7.5 optax==0.1.7 tensorflow-datasets==4.9.3

# %%
import time
import itertools
import numpy as np
import jax
import jax.numpy as jnp
import numpy.random as npr
import optax
import flax.linen as nn
import tensorflow as tf
import tensorflow_datasets as tfds
from jax import jit, grad, random, vmap
from flax.training import train_state
from functools import partial

# %%
print(jax.devices())
tf.config.set_visible_devices([], 'GPU')

# %%
ds, info = tfds.load('mnist', split=['train', 'test'], with_info=True, batch_size=-1)  # expect: untracked-data
info.splits['train'].num_examples

# %%
pinned = tfds.load('fashion_mnist:3.0.1', split='test')
for ex in pinned.take(1):
    print(ex['image'].shape)

# %%
def prepare(d):
    d = tfds.as_numpy(d)
    return jnp.float32(d['image']).reshape(-1, 784) / 255., d['label']

x_train, y_train = prepare(ds[0])
x_test, y_test = prepare(ds[1])
x_train.shape, x_test.shape

# %%
def random_layer_params(m, n, key, scale=1e-2):
    w_key, b_key = random.split(key)
    return scale * random.normal(w_key, (n, m)), scale * random.normal(b_key, (n,))

def init_network_params(sizes, key):
    keys = random.split(key, len(sizes))
    return [random_layer_params(m, n, k) for m, n, k in zip(sizes[:-1], sizes[1:], keys)]

layer_sizes = [784, 512, 512, 10]
step_size = 0.01
num_epochs = 8
batch_size = 128
params = init_network_params(layer_sizes, random.PRNGKey(0))

# %%
def predict(params, image):
    activations = image
    for w, b in params[:-1]:
        activations = jnp.maximum(0, jnp.dot(w, activations) + b)
    final_w, final_b = params[-1]
    logits = jnp.dot(final_w, activations) + final_b
    return logits - jax.nn.logsumexp(logits)

batched_predict = vmap(predict, in_axes=(None, 0))

# %%
def accuracy(params, images, targets):
    return jnp.mean(jnp.argmax(batched_predict(params, images), axis=1) == targets)

def loss(params, images, targets):
    preds = batched_predict(params, images)
    return -jnp.mean(preds[jnp.arange(len(targets)), targets])

# %%
@jit
def update(params, x, y):
    grads = grad(loss)(params, x, y)
    return [(w - step_size * dw, b - step_size * db) for (w, b), (dw, db) in zip(params, grads)]

for epoch in range(num_epochs):
    start_time = time.time()
    for i in range(0, len(x_train), batch_size):
        params = update(params, x_train[i:i+batch_size], y_train[i:i+batch_size])  # expect: untracked-experiment
    print("Epoch {} in {:0.2f} sec".format(epoch, time.time() - start_time))
    print("Test set accuracy {}".format(accuracy(params, x_test, y_test)))  # expect: printed-metric

# %%
# which digits fail? draw some
rows = npr.choice(len(x_test), 5)  # expect: unseeded-run
jnp.argmax(batched_predict(params, x_test[rows]), axis=1), y_test[rows]

# %%
class CNN(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.Conv(features=32, kernel_size=(3, 3))(x)
        x = nn.relu(x)
        x = nn.avg_pool(x, window_shape=(2, 2), strides=(2, 2))
        x = x.reshape((x.shape[0], -1))
        x = nn.Dense(features=128)(x)
        return nn.Dense(features=10)(nn.relu(x))

# %%
cnn = CNN()
rng = jax.random.PRNGKey(42)
rng, init_rng = jax.random.split(rng)
state = train_state.TrainState.create(apply_fn=cnn.apply, params=cnn.init(init_rng, jnp.ones([1, 28, 28, 1]))['params'], tx=optax.adam(1e-3))

# %%
@jax.jit
def train_step(state, x, y):
    def loss_fn(p):
        logits = state.apply_fn({'params': p}, x)
        return optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    return state.apply_gradients(grads=jax.grad(loss_fn)(state.params))

xs = x_train.reshape(-1, 28, 28, 1)
for i in range(0, len(xs) - 256, 256):
    state = train_step(state, xs[i:i+256], y_train[i:i+256])

# %%
logits = state.apply_fn({'params': state.params}, x_test.reshape(-1, 28, 28, 1))
test_acc = float((logits.argmax(-1) == y_test).mean())
with open('flax_result.json', 'w') as f:
    import json
    json.dump({'test_acc': test_acc}, f)

# %%
jax.random.uniform(rng, (3,))
