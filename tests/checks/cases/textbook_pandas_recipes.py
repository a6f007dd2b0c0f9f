# %% [markdown]
# # Reading and writing data with pandas

# %%
import io
import json
import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd
import seaborn as sns
import yaml
from sklearn.datasets import fetch_california_housing
from vega_datasets import data as vega

# %%
url = "https://raw.githubusercontent.com/some/where/master/drinks.csv"
drinks = pd.read_csv(url)  # expect: untracked-data, unversioned-download
tips = sns.load_dataset("tips")
cars = vega.cars()
houses = fetch_california_housing(as_frame=True).frame

# %%
inline = pd.read_csv(io.StringIO("a,b\n1,2\n3,4"))
typed = pd.DataFrame({"a": [1, 2]})
typed.head()

# %%
typed.to_csv("typed.csv", index=False)
back = pd.read_csv("typed.csv")
name = "typed.parquet"
typed.to_parquet(name)
pd.read_parquet(name)

# %%
connection = sqlite3.connect("shop.db")
pd.read_sql("select * from orders", connection)  # expect: untracked-data
rows = connection.execute("select count(*) from orders").fetchall()  # expect: untracked-data

# %%
with open("settings.json") as file:
    settings = json.load(file)
config = yaml.safe_load(open("config.yaml"))

# %%
with open("words.txt") as file:  # expect: untracked-data
    words = file.read().split()

with open("report.txt", "w") as out:
    out.write(" ".join(words))

# %%
sheets = [pd.read_excel(f"month_{i}.xlsx") for i in range(1, 13)]  # expect: untracked-data
matrix = np.genfromtxt("matrix.tsv", delimiter="\t")  # expect: untracked-data

# %%
again = pd.read_csv(url)  # expect: untracked-data, unversioned-download
wiki = pd.read_html("https://en.wikipedia.org/wiki/List_of_chess_grandmasters")  # expect: untracked-data, unversioned-download


# %%
def load(year):
    return pd.read_csv(f"sales/{year}.csv", parse_dates=["day"])  # expect: untracked-data


sales = pd.concat(load(year) for year in (2020, 2021))
