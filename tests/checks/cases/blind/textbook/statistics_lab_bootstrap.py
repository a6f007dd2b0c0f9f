# %% [markdown]
# Lab 4 - Sampling, confidence intervals and tests. Hand in by Friday.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import scipy.stats as stats
from statsmodels.stats.weightstats import ztest

%matplotlib inline

# %%
babies = pd.read_csv("babies.csv")  # expect: untracked-data
babies.describe()

# %%
babies["bwt"].plot(kind="hist", bins=20, title="birth weight")

# %%
population = stats.norm(loc=120, scale=18)
xs = np.linspace(60, 180, 200)
plt.plot(xs, population.pdf(xs))

# %%
one_sample = population.rvs(size=50)  # expect: unseeded-run
one_sample.mean()

# %%
rng = np.random.default_rng()  # expect: unseeded-run
means = [rng.choice(one_sample, size=50).mean() for _ in range(1000)]
plt.hist(means)

# %%
rng = np.random.default_rng(2024)
boot = rng.choice(babies["bwt"], size=(10_000, len(babies))).mean(axis=1)
np.percentile(boot, [2.5, 97.5])


# %%
def permutation_test(a, b, n=1000):
    pooled = np.concatenate([a, b])
    observed = a.mean() - b.mean()
    count = 0
    for _ in range(n):
        np.random.shuffle(pooled)  # expect: unseeded-run
        count += abs(pooled[: len(a)].mean() - pooled[len(a) :].mean()) >= abs(observed)
    return count / n


# %%
smokers = babies.loc[babies["smoke"] == 1, "bwt"].dropna().values
others = babies.loc[babies["smoke"] == 0, "bwt"].dropna().values
permutation_test(smokers, others)

# %%
stats.ttest_ind(smokers, others, equal_var=False)

# %%
ztest(smokers, others)

# %%
table = pd.crosstab(babies["smoke"], babies["parity"])
chi2, p, dof, expected = stats.chi2_contingency(table)
print("chi2 = %.2f, p = %.4f" % (chi2, p))

# %%
from random import gauss, seed

seed(3)
draws = [gauss(0, 1) for _ in range(10)]
stats.shapiro(draws)

# %%
# What is the probability that two people of 23 share a birthday?
import random


def birthday(n=23):
    days = [random.randint(1, 365) for _ in range(n)]
    return len(set(days)) < n


sum(birthday() for _ in range(2000)) / 2000

# %%
import statsmodels.formula.api as smf

fit = smf.ols("bwt ~ gestation + smoke", data=babies).fit()  # expect: untracked-experiment
print(fit.params)

# %%
fit.conf_int()

# %%
fig, ax = plt.subplots()
ax.scatter(babies["gestation"], babies["bwt"], alpha=0.3)
grid = pd.DataFrame({"gestation": np.linspace(200, 320, 50), "smoke": 0})
ax.plot(grid["gestation"], fit.predict(grid), color="k")

# %%
sample = babies.sample(n=100, replace=True)  # expect: unseeded-run
sample["bwt"].mean(), babies["bwt"].mean()
