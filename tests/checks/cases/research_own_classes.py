# %% [markdown]
# # Everything in classes
# What is kept on `self`, and what the methods do with it.

# %%
import joblib
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import StandardScaler

X_train, y_train = np.ones((9, 2)), np.arange(9)
X_test, y_test = np.zeros((3, 2)), np.arange(3)

# %%
class Scaled:
    def __init__(self):
        self.model = StandardScaler()

    def fit(self, X, y=None):
        self.model.fit(X, y)
        return self

    def transform(self, X):
        return self.model.transform(X)


scaled = Scaled()
Z = scaled.fit(X_train, y_train).transform(X_train)

# %%
class Adder(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        return self

    def transform(self, X):
        return X + 1


Adder().fit(X_train, y_train)

# %%
class Churn:
    def __init__(self, C):
        self.scaler = StandardScaler()
        self.clf = LogisticRegression(C=C)

    def train(self, X, y):
        self.clf.fit(self.scaler.fit_transform(X), y)

    def report(self, X, y):
        guess = self.clf.predict(self.scaler.transform(X))
        print("accuracy", accuracy_score(y, guess))

    def keep(self, path):
        joblib.dump(self.scaler, "scaler.joblib")
        joblib.dump(self.clf, path)  # expect: loose-model-file

# %%
churn = Churn(C=1.0)
churn.train(X_train, y_train)  # expect: untracked-experiment

# %%
churn.report(X_test, y_test)  # expect: printed-metric

# %%
churn.keep("churn.joblib")

# %%
class Forest:
    def __init__(self):
        self.clf = self.build()

    def build(self):
        return RandomForestClassifier(random_state=0)

    def train(self, X, y):
        self.clf.fit(X, y)
        return self

    def accuracy(self, X, y):
        return self.clf.score(X, y)

# %%
forest = Forest().train(X_train, y_train)
print(forest.clf.score(X_test, y_test))  # expect: printed-metric

# %%
print(forest.accuracy(X_test, y_test))  # expect: printed-metric
