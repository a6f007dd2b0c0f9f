# %% [markdown]
# # Graphs, arrays, tables and documents: other ways to read

# %%
import io

import h5py
import matplotlib.pyplot as plt
import netCDF4
import networkx as nx
import openpyxl
import pandas as pd
import xgboost as xgb
from datasets import load_dataset
from PIL import Image
from pymongo import MongoClient

# %%
friends = nx.read_edgelist("friends.edges")  # expect: untracked-data
sheet = openpyxl.load_workbook("plots.xlsx")  # expect: untracked-data
spectra = h5py.File("spectra.h5", "r")  # expect: untracked-data
rain = netCDF4.Dataset("rain.nc")  # expect: untracked-data
matrix = xgb.DMatrix("mushrooms.train")  # expect: untracked-data

# %%
out = h5py.File("features.h5", "w")
grid = netCDF4.Dataset("grid.nc", "w")
weights = h5py.File("model_weights.h5", "r")
frame = pd.DataFrame({"a": [1]})
in_memory = xgb.DMatrix(frame)

# %%
orders = list(MongoClient("db")["shop"].orders.find({"open": True}))  # expect: untracked-data
dict(a=1).get("a")
"needle".find("n")

# %%
answer = predictor.predict(frame)  # expect: undefined-on-restart
scores = pd.read_csv(io.StringIO(answer.decode()))

# %%
%%writefile table.csv
a,b
1,2

# %%
table = pd.read_csv("table.csv")
!echo "a,b" > other.csv  # expect: shell-step
other = pd.read_csv("other.csv")

# %%
frame.to_json("lines.jsonl", orient="records", lines=True)
lines = load_dataset("json", data_files="lines.jsonl")
labelled = load_dataset("csv", data_files={"train": "labelled.csv"})  # expect: untracked-data

# %%
def show(path):
    picture = Image.open(path)
    plt.imshow(picture)


demo = "demo.png"
show(demo)

# %%
def pixels(path):
    return Image.open(path).resize((64, 64))  # expect: untracked-data


faces = [pixels(each) for each in ["a.png", "b.png"]]

# %%
people = [line for line in open("coco.names")]
