# %% [markdown]
# Text generation with an RNN, character by character. Based on what Karpathy wrote about it.

# %%
import tensorflow as tf
import numpy as np
import os
import time
import random

# %%
path_to_file = tf.keras.utils.get_file('shakespeare.txt', 'https://storage.googleapis.com/download.tensorflow.org/data/shakespeare.txt')  # expect: unversioned-download

# %%
text = open(path_to_file, 'rb').read().decode(encoding='utf-8')  # expect: untracked-data
print(f'Length of text: {len(text)} characters')

# %%
print(text[:250])

# %%
print('{} unique characters'.format(len(set(text))))
vocab = sorted(set(text))

# %%
char2idx = {u: i for i, u in enumerate(vocab)}
idx2char = np.array(vocab)
text_as_int = np.array([char2idx[c] for c in text])

# %%
words = set(text.lower().split())  # expect: nondeterministic-order
word2idx = {w: i for i, w in enumerate(words)}
'romeo' in words

# %%
seq_length = 100
examples_per_epoch = len(text) // (seq_length + 1)
char_dataset = tf.data.Dataset.from_tensor_slices(text_as_int)
sequences = char_dataset.batch(seq_length + 1, drop_remainder=True)
for item in sequences.take(2):
    print(repr(''.join(idx2char[item.numpy()])))

# %%
def split_input_target(chunk):
    return chunk[:-1], chunk[1:]

BATCH_SIZE = 64
dataset = sequences.map(split_input_target).batch(BATCH_SIZE, drop_remainder=True)

# %%
vocab_size = len(vocab)
embedding_dim = 256
rnn_units = 1024

def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return tf.keras.Sequential([
        tf.keras.layers.Embedding(vocab_size, embedding_dim, batch_input_shape=[batch_size, None]),
        tf.keras.layers.GRU(rnn_units, return_sequences=True, stateful=True),
        tf.keras.layers.Dense(vocab_size)])

model = build_model(vocab_size, embedding_dim, rnn_units, BATCH_SIZE)
model.summary()

# %%
for input_example_batch, target_example_batch in dataset.take(1):
    example_batch_predictions = model(input_example_batch)
    print(example_batch_predictions.shape, "# (batch_size, sequence_length, vocab_size)")

# %%
sampled_indices = tf.random.categorical(example_batch_predictions[0], num_samples=1)  # expect: unseeded-run
sampled_indices = tf.squeeze(sampled_indices, axis=-1).numpy()
print("Next Char Predictions: \n", repr("".join(idx2char[sampled_indices])))

# %%
def loss(labels, logits):
    return tf.keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)

model.compile(optimizer='adam', loss=loss)
checkpoint_dir = './training_checkpoints'
checkpoint_callback = tf.keras.callbacks.ModelCheckpoint(filepath=os.path.join(checkpoint_dir, "ckpt_{epoch}"), save_weights_only=True)

# %%
EPOCHS = 10
history = model.fit(dataset, epochs=EPOCHS, callbacks=[checkpoint_callback])  # expect: unseeded-run, untracked-experiment

# %%
tf.random.set_seed(5)
model = build_model(vocab_size, embedding_dim, rnn_units, batch_size=1)
model.load_weights(tf.train.latest_checkpoint(checkpoint_dir))
model.build(tf.TensorShape([1, None]))

# %%
def generate_text(model, start_string, num_generate=500):
    input_eval = tf.expand_dims([char2idx[s] for s in start_string], 0)
    text_generated = []
    model.reset_states()
    for i in range(num_generate):
        predictions = tf.squeeze(model(input_eval), 0)
        predicted_id = tf.random.categorical(predictions, num_samples=1)[-1, 0].numpy()
        input_eval = tf.expand_dims([predicted_id], 0)
        text_generated.append(idx2char[predicted_id])
    return start_string + ''.join(text_generated)

print(generate_text(model, start_string=u"ROMEO: "))

# %%
starts = ['JULIET: ', 'KING: ', 'First Citizen: ']
print(generate_text(model, random.choice(starts)))  # expect: unseeded-run

# %%
random.seed(3)
print(generate_text(model, random.choice(starts), 80))

# %%
print(one_step)  # expect: undefined-on-restart
