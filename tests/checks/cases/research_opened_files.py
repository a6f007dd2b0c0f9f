# %% [markdown]
# # Reading whatever lies in the folders of the project

# %%
import base64
import gzip
import json
import os
import pickle
from pathlib import Path

# %%
def unpack(batch):
    with open(batch, "rb") as handle:  # expect: untracked-data
        return pickle.load(handle, encoding="bytes")


first = unpack("batches/first")

# %%
def read_novel(where):
    book = open(where, "r")  # expect: untracked-data
    words = book.read()
    book.close()
    return words.split()


novel = read_novel("middlemarch.txt")

# %%
corpus = []
for name in sorted(os.listdir("speeches")):
    with open(os.path.join("speeches", name)) as speech:  # expect: untracked-data
        corpus.append(speech.read())

# %%
def reviews(path):
    with gzip.open(path) as packed:  # expect: untracked-data
        for row in packed:
            yield json.loads(row)

# %%
boxes = json.loads(Path("labels.json").read_text())  # expect: untracked-data
notes = [each.read_text() for each in sorted(Path("notes").glob("*.txt"))]  # expect: untracked-data

# %%
def picture_as_text(path):
    with open(path, "rb") as handle:
        return base64.b64encode(handle.read()).decode()


def read_prompt(path):
    with open(path) as handle:
        return handle.read()


def run_file(path):
    exec(open(path).read())


def is_same(path, other):
    return open(path, "rb").read() == open(other, "rb").read()

# %%
settings = json.load(open("settings.json"))
with open("/proc/meminfo") as memory:
    print(memory.read())

# %%
regressor = pickle.load(open("best.pkl", "rb"))
regressor.predict([[1, 2]])

# %%
def keep(rows, path):
    with open(path, "w") as out:
        json.dump(rows, out)


def again(path):
    with open(path) as kept:
        return json.load(kept)


keep([1, 2], "rows.json")
rows = again("rows.json")

# %%
import keras

path = keras.utils.get_file("rhymes.txt", "https://example.org/rhymes.txt")  # expect: unversioned-download
rhymes = open(path, "rb").read().decode("utf-8")  # expect: untracked-data

# %%
def numbered(path):
    with open(path) as lines:  # expect: untracked-data
        return [(number, line) for number, line in enumerate(lines)]


def split(path):
    with open(path) as lines:  # expect: untracked-data
        return [line.split() for line in lines]

# %%
with open("story.txt") as story:
    print(story.read())
categories = [each.strip() for each in open("imagenet_classes.txt").readlines()]
with open("poems.txt") as poems:  # expect: untracked-data
    text = poems.read()
    print(text)
