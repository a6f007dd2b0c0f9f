# %% [markdown]
# # Chapter 5 - Resampling and linear models
# Companion code of the lecture; each section can be read alone.

# %%
import numpy as np
import pandas as pd
import scipy.stats as st
import statsmodels.api as sm
import statsmodels.formula.api as smf
import matplotlib.pyplot as plt

np.set_printoptions(precision=3)
plt.style.use("ggplot")

# %%
rng = np.random.default_rng(20)
heights = rng.normal(loc=171, scale=7.5, size=200)
heights.mean(), heights.std(ddof=1)

# %%
# the same thing, the old way
old = np.random.normal(171, 7.5, 200)  # expect: unseeded-run
plt.hist(old, bins=25, density=True)

# %%
x = np.linspace(145, 200, 300)
plt.plot(x, st.norm.pdf(x, 171, 7.5))
plt.plot(x, st.t.pdf((x - 171) / 7.5, df=4) / 7.5, "--")

# %%
def bootstrap_ci(values, stat=np.mean, n_boot=2000, level=0.95, seed=0):
    """Percentile interval."""
    gen = np.random.default_rng(seed)
    draws = np.array([stat(gen.choice(values, size=len(values))) for _ in range(n_boot)])
    alpha = (1 - level) / 2
    return np.quantile(draws, [alpha, 1 - alpha])


bootstrap_ci(heights), bootstrap_ci(heights, np.median)

# %%
def permutation_test(a, b, n=5000):
    pooled = np.concatenate([a, b])
    observed = a.mean() - b.mean()
    count = 0
    for _ in range(n):
        np.random.shuffle(pooled)  # expect: unseeded-run
        count += abs(pooled[: len(a)].mean() - pooled[len(a) :].mean()) >= abs(observed)
    return count / n


permutation_test(heights[:100], heights[100:])

# %%
st.ttest_ind(heights[:100], heights[100:], equal_var=False)

# %%
waiting = st.expon.rvs(scale=3.0, size=500, random_state=8)
st.kstest(waiting, "expon", args=(0, 3.0))

# %% [markdown]
# ## 5.3 Least squares

# %%
import seaborn as sns

cars = sns.load_dataset("mpg").dropna()
cars = cars.rename(columns={"weight": "wt", "horsepower": "hp", "displacement": "disp", "cylinders": "cyl"})
cars["am"] = (cars["origin"] == "usa").astype(int)
cars.describe().T

# %%
X = sm.add_constant(cars[["wt", "hp"]])
ols = sm.OLS(cars["mpg"], X).fit()  # expect: untracked-experiment
print(ols.params)
print(ols.conf_int())

# %%
fig, ax = plt.subplots(1, 2, figsize=(10, 4))
ax[0].scatter(ols.fittedvalues, ols.resid)
sm.qqplot(ols.resid, line="45", fit=True, ax=ax[1])

# %%
logit = smf.logit("am ~ wt", data=cars).fit(disp=False)
logit.params, logit.pvalues

# %%
from statsmodels.stats.anova import anova_lm

small = smf.ols("mpg ~ wt", data=cars).fit()
large = smf.ols("mpg ~ wt + hp + C(cyl)", data=cars).fit()
anova_lm(small, large)

# %%
from sklearn.linear_model import LinearRegression, RidgeCV

reg = LinearRegression().fit(cars[["wt", "hp"]], cars["mpg"])
print("R2:", reg.score(cars[["wt", "hp"]], cars["mpg"]))  # expect: no-holdout, printed-metric

# %%
ridge = RidgeCV(alphas=np.logspace(-3, 3, 13)).fit(cars[["wt", "hp", "disp"]], cars["mpg"])
ridge.alpha_, ridge.coef_

# %% [markdown]
# ## 5.4 How wide is the sampling distribution?

# %%
slopes = []
for i in range(300):
    resample = cars.sample(frac=1.0, replace=True, random_state=i)
    slopes.append(np.polyfit(resample["wt"], resample["mpg"], 1)[0])
plt.hist(slopes, bins=30)
np.std(slopes)

# %%
survey = pd.read_csv("data/survey_2019.csv")  # expect: untracked-data
survey.groupby("group")["score"].agg(["mean", "sem"])

# %%
from scipy.optimize import curve_fit


def saturation(t, a, b):
    return a * (1 - np.exp(-b * t))


t = np.arange(1, 21)
obs = saturation(t, 4.0, 0.3) + rng.normal(0, 0.1, t.size)
(a_hat, b_hat), cov = curve_fit(saturation, t, obs)
plt.plot(t, obs, "o", t, saturation(t, a_hat, b_hat))
np.sqrt(np.diag(cov))

# %%
z_scores = (survey_clean["score"] - survey_clean["score"].mean()) / survey_clean["score"].std()  # expect: undefined-on-restart
z_scores.abs().max()
