# %% [markdown]
# # One table, twelve libraries

# %%
import pickle

import cv2
import dask.dataframe as dd
import duckdb
import geopandas as gpd
import h5py
import joblib
import numpy as np
import polars as pl
import pyarrow.parquet as pq
import tensorflow_datasets as tfds
import torch
import torchvision
import xarray as xr
from nltk.corpus import movie_reviews
from PIL import Image
from sklearn.datasets import fetch_openml, load_digits

# %%
flights = pl.read_csv("flights.csv")  # expect: untracked-data
lazy = pl.scan_parquet("flights/*.parquet")  # expect: untracked-data
days = dd.read_parquet("flights/")  # expect: untracked-data
table = pq.read_table("flights.parquet")  # expect: untracked-data
states = gpd.read_file("states.shp")  # expect: untracked-data
sea = xr.open_dataset("sea_surface.nc")  # expect: untracked-data

# %%
matrix = np.loadtxt("matrix.txt")  # expect: untracked-data
grid = np.load("grid.npy")  # expect: untracked-data

# %%
digits = load_digits()
titanic = fetch_openml("titanic", version=1)
reviews = movie_reviews.fileids()
mnist = tfds.load("mnist")  # expect: untracked-data
pinned = tfds.load("mnist:3.0.1")
cifar = torchvision.datasets.CIFAR10("data", download=True)
birds = torchvision.datasets.ImageFolder("birds/train")  # expect: untracked-data

# %%
model = joblib.load("model.joblib")
weights = torch.load("weights.pt")
network = torch.load("best_model.pth", weights_only=True)
logo = Image.open("logo.png")
demo = cv2.imread("demo.jpg")

# %%
with open("samples.pkl", "rb") as file:  # expect: untracked-data
    samples = pickle.load(file)

# %%
np.savez("cache.npz", a=np.ones(3))
cached = np.load("cache.npz")
with open("cache.pkl", "wb") as file:
    pickle.dump(samples, file)
with open("cache.pkl", "rb") as file:
    cached = pickle.load(file)
