# %% [markdown]
# # Curves that a callback keeps
# One fit is recorded, the other is not.

# %%
import matplotlib.pyplot as plt
from tensorflow import keras

keras.utils.set_random_seed(1)
(x_train, y_train), (x_test, y_test) = keras.datasets.boston_housing.load_data()
board = keras.callbacks.TensorBoard(log_dir="logs")
stop = keras.callbacks.EarlyStopping(patience=3)

# %%
model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="adam")
kept = model.fit(x_train, y_train, epochs=3, validation_split=0.2, callbacks=[stop, board])
lost = model.fit(x_train, y_train, epochs=3, validation_split=0.2, callbacks=[stop])

# %%
plt.plot(kept.history["loss"])

# %%
plt.plot(lost.history["loss"])  # expect: printed-metric

# %%
def best(history):
    return min(history.history["val_loss"])


print(best(kept))

# %%
print(kept.history["loss"][-1], model.evaluate(x_test, y_test, verbose=0))  # expect: printed-metric
