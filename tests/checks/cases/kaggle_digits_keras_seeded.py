# %% [markdown]
# # Digit recognizer: CNN with Keras (0.997)

# %%
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt
import itertools

np.random.seed(2)
import tensorflow as tf
tf.random.set_seed(2)

from sklearn.model_selection import train_test_split
from sklearn.metrics import confusion_matrix
from tensorflow.keras.utils import to_categorical
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout, Flatten, Conv2D, MaxPool2D
from tensorflow.keras.preprocessing.image import ImageDataGenerator

# %%
train = pd.read_csv("../input/digit-recognizer/train.csv")  # expect: untracked-data
test = pd.read_csv("../input/digit-recognizer/test.csv")  # expect: untracked-data
Y_train = train["label"]
X_train = train.drop(labels = ["label"],axis = 1)
del train

# %%
X_train = X_train / 255.0
X_train = X_train.values.reshape(-1,28,28,1)
Y_train = to_categorical(Y_train, num_classes = 10)
X_train, X_val, Y_train, Y_val = train_test_split(X_train, Y_train, test_size = 0.1)
g = plt.imshow(X_train[0][:,:,0])

# %%
model = Sequential()
model.add(Conv2D(filters = 32, kernel_size = (5,5),padding = 'Same', activation ='relu', input_shape = (28,28,1)))
model.add(MaxPool2D(pool_size=(2,2)))
model.add(Dropout(0.25))
model.add(Flatten())
model.add(Dense(10, activation = "softmax"))
model.compile(optimizer = "adam" , loss = "categorical_crossentropy", metrics=["accuracy"])

# %%
datagen = ImageDataGenerator(rotation_range=10, zoom_range = 0.1)
datagen.fit(X_train)
history = model.fit(datagen.flow(X_train,Y_train, batch_size=86),  # expect: untracked-experiment
                              epochs = 3, validation_data = (X_val,Y_val), verbose = 2)

# %%
idx = np.random.permutation(len(X_val))[:9]
plt.imshow(X_val[idx[0]][:,:,0])
