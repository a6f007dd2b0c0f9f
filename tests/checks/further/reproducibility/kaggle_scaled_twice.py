# %% [markdown]
# # Digits
# %%
import numpy as np
import pandas as pd
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
y = train.pop("label")
# %%
train = train / 255.0  # expect: rerun-unsafe-cell
test = test.astype("float32") / 255  # expect: rerun-unsafe-cell
# %%
train = (train - train.mean()) / train.std()
# %%
train = train.fillna(0)
train = train.drop(columns=["pixel0"])
train["ink"] = train.sum(axis=1)
# %%
train["ink"] = np.log1p(train["ink"])  # expect: rerun-unsafe-cell
# %%
train["ink"] = train["ink"].clip(0, 5)
train["half"] = train["ink"] / 2
# %%
both = pd.concat([train, test])
# %%
both = pd.concat([both, train.head(1)])  # expect: rerun-unsafe-cell
# %%
both = both.reset_index()  # expect: rerun-unsafe-cell
# %%
both = both.reset_index(drop=True)
# %%
scores = []
# %%
for seed in range(3):
    scores.append(fit(train, y, seed))  # expect: rerun-unsafe-cell
# %%
losses = []
for seed in range(3):
    losses.append(fit(train, y, seed))
# %%
scores.append("best of three")
# %%
if "ink2" not in both.columns:
    both["ink"] = both["ink"] * 2
# %%
mean, std = test.mean(), test.std()
test = (test - mean) / std
# %%
both["share"] = both["share"].apply(lambda value: value / 100)  # expect: rerun-unsafe-cell
# %%
both["share"] = both["share"].apply(str)
# %%
both = both[1:]  # expect: rerun-unsafe-cell
# %%
both = both[:1000]
both = both[both.ink > 0]
