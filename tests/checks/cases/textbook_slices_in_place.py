# %% [markdown]
# # Rows that are cut where they are used
# The parts never get a name of their own.

# %%
import numpy as np
from sklearn.base import BaseEstimator, clone
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GridSearchCV
from sklearn.preprocessing import MinMaxScaler, StandardScaler
import pandas as pd

X, y = load_diabetes(return_X_y=True)
cut = 300

# %%
scaled = MinMaxScaler().fit_transform(X)  # expect: leaky-preprocessing
line = LinearRegression().fit(scaled[:cut], y[:cut])  # expect: untracked-experiment
there = line.predict(scaled[cut:])

# %%
scaler = StandardScaler().fit(X[:cut])
ridge = Ridge().fit(scaler.transform(X[:cut]), y[:cut])
print(ridge.score(scaler.transform(X[cut:]), y[cut:]))  # expect: printed-metric

# %%
shown = StandardScaler().fit_transform(X)
every = LinearRegression().fit(shown, y)
some = every.predict(shown[:5]), every.predict(shown[5:])

# %%
search = GridSearchCV(Ridge(), {"alpha": [0.1, 1.0]}, cv=3).fit(X[:cut], y[:cut])
table = pd.DataFrame(search.cv_results_)
table[["param_alpha", "rank_test_score", "mean_fit_time"]]

# %%
table[["param_alpha", "mean_test_score"]]  # expect: printed-metric

# %%
class Blend(BaseEstimator):
    def __init__(self, models):
        self.models = models

    def fit(self, X, y):
        self.fitted_ = [clone(each) for each in self.models]
        for model in self.fitted_:
            model.fit(X, y)
        return self

    def predict(self, X):
        return np.mean([model.predict(X) for model in self.fitted_], axis=0)


def rmse(truth, guess):
    return np.sqrt(mean_squared_error(truth, guess))


# %%
seen = Blend([Ridge(), LinearRegression()])
seen.fit(X, y)
print(rmse(y, seen.predict(X)))  # expect: no-holdout, printed-metric

# %%
fresh = Blend([Ridge(alpha=2.0)])
fresh.fit(X[:cut], y[:cut])
print(rmse(y[:cut], fresh.predict(X[:cut])), rmse(y[cut:], fresh.predict(X[cut:])))  # expect: printed-metric
