# %% [markdown]
# # First network: pima diabetes
# From a well-known blog.

# %%
import numpy as np
from numpy import loadtxt
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense
import tensorflow as tf

tf.keras.utils.set_random_seed(7)

# %%
dataset = loadtxt('pima-indians-diabetes.csv', delimiter=',')  # expect: untracked-data
X = dataset[:,0:8]
y = dataset[:,8]

# %%
model = Sequential([Dense(12, input_shape=(8,), activation='relu'), Dense(1, activation='sigmoid')])
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X, y, epochs=150, batch_size=10)  # expect: untracked-experiment

# %%
_, accuracy = model.evaluate(X, y)  # expect: no-holdout, printed-metric
print('Accuracy: %.2f' % (accuracy*100))

# %%
second = Sequential([Dense(1, activation='sigmoid')])
second.compile(loss='binary_crossentropy', metrics=['accuracy'])
second.fit(X, y, validation_split=0.33, epochs=10, verbose=0)
second.evaluate(X, y, verbose=0)  # expect: printed-metric
