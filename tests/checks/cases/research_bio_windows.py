# %% [markdown]
# # qPCR analysis, my laptop

# %%
import os
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt
os.chdir(r"D:\PhD\qPCR\2021-03")  # expect: hard-coded-path

# %%
plates = {}
for i in [1, 2, 3]:
    plates[i] = pd.read_excel("plate_%d.xls" % i, sheet_name="Results", skiprows=40)  # expect: untracked-data

# %%
meta = pd.read_csv("C:/Users/Anna/Desktop/meta.csv", sep=";")  # expect: hard-coded-path, untracked-data
share = pd.read_csv(r"\\nas01\group\controls.csv")  # expect: hard-coded-path, untracked-data

# %%
ct = pd.concat(plates).merge(meta, on="Sample Name")
ratio = "C:T"
label = "A:/B"
ct["dct"] = ct["CT"] - ct.groupby("Sample Name")["CT"].transform("mean")

# %%
fig, ax = plt.subplots()
ax.scatter(ct.index + np.random.uniform(-.1, .1, len(ct)), ct["dct"])  # expect: unseeded-run
ax.set_xlabel("Drive C:\\ is full")
fig.savefig("dct.pdf")

# %%
ct.to_excel(r"C:\Users\Anna\Desktop\result.xlsx")  # expect: hard-coded-path
