# %% [markdown]
# # Cats and dogs from folders
# Lists files in whatever order the disk has.

# %%
import os
import glob
import numpy as np
import pandas as pd
from pathlib import Path
from PIL import Image

base = "cats_and_dogs"
print(os.listdir(base))
print(len(os.listdir(base + "/train")))

# %%
labels = os.listdir(base + "/train")  # expect: nondeterministic-order
label_to_index = {name: i for i, name in enumerate(labels)}

# %%
images, targets = [], []
for label in labels:
    for name in os.listdir(os.path.join(base, "train", label)):  # expect: nondeterministic-order
        images.append(np.array(Image.open(os.path.join(base, "train", label, name))))  # expect: untracked-data
        targets.append(label_to_index[label])

# %%
paths = glob.glob(base + "/test/*.jpg")
paths.sort()
test = [np.array(Image.open(p)) for p in paths]  # expect: untracked-data

# %%
all_paths = [str(p) for p in Path(base).rglob("*.jpg")]  # expect: nondeterministic-order
np.random.seed(3)
np.random.shuffle(all_paths)

# %%
if "cat.0.jpg" in os.listdir(base):
    print("there")
newest = max(glob.glob(base + "/*.h5"), key=os.path.getctime)
only = glob.glob(base + "/model-*.json")[0]

# %%
for name in os.listdir(base):
    print(name, os.path.getsize(os.path.join(base, name)))

# %%
frames = [pd.read_csv(f) for f in sorted(glob.glob("logs/*.csv"))]  # expect: untracked-data
names = sorted(p.name for p in Path("logs").iterdir())
count = sum(1 for _ in Path("logs").glob("*.csv"))
