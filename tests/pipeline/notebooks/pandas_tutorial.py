# %% [markdown]
# # 10 minutes to pandas

# %%
import numpy as np
import pandas as pd

# %% [markdown]
# ## Object creation

# %%
s = pd.Series([1, 3, 5, np.nan, 6, 8])
s

# %%
np.random.seed(1)
dates = pd.date_range("20130101", periods=6)
dates

# %%
df = pd.DataFrame(np.random.randn(6, 4), index=dates, columns=list("ABCD"))
df

# %%
df2 = pd.DataFrame(
    {
        "A": 1.0,
        "B": pd.Timestamp("20130102"),
        "C": pd.Series(1, index=list(range(4)), dtype="float32"),
        "D": np.array([3] * 4, dtype="int32"),
        "E": pd.Categorical(["test", "train", "test", "train"]),
        "F": "foo",
    }
)
df2

# %%
df2.dtypes

# %% [markdown]
# ## Viewing data

# %%
df.head()

# %%
df.tail(3)

# %%
df.index

# %%
df.columns

# %%
df.to_numpy()

# %%
df.describe()

# %%
df.T

# %%
df.sort_values(by="B")

# %% [markdown]
# ## Selection
# ### Getitem

# %%
df["A"]

# %%
df[0:3]

# %% [markdown]
# ### By label

# %%
df.loc[dates[0]]

# %%
df.loc["20130102":"20130104", ["A", "B"]]

# %%
df.at[dates[0], "A"]

# %% [markdown]
# ### Boolean

# %%
df[df["A"] > 0]

# %%
df3 = df.copy()
df3["E"] = ["one", "one", "two", "three", "four", "three"]
df3[df3["E"].isin(["two", "four"])]

# %% [markdown]
# ### Setting

# %%
s1 = pd.Series([1, 2, 3, 4, 5, 6], index=pd.date_range("20130102", periods=6))
df["F"] = s1
df.at[dates[0], "A"] = 0
df.iat[0, 1] = 0
df.loc[:, "D"] = np.array([5] * len(df))
df

# %%
df4 = df.copy()
df4[df4 > 0] = -df4
df4

# %% [markdown]
# ## Missing data

# %%
df1 = df.reindex(index=dates[0:4], columns=list(df.columns) + ["E"])
df1.loc[dates[0] : dates[1], "E"] = 1
df1

# %%
df1.dropna(how="any")

# %%
df1.fillna(value=5)

# %% [markdown]
# ## Operations

# %%
df.mean()

# %%
df.apply(np.cumsum)

# %%
df.drop(columns='F').apply(lambda x: x.max() - x.min())

# %%
s = pd.Series(np.random.randint(0, 7, size=10))
s.value_counts()

# %% [markdown]
# ## Merge

# %%
pieces = [df[:2], df[2:4], df[4:]]
pd.concat(pieces)

# %%
left = pd.DataFrame({"key": ["foo", "bar"], "lval": [1, 2]})
right = pd.DataFrame({"key": ["foo", "bar"], "rval": [4, 5]})
pd.merge(left, right, on="key")

# %% [markdown]
# ## Grouping

# %%
df = pd.DataFrame({"A": ["foo", "bar"] * 4, "B": ["one", "two", "three", "two"] * 2, "C": np.random.randn(8)})
grouped = df.groupby("A")
grouped.C.sum()

# %% [markdown]
# ## Reshaping

# %%
grouped.get_group('foo')

# %%
stacked = df.set_index(["A", "B"]).sort_index().stack()
stacked

# %% [markdown]
# ## Time series

# %%
rng = pd.date_range("1/1/2012", periods=100, freq="s")
ts = pd.Series(np.random.randint(0, 500, len(rng)), index=rng)
ts.resample("5Min").sum()

# %% [markdown]
# ## Categoricals

# %%
df = pd.DataFrame({"id": [1, 2, 3, 4, 5, 6], "raw_grade": ["a", "b", "b", "a", "a", "e"]})
df["grade"] = df["raw_grade"].astype("category").cat.rename_categories(["very good", "good", "very bad"])
df["grade"]

# %% [markdown]
# ## Plotting

# %%
import matplotlib.pyplot as plt
plt.close("all")
ts = pd.Series(np.random.randn(1000), index=pd.date_range("1/1/2000", periods=1000)).cumsum()
ts.plot();

# %% [markdown]
# ## Files

# %%
df.to_csv("foo.csv")
pd.read_csv("foo.csv")
