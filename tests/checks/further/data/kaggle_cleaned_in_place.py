# %% [markdown]
# # Bike rentals: clean, enrich, predict

# %%
import glob
import os

import numpy as np
import pandas as pd

RAW = "data/rentals.csv"
rentals = pd.read_csv(RAW)
weather = pd.read_csv("data/weather.csv")
stations = pd.read_parquet("data/stations.parquet")

# %%
rentals["minutes"] = rentals["seconds"] / 60
rentals.to_csv(RAW, index=False)  # expect: overwritten-source-data

# %%
# its own output, read back and written again
weather["warm"] = weather["celsius"] > 20
weather.to_csv("data/weather_clean.csv")
weather = pd.read_csv("data/weather_clean.csv")
weather = weather.drop(columns=["celsius"])
weather.to_csv("data/weather_clean.csv")

# %%
# kept between runs
if os.path.exists("data/distances.npy"):
    distances = np.load("data/distances.npy")
else:
    distances = np.hypot(stations.x.values, stations.y.values)
    np.save("data/distances.npy", distances)

# %%
try:
    coded = pd.read_pickle("coded.pkl")
except FileNotFoundError:
    coded = rentals.copy()
coded.to_pickle("coded.pkl")

# %%
for path in glob.glob("data/months/*.csv"):
    month = pd.read_csv(path)
    month.columns = month.columns.str.lower()
    month.to_csv(path, index=False)  # expect: overwritten-source-data

# %%
for name in ["may", "june"]:
    month = pd.read_csv(f"data/raw/{name}.csv")
    month.dropna().to_csv(f"data/clean/{name}.csv")
    source = os.path.join("data", name + ".csv")
    frame = pd.read_csv(source)
    frame.to_csv(os.path.join("data", name + "_small.csv"))

# %%
scores = pd.read_csv("results.csv")
scores.loc[len(scores)] = ["forest", 0.71]
scores.to_csv("results.csv", index=False)

# %%
sample = pd.read_csv("../input/sample_submission.csv")
sample["count"] = 0
sample.to_csv("submission.csv", index=False)
with open("data/log.txt", "a") as file:
    file.write("done")
stations.to_csv("data/rentals.csv", mode="a")
