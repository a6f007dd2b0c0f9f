# %% [markdown]
# # M5: read every file that Kaggle gives
# The first cell is the one that Kaggle writes.

# %%
import os
import glob
import pandas as pd
for dirname, _, filenames in os.walk('/kaggle/input'):  # expect: hard-coded-path
    for filename in filenames:
        print(os.path.join(dirname, filename))

# %%
df = pd.concat([pd.read_csv(f) for f in glob.glob("../input/parts/*.csv")])  # expect: nondeterministic-order, untracked-data

# %%
pieces = pd.DataFrame()
for f in glob.iglob("../input/more/*.csv"):  # expect: nondeterministic-order
    pieces = pd.concat([pieces, pd.read_csv(f)])  # expect: untracked-data

# %%
files = []
for root, folders, names in os.walk("../input"):  # expect: nondeterministic-order
    for name in names:
        files.append(os.path.join(root, name))
print(len(files))

# %%
train_files = files[:100]
table = pd.DataFrame({"file": train_files})

# %%
others = []
for root, folders, names in os.walk("../extra"):
    for name in names:
        others.append(os.path.join(root, name))
others = sorted(others)
again = pd.DataFrame({"file": others})

# %%
for f in glob.glob("*.tmp"):
    os.remove(f)
