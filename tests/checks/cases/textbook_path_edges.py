# %% [markdown]
# # Paths in odd places

# %%
import argparse
import os
import re
import subprocess
from pathlib import Path, PurePosixPath

import matplotlib.pyplot as plt
import pandas as pd
import requests

user = "maria"

# %%
frame = pd.read_csv(f"/home/{user}/sales.csv")  # expect: hard-coded-path, untracked-data
joined = os.path.join("/Users/ben/data", user, "sales.csv")  # expect: hard-coded-path
frame.to_csv(joined)
config = {"raw": "/mnt/share/raw", "limit": 3}  # expect: hard-coded-path
for name in os.listdir(config["raw"]):
    print(name)

# %%
subprocess.run(["rsync", "-a", "/home/maria/raw/", "raw/"], check=True)  # expect: hard-coded-path, shell-step
os.system("cp /home/maria/raw/a.csv raw/")  # expect: hard-coded-path, shell-step
Path.home() / "sales.csv"
Path("results").mkdir(exist_ok=True)

# %%
plt.bar([1, 2], [3, 4], hatch="/")
plt.plot([1, 2], [3, 4], marker="/")
share = "1/3"
day = "2021/03/04"
parts = "a/b/c".split("/")
re.sub(r"^/data/[a-z]+", "", "x")
pointer = {"$ref": "#/definitions/data"}
image = "/library/python:3.11"
route = requests.get("http://localhost:8000" + "/data/sales").json()
assert str(PurePosixPath("a") / "b") == "a/b"

# %%
sql = "COPY sales FROM 's3://bucket/home/sales'"
text = """
The file lies in /home/maria/sales.csv, ask her.
"""
raise_error = False
if raise_error:
    raise ValueError("/data/sales.csv is missing")

# %%
parser = argparse.ArgumentParser(description="see /data/README")
parser.add_argument("--rows", type=int, default=3)
url = "https://example.org/data/x.csv"
sales = "file.csv"
temporary = "/tmp/sales/x.csv"
open(temporary, "w").close()
