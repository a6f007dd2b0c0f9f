# %% [markdown]
# # Networks that pose as many things
# %%
from prepared import *
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator
# %%
datagen = ImageDataGenerator(rescale=1/255, rotation_range=20)
datagen.fit(X_train)
gen = datagen.flow_from_directory("x", target_size=(1, 1))  # expect: untracked-data
ds = tf.data.Dataset.from_tensor_slices([1]).shuffle(100)
ds2 = ds.shuffle(100, seed=1).batch(3)
train_ds = keras.utils.image_dataset_from_directory("x", validation_split=.2, subset="training", seed=123)  # expect: untracked-data
# %%
model = Sequential([layers.Dense(1)])
model.compile("adam", "mse")
history = model.fit(gen, epochs=3)  # expect: unseeded-run, untracked-experiment
# %%
def build():
    m = keras.Sequential()
    m.add(layers.Dense(1))
    m.compile()
    return m
m = build()
m.fit(X, y)  # expect: unseeded-run
# %%
def train(model, x):
    model.fit(x, epochs=10)  # expect: unseeded-run
train(m, X)
# %%
class Gan(keras.Model):
    def train_step(self, data):
        z = tf.random.normal((2, 2))  # expect: unseeded-run
        self.opt.apply_gradients(zip(g, v))
gan = Gan()
gan.compile()
gan.fit(ds, epochs=2)  # expect: unseeded-run
# %%
est = tf.estimator.DNNClassifier(hidden_units=[10], feature_columns=fc)
est.train(input_fn=f, steps=10)  # expect: unseeded-run
# %%
from tensorflow.keras.wrappers.scikit_learn import KerasClassifier
kc = KerasClassifier(build_fn=build, epochs=10)
from sklearn.model_selection import cross_val_score, KFold
cross_val_score(kc, X, y)  # expect: unseeded-run
kc.fit(X, y)  # expect: unseeded-run
# %%
model.fit_generator(gen, steps_per_epoch=2)  # expect: unseeded-run
from sklearn.preprocessing import StandardScaler
sc = StandardScaler().fit(X)
tok = keras.preprocessing.text.Tokenizer()
tok.fit_on_texts(t)
norm = layers.Normalization()
norm.adapt(X)
lin = LinearRegression()
lin.fit(X, y)

# %%
def augment(image):
    image = tf.image.random_flip_left_right(image)  # expect: unseeded-run
    image = tf.image.random_brightness(image, 0.1, seed=5)
    return tf.image.resize(image, (8, 8))

# %%
import scipy.sparse
from scipy.stats import qmc
some = scipy.sparse.random(10, 10, density=0.1)  # expect: unseeded-run
points = qmc.Sobol(d=2, seed=1).random(8)
