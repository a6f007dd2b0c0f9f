# %% [markdown]
# # Upload shards and build a dataset

# %%
import tensorflow as tf
from glob import glob
from os import listdir
from pathlib import Path
from sklearn.model_selection import train_test_split

root = Path("shards")

# %%
files = glob("shards/*.tfrecord")  # expect: nondeterministic-order
dataset = tf.data.TFRecordDataset(files)  # expect: untracked-data

# %%
train_files, test_files = train_test_split(listdir("images"), random_state=0)  # expect: nondeterministic-order

# %%
stems = {p.stem for p in root.glob("*.jpg")}
missing = stems - {"a"}
print(missing)

# %%
def load_texts(folder):
    texts = []
    for path in folder.iterdir():  # expect: nondeterministic-order
        texts.append(path.read_text())
    return texts

# %%
def newest(folder):
    return sorted(folder.glob("*.ckpt"))[-1]

# %%
import shutil
for path in root.glob("*.old"):
    shutil.move(str(path), "archive")

# %%
sizes = {path.name: path.stat().st_size for path in root.iterdir()}
print(sizes["a.jpg"])
