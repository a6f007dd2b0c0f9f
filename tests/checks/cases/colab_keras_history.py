# %% [markdown]
# # Regression with Keras
# Fuel efficiency, in the manner of a tutorial.

# %%
import tensorflow as tf
import numpy as np
import matplotlib.pyplot as plt
from tensorflow import keras

keras.utils.set_random_seed(3)
(x_train, y_train), (x_test, y_test) = keras.datasets.boston_housing.load_data()

# %%
def build():
    model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mse", optimizer="rmsprop", metrics=["mae", "mse"])
    return model

model = build()
model.summary()

# %%
model.fit(x_train, y_train, epochs=10, validation_split=0.2, verbose=0)  # expect: untracked-experiment

# %%
loss, mae, mse = model.evaluate(x_test, y_test, verbose=0)
print("Testing set Mean Abs Error: {:5.2f} MPG".format(mae))  # expect: printed-metric

# %%
results = model.evaluate(x_test, y_test, batch_size=128)  # expect: printed-metric

# %%
quiet = model.evaluate(x_test, y_test, verbose=0)

# %%
test_predictions = model.predict(x_test).flatten()
error = test_predictions - y_test
plt.hist(error, bins=25)

# %%
rmse = np.sqrt(np.mean(np.square(error)))
print(f"RMSE {rmse:.2f}")  # expect: printed-metric

# %%
model.save("fuel.keras")  # expect: loose-model-file
