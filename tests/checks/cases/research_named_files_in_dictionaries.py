# %% [markdown]
# # Stations by name: when does the order of the folder matter?
# %%
import glob
import os

import numpy as np
import pandas as pd

# %%
sizes = {}
for name in os.listdir("stations"):  # expect: nondeterministic-order
    sizes[name] = os.path.getsize(f"stations/{name}")
table = pd.DataFrame(sizes.items(), columns=["station", "size"])

# %%
by_name = {}
for name in os.listdir("stations"):
    by_name[name] = os.path.getsize(f"stations/{name}")
print(by_name["oslo.csv"], len(by_name), max(by_name.values()))
for name, size in by_name.items():
    print(name, size)

# %%
sorted_sizes = {name: os.path.getsize(name) for name in glob.glob("stations/*")}
ranked = pd.Series(sorted_sizes).sort_values()

# %%
lines = {name: open(name).read() for name in glob.glob("notes/*.rtf")}  # expect: nondeterministic-order, untracked-data
first = list(lines.values())[0]

# %%
heights = {}
number = 0
stack = np.zeros((40, 2))
for name in glob.glob("stations/*"):  # expect: nondeterministic-order
    stack[number, 0] = os.path.getsize(name)
    number = number + 1

# %%
total = 0
for name in glob.glob("stations/*"):
    heights[name] = os.path.getsize(name)
    total = total + 1

# %%
for path in glob.glob("/home/olga/stations/*/*.rtf"):  # expect: hard-coded-path
    print(path)
for path in glob.glob(r"D:\stations\*\*.rtf"):  # expect: hard-coded-path
    print(path)
digits = r"d:\d*\s*"
