# %% [markdown]
# # Chapter 5: Sampling distributions
# *Read chapter 4 first.*

# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from scipy import stats

np.random.seed(1337)

# %%
population = np.random.exponential(scale=2.0, size=10_000)
sample = np.random.choice(population, 50)
means = [np.random.choice(population, 50).mean() for _ in range(1000)]
plt.hist(means, bins=30);

# %%
frame = pd.DataFrame({"x": population})
frame.sample(20).describe()
stats.norm.rvs(size=3)

# %%
df = pd.read_csv("https://example.org/datasets/heights.csv")  # expect: untracked-data, unversioned-download
df.groupby("sex")["height"].agg(["mean", "std"])

# %%
t, p = stats.ttest_ind(df[df.sex == "f"].height, df[df.sex == "m"].height, equal_var=False)
print("p = %.3f; the file lies under /data/heights.csv on the course server" % p)

# %%
import random
dice = [random.randint(1, 6) for _ in range(100)]  # expect: unseeded-run
