# %% [markdown]
# # Text generation with a GRU
# Characters in, characters out. Based on a public tutorial.

# %%
import os
import time

import numpy as np
import tensorflow as tf

tf.random.set_seed(5)

# %%
path_to_file = tf.keras.utils.get_file(  # expect: unversioned-download
    "shakespeare.txt", "https://storage.googleapis.com/download.tensorflow.org/data/shakespeare.txt"
)

# %%
stop_path = tf.keras.utils.get_file(
    "stop.txt",
    "https://example.org/lists/stop.txt",
    file_hash="9b1d2f6d0c52a2c0a1f2f7ad0a3f0ed1c8a3f84e5a2c6a0f1f3f64bd02b2b7aa",
)
stop = open(stop_path).read().split()

# %%
text = open(path_to_file, "rb").read().decode(encoding="utf-8")  # expect: untracked-data
print(f"Length of text: {len(text)} characters")
print(text[:250])

# %%
vocab = sorted(set(text))
print(f"{len(vocab)} unique characters")

# %%
# first try, kept for the comparison of orders
vocab_raw = list(set(text))  # expect: nondeterministic-order
char2idx_raw = {c: i for i, c in enumerate(vocab_raw)}

# %%
ids_from_chars = tf.keras.layers.StringLookup(vocabulary=list(vocab), mask_token=None)
chars_from_ids = tf.keras.layers.StringLookup(
    vocabulary=ids_from_chars.get_vocabulary(), invert=True, mask_token=None
)


def text_from_ids(ids):
    return tf.strings.reduce_join(chars_from_ids(ids), axis=-1)

# %%
all_ids = ids_from_chars(tf.strings.unicode_split(text, "UTF-8"))
ids_dataset = tf.data.Dataset.from_tensor_slices(all_ids)
seq_length = 100
sequences = ids_dataset.batch(seq_length + 1, drop_remainder=True)
for seq in sequences.take(2):
    print(text_from_ids(seq).numpy())

# %%
def split_input_target(sequence):
    return sequence[:-1], sequence[1:]


BATCH_SIZE = 64
BUFFER_SIZE = 10000
dataset = (
    sequences.map(split_input_target)
    .shuffle(BUFFER_SIZE)
    .batch(BATCH_SIZE, drop_remainder=True)
    .prefetch(tf.data.experimental.AUTOTUNE)
)

# %%
class MyModel(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, rnn_units):
        super().__init__(self)
        self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = tf.keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.dense = tf.keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.embedding(inputs, training=training)
        if states is None:
            states = self.gru.get_initial_state(x)
        x, states = self.gru(x, initial_state=states, training=training)
        x = self.dense(x, training=training)
        return (x, states) if return_state else x


model = MyModel(vocab_size=len(ids_from_chars.get_vocabulary()), embedding_dim=256, rnn_units=1024)

# %%
for input_example_batch, target_example_batch in dataset.take(1):
    example_batch_predictions = model(input_example_batch)
    print(example_batch_predictions.shape)
model.summary()

# %%
loss = tf.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss)

# %%
checkpoint_dir = "./training_checkpoints"
checkpoint_callback = tf.keras.callbacks.ModelCheckpoint(
    filepath=os.path.join(checkpoint_dir, "ckpt_{epoch}"), save_weights_only=True
)
tb = tf.keras.callbacks.TensorBoard(log_dir="logs")

# %%
%load_ext tensorboard
%tensorboard --logdir logs

# %%
history = model.fit(dataset, epochs=20, callbacks=[checkpoint_callback, tb])

# %%
import matplotlib.pyplot as plt

plt.plot(history.history["loss"])

# %%
start = time.time()
states = None
next_char = tf.constant(["ROMEO:"])
result = [next_char]
for n in range(500):
    ids = ids_from_chars(tf.strings.unicode_split(next_char, "UTF-8")).to_tensor()
    logits, states = model(inputs=ids, states=states, return_state=True)
    next_char = chars_from_ids(tf.argmax(logits[:, -1, :], axis=-1))
    result.append(next_char)
print(tf.strings.join(result)[0].numpy().decode("utf-8"))
print("Run time:", time.time() - start)

# %%
model.save_weights("final.weights.h5")  # expect: loose-model-file

# %%
one_step_model.generate("JULIET:")  # expect: undefined-on-restart
