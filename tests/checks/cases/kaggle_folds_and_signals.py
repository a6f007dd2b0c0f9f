# %% [markdown]
# # Sounds, series and books
# What is scaled one by one is not scaled together.

# %%
import math

import numpy as np
import pandas as pd
from scipy.io import wavfile
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

books = pd.DataFrame({"title": ["a", "b"], "age": [1.0, None], "rating": [1, 2]})
names, y = ["a.wav", "b.wav"], np.array([0, 1])

# %%
def spectra(names, length):
    found = []
    for name in names:
        rate, signal = wavfile.read(name)  # expect: untracked-data
        if signal.shape[0] < length:
            signal = np.concatenate((signal, np.zeros(length)))
        found.append(StandardScaler().fit_transform(signal.reshape(-1, 1))[:length])
    return np.array(found)


def scaled_together(table):
    return RobustScaler().fit_transform(table)  # expect: leaky-preprocessing

# %%
sounds = spectra(names, 100)
together = scaled_together(books[["age"]])

# %%
for train, test in KFold(2).split(sounds, y):
    RandomForestClassifier(random_state=0).fit(sounds[train, :], y[train])  # expect: untracked-experiment
for train, test in KFold(2).split(together, y):
    RandomForestClassifier(random_state=0).fit(together[train], y[train])

# %%
books["mean_age"] = books.groupby("title")["age"].transform("mean")
books["mean_age"] = books["mean_age"].fillna(books.age.mean())  # expect: leaky-preprocessing

# %%
%%time
words = TfidfVectorizer(min_df=1)
words.fit(books.title.unique())  # expect: leaky-preprocessing
titles = words.transform(books.title)
parts = TruncatedSVD(n_components=2, random_state=0).fit_transform(titles)  # expect: leaky-preprocessing
for i in range(parts.shape[1]):
    books[f"part{i}"] = parts[:, i]

# %%
books["fold"] = 0
for number, (_, rows) in enumerate(StratifiedKFold(2).split(books, books.rating)):
    books.loc[rows, "fold"] = number

# %%
prices = books[["age"]].values
known = math.ceil(len(prices) * 0.8)
scaler = MinMaxScaler()
scaled = scaler.fit_transform(prices)  # expect: leaky-preprocessing

# %%
past = scaled[0:known, :]
coming = scaled[known - 60 :, :]

# %%
n = int(len(prices) * 0.67)
again = MinMaxScaler().fit_transform(prices)  # expect: leaky-preprocessing
head, tail = again[0:n, :], again[n : len(again), :]

# %%
window = MinMaxScaler().fit_transform(prices)
first_rows, last_rows = window[:5], window[-5:]
