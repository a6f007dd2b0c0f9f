# %% [markdown]
# # German traffic signs: the pickled set

# %%
!wget -q https://example.org/signs/train.p -O data/train.p
!wget https://example.org/signs/valid.p
!curl -sL -o labels.pkl https://example.org/labels
!wget --no-check-certificate https://example.org/images.zip  # expect: unsafe-load
!curl -k -O https://example.org/more.zip  # expect: unsafe-load

# %%
import os
import pickle
import urllib.request
from pathlib import Path

import gdown
import joblib
import numpy as np
import pandas as pd
import requests

DATA = Path("data")
with open(DATA / "train.p", mode="rb") as f:
    train = pickle.load(f)  # expect: unsafe-load
with open("valid.p", "rb") as f:
    valid = pickle.load(f)  # expect: unsafe-load
labels = pd.read_pickle("labels.pkl")  # expect: unsafe-load
frame = pd.read_pickle("https://example.org/frame.pkl")  # expect: unsafe-load

# %%
# whoever made these stands nowhere: they lie in the folder
with open("mine.pkl", "rb") as f:
    mine = pickle.load(f)
model = joblib.load("models/forest.joblib")
numbers = np.load("numbers.npy", allow_pickle=True)

# %%
answer = requests.get("https://example.org/stop_words.pkl")
stop_words = pickle.loads(answer.content)  # expect: unsafe-load
table = pickle.loads(urllib.request.urlopen("https://example.org/t.pkl").read())  # expect: unsafe-load
local = pickle.loads(requests.get("http://localhost:8000/model").content)

# %%
gdown.download("https://drive.google.com/uc?id=1a2b3c", "embeddings.npy", quiet=False)
embeddings = np.load("embeddings.npy", allow_pickle=True)  # expect: unsafe-load
plain = np.load("embeddings.npy")

# %%
class CFG:
    weights = "weights.pkl"


urllib.request.urlretrieve("https://example.org/w", CFG.weights)
copied = pickle.loads(pickle.dumps(mine))
counts = pd.read_csv("https://example.org/counts.csv")

# %%
from huggingface_hub import hf_hub_download

wine = joblib.load(hf_hub_download("acme/wine", "model.joblib"))  # expect: unsafe-load
