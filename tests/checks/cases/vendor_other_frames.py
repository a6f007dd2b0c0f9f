# %% [markdown]
# # Samples and splits of other frames
# %%
from prepared import *
import numpy as np, pandas as pd, random, torch
from datasets import load_dataset
from pyspark.sql import SparkSession
import pymc as pm
# %%
ds = load_dataset("imdb", revision="abc1234")
ds = ds["train"].train_test_split(test_size=0.1)  # expect: unseeded-run
ds2 = ds["train"].shuffle()  # expect: unseeded-run
ds3 = ds["train"].shuffle(seed=42).select(range(100))
ds4 = ds["train"].train_test_split(test_size=0.1, seed=1)
# %%
spark = SparkSession.builder.getOrCreate()
sdf = spark.read.csv("x.csv")  # expect: untracked-data
train, test = sdf.randomSplit([0.7, 0.3])  # expect: unseeded-run
train, test = sdf.randomSplit([0.7, 0.3], seed=42)
train, test = sdf.randomSplit([0.7, 0.3], 42)
part = sdf.sample(False, 0.1)  # expect: unseeded-run
part = sdf.sample(False, 0.1, 42)
part = sdf.sample(fraction=0.1, seed=1)
# %%
train, test = frame_from_elsewhere.randomSplit([0.7, 0.3])  # expect: unseeded-run
memory = ReplayBuffer(100)
batch = memory.sample(64)
z = model.sample(10)
new = vae.sample(16)
env.action_space.sample()
dist.sample(10)
# %%
params = {"n_estimators": 100}
params["random_state"] = 3
from sklearn.ensemble import RandomForestClassifier
rf = RandomForestClassifier(**params)
fixed = {"n_estimators": 100, "random_state": 3}
rf = RandomForestClassifier(**fixed)
free = {"n_estimators": 100, "max_depth": 3}
rf = RandomForestClassifier(**free)  # expect: unseeded-run
rf = RandomForestClassifier(**found.best_params_)
rf = RandomForestClassifier(random_state=None)  # expect: unseeded-run
rf = RandomForestClassifier(random_state=CFG.seed)
# %%
bucket = "".join(random.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=6))
dna = "".join(random.choice("ACGT") for _ in range(100))  # expect: unseeded-run
name = f"job-{random.randint(0, 1000)}"
# %%
from keras.models import Sequential
from sklearn.model_selection import GridSearchCV
from scikeras.wrappers import KerasClassifier
grid = GridSearchCV(estimator=KerasClassifier(make), param_grid={})
grid.fit(X, y)  # expect: unseeded-run, untracked-experiment
net = Sequential()
net.fit(X, y)  # expect: unseeded-run
import keras_tuner as kt
tuner = kt.Hyperband(make, max_epochs=10)
tuner.search(X, y, epochs=50)  # expect: unseeded-run
from transformers import TFAutoModelForSequenceClassification
tfm = TFAutoModelForSequenceClassification.from_pretrained("./mine")
tfm.fit(X, epochs=3)  # expect: unseeded-run
from sentence_transformers import SentenceTransformer
st = SentenceTransformer("./mine")
st.fit(train_objectives=[(dl, loss)], epochs=1)  # expect: unseeded-run
