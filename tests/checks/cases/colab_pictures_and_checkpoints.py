# %% [markdown]
# # Pictures, checkpoints and clusters are no models
# %%
import pandas as pd
import tensorflow as tf
from diffusers import DiffusionPipeline
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

painter = DiffusionPipeline.from_pretrained("acme/painter", revision="5ef8d6ab01c5d4f7f6a2b9c0d1e2f3a4b5c6d7e8")
painter("a lighthouse").images[0].save("lighthouse.png")
painter.save_pretrained("painter")  # expect: loose-model-file

# %%
tf.keras.utils.set_random_seed(3)
net = tf.keras.Sequential([tf.keras.layers.Dense(1)])
saver = tf.train.Checkpoint(net=net)
for epoch in range(9):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(rows) - truth) ** 2)  # expect: undefined-on-restart
    tf.keras.optimizers.SGD().apply_gradients(zip(tape.gradient(loss, net.weights), net.weights))  # expect: untracked-experiment
    saver.save("states/net")
saver.save("net")  # expect: loose-model-file

# %%
table = pd.DataFrame({"a": [1, 2, 3], "b": [2, 3, 4], "kind": [0, 1, 1]})
first = KMeans(2, random_state=0).fit_predict(table[["a", "b"]])
second = GaussianMixture(2, random_state=0).fit_predict(table[["a", "b"]])
pd.crosstab(first, second)

# %%
pd.crosstab(table["kind"], first)  # expect: printed-metric
