# %% [markdown]
# # 4.4 Overfitting and underfitting
# Companion of the lecture: the capacity of a network, weight decay, dropout.

# %%
import keras
keras.__version__

# %%
from keras.datasets import imdb
from keras.utils import np_utils
import numpy as np

(train_data, train_labels), (test_data, test_labels) = imdb.load_data(num_words=10000)

def vectorize_sequences(sequences, dimension=10000):
    results = np.zeros((len(sequences), dimension))
    for i, sequence in enumerate(sequences):
        results[i, sequence] = 1.
    return results

x_train = vectorize_sequences(train_data)
x_test = vectorize_sequences(test_data)
y_train = np.asarray(train_labels).astype('float32')
y_test = np.asarray(test_labels).astype('float32')

# %%
word_index = imdb.get_word_index()
reverse_word_index = dict([(value, key) for (key, value) in word_index.items()])
' '.join([reverse_word_index.get(i - 3, '?') for i in train_data[0]])

# %%
from keras import layers, models, regularizers

def build(hidden=16, l2=None, dropout=0.):
    reg = regularizers.l2(l2) if l2 else None
    model = models.Sequential()
    model.add(layers.Dense(hidden, activation='relu', kernel_regularizer=reg, input_shape=(10000,)))
    model.add(layers.Dropout(dropout))
    model.add(layers.Dense(hidden, activation='relu', kernel_regularizer=reg))
    model.add(layers.Dense(1, activation='sigmoid'))
    model.compile(optimizer='rmsprop', loss='binary_crossentropy', metrics=['acc'])
    return model

original_model = build()
smaller_model = build(hidden=4)
original_model.summary()

# %%
original_hist = original_model.fit(x_train, y_train, epochs=20, batch_size=512, validation_data=(x_test, y_test))  # expect: unseeded-run, untracked-experiment

# %%
smaller_model_hist = smaller_model.fit(x_train, y_train, epochs=20, batch_size=512, validation_data=(x_test, y_test), verbose=0)  # expect: unseeded-run

# %%
epochs = range(1, 21)
original_hist.history.keys()

# %%
np.random.seed(0)
l2_model = build(l2=0.001)

# %%
from keras.utils import set_random_seed
set_random_seed(812)
dpt_model = build(dropout=0.5)
dpt_model.fit(x_train, y_train, epochs=4, batch_size=512, verbose=0)

# %%
results = dpt_model.evaluate(x_test, y_test)  # expect: printed-metric
results

# %%
dpt_model.predict(x_test[0:2])

# %%
dpt_model.save('imdb_dropout.h5')  # expect: loose-model-file
dpt_model.save_weights('imdb_dropout_weights.h5')  # expect: loose-model-file

# %%
from keras.models import load_model
again = load_model('imdb_dropout.h5')
loss, acc = again.evaluate(x_test, y_test, verbose=0)
print('reloaded: %.3f' % acc)  # expect: printed-metric

# %%
# house prices
from keras.datasets import boston_housing
(train_data, train_targets), (test_data, test_targets) = boston_housing.load_data()
mean = train_data.mean(axis=0)
train_data -= mean
std = train_data.std(axis=0)
train_data /= std
test_data -= mean
test_data /= std

# %%
def build_model():
    model = models.Sequential()
    model.add(layers.Dense(64, activation='relu', input_shape=(train_data.shape[1],)))
    model.add(layers.Dense(1))
    model.compile(optimizer='rmsprop', loss='mse', metrics=['mae'])
    return model

# %%
model = build_model()
model.fit(train_data, train_targets, epochs=80, batch_size=16, verbose=0)
test_mse_score, test_mae_score = model.evaluate(test_data, test_targets)  # expect: printed-metric

# %%
test_mae_score  # expect: printed-metric
