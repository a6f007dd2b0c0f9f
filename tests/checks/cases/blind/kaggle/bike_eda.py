# %% [markdown]
# # Bike rentals - exploration only
# No model in here; plots, tables and a few surprises.

# %%
import calendar
from datetime import datetime

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.express as px
import seaborn as sns

pd.options.mode.chained_assignment = None
plt.rcParams["figure.figsize"] = (14, 5)

# %%
BASE = "../input/bike-sharing-demand"
df = pd.read_csv(f"{BASE}/train.csv", parse_dates=["datetime"])  # expect: untracked-data
print(df.shape)

# %%
df.dtypes

# %%
df["hour"] = df.datetime.dt.hour
df["month"] = df.datetime.dt.month
df["weekday"] = df.datetime.dt.dayofweek.map(dict(enumerate(calendar.day_name)))

# %%
def missing(frame):
    total = frame.isna().sum()
    return pd.DataFrame({"n": total, "pct": 100 * total / len(frame)}).query("n > 0")


missing(df)

# %%
df["windspeed"] = df["windspeed"].fillna(df["windspeed"].mean())
df["windspeed"].hist(bins=30)

# %%
sns.boxplot(data=df, x="hour", y="count")

# %%
px.line(df.groupby("datetime", as_index=False)["count"].sum(), x="datetime", y="count")

# %%
seasons = {1: "spring", 2: "summer", 3: "fall", 4: "winter"}
df["season_name"] = df.season.map(seasons)
df.pivot_table(index="season_name", columns="weekday", values="count").style.background_gradient()

# %%
df.sample(2000, random_state=3).plot.scatter("temp", "atemp", alpha=0.3)

# %%
odd = df[(df["temp"] - df["atemp"]).abs() > 15]
odd.datetime.dt.date.unique()

# %%
corr = df[["temp", "atemp", "humidity", "windspeed", "count"]].corr()
mask = np.zeros_like(corr)
mask[np.triu_indices_from(mask)] = True
sns.heatmap(corr, mask=mask, annot=True, square=True)

# %%
from sklearn.preprocessing import StandardScaler

scaled = StandardScaler().fit_transform(df[["temp", "humidity", "windspeed"]])
sns.clustermap(np.corrcoef(scaled.T))

# %%
from sklearn.decomposition import PCA

pca = PCA(n_components=2).fit(scaled)
pca.explained_variance_ratio_

# %%
# scatter with a little jitter so that the points do not overlap
plt.scatter(df["season"] + np.random.uniform(-0.2, 0.2, len(df)), df["count"], s=3)  # expect: unseeded-run

# %%
holidays = {d for d in df.loc[df.holiday == 1, "datetime"].dt.date}
print(len(holidays), "holidays;", datetime(2011, 7, 4).date() in holidays)

# %%
z = np.polyfit(df["temp"], df["count"], 1)
plt.plot(df["temp"], df["count"], ".", df["temp"], np.poly1d(z)(df["temp"]), "-")

# %%
weather.groupby("weather")["count"].agg(["mean", "std", "size"])  # expect: undefined-on-restart

# %%
import os

if not os.path.exists("figures"):
    os.makedirs("figures")
ax = df.groupby("month")["count"].mean().plot.bar()
ax.figure.savefig("figures/months.png", dpi=150)

# %%
from IPython.display import FileLink

df.to_parquet("bike_features.parquet")
FileLink("bike_features.parquet")
