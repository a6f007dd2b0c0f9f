# %% [markdown]
# # Baselines on the pilot data
# All learners in one loop.

# %%
import numpy as np
from sklearn.datasets import load_wine
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics import f1_score
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import SVC

X, y = load_wine(return_X_y=True)
learners = {"nb": GaussianNB(), "ridge": RidgeClassifier(), "svc": SVC()}

# %%
for name, learner in learners.items():
    learner.fit(X, y)  # expect: untracked-experiment
    print(name, f1_score(y, learner.predict(X), average="macro"))  # expect: no-holdout, printed-metric

# %%
results = []
for name, learner in learners.items():
    learner.fit(X, y)
    results.append((name, learner.score(X, y)))  # expect: no-holdout

# %%
for name, value in results:
    print(name, value)  # expect: printed-metric
