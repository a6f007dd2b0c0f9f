# %% [markdown]
# # Chapter 7: callbacks

# %%
import keras
from keras import layers
from keras.datasets import mnist
from sklearn.linear_model import RidgeClassifier
from sklearn.svm import SVC

(x_train, y_train), (x_test, y_test) = mnist.load_data()

# %%
model = keras.Sequential([layers.Dense(64, activation="relu"), layers.Dropout(0.5), layers.Dense(10)])
model.compile(loss="sparse_categorical_crossentropy")
model.fit(x_train, y_train, validation_data=(x_test, y_test), epochs=5)
model.evaluate(x_test, y_test)

# %%
keep = keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True, monitor="val_loss")
model.fit(x_train, y_train, validation_data=(x_test, y_test), callbacks=[keep])  # expect: tuned-on-test
model.evaluate(x_test, y_test)

# %%
calm = keras.callbacks.EarlyStopping(monitor="loss")
model.fit(x_train, y_train, validation_data=(x_test, y_test), callbacks=[calm])
stop = keras.callbacks.EarlyStopping(patience=2)
model.fit(x_train, y_train, validation_split=0.2, callbacks=[stop])
model.evaluate(x_test, y_test)

# %%
scores = {}
for name, each in {"ridge": RidgeClassifier(), "svc": SVC()}.items():
    each.fit(x_train, y_train)
    scores[name] = each.score(x_test, y_test)
print(scores)
