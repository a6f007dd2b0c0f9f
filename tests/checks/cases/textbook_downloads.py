# %% [markdown]
# # Where data comes from

# %%
import os, io, tarfile, zipfile, hashlib, urllib.request
import pandas as pd
import requests
DOWNLOAD_ROOT = "https://raw.githubusercontent.com/ageron/handson-ml2/master/"
HOUSING_PATH = os.path.join("datasets", "housing")
HOUSING_URL = DOWNLOAD_ROOT + "datasets/housing/housing.tgz"

def fetch_housing_data(housing_url=HOUSING_URL, housing_path=HOUSING_PATH):
    os.makedirs(housing_path, exist_ok=True)
    tgz_path = os.path.join(housing_path, "housing.tgz")
    urllib.request.urlretrieve(housing_url, tgz_path)  # expect: unversioned-download
    with tarfile.open(tgz_path) as tgz:
        tgz.extractall(path=housing_path)

fetch_housing_data()

# %%
pinned = "https://raw.githubusercontent.com/mwaskom/seaborn-data/2b29313/iris.csv"
iris = pd.read_csv(pinned)
zenodo = pd.read_csv("https://zenodo.org/record/5511483/files/rows.csv")

# %%
r = requests.get("https://files.example.org/archive")  # expect: unversioned-download
z = zipfile.ZipFile(io.BytesIO(r.content))
z.extractall("archive")

# %%
weather = requests.get("https://api.example.org/v2/now", params={"q": "Oslo"}).json()
page = requests.get("https://news.example.org/today").text
now = requests.post("https://ml.example.org/predict", json={"x": 1}).json()

# %%
url = "https://files.example.org/big.csv"
if not os.path.exists("big.csv"):
    urllib.request.urlretrieve(url, "big.csv")
digest = hashlib.sha256(open("big.csv", "rb").read()).hexdigest()
assert digest == "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
big = pd.read_csv("big.csv")

# %%
size = os.path.getsize("datasets/housing/housing.tgz")
assert size == 409488

# %%
import tensorflow as tf
path = tf.keras.utils.get_file("shakespeare.txt", "https://storage.googleapis.com/x/shakespeare.txt")  # expect: unversioned-download
safe = tf.keras.utils.get_file("a.txt", "https://storage.googleapis.com/x/a.txt",
    file_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")

# %%
model = input  # a name that is no call
password = "correct-horse-battery"  # expect: inline-secret
name = "password"
