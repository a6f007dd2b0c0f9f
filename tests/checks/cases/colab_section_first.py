# expect: missing-purpose
# %% [markdown]
# ![logo](header.png)

# %% [markdown]
# ## 1. Importing all the required libraries and the dataset

# %%
from skopt import BayesSearchCV, gp_minimize
from sklearn.svm import SVC

# %% [markdown]
# # Which kernel suits the wine data?

# %%
search = BayesSearchCV(SVC(), {"C": (0.1, 10.0)})  # expect: unseeded-run
best = gp_minimize(lambda point: point[0] ** 2, [(-1.0, 1.0)], random_state=3)
