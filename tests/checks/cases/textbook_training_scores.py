# %% [markdown]
# # Fit and score
# Early exercises of a course; some look only back.

# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.cluster import KMeans
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_squared_error, silhouette_score
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

data = load_diabetes(as_frame=True).frame
X, y = load_iris(return_X_y=True)

# %%
lin = LinearRegression()
lin.fit(data[["bmi"]], data["target"])  # expect: untracked-experiment
lin.score(data[["bmi"]], data["target"])  # expect: no-holdout, printed-metric

# %%
poly = np.polyfit(data.bmi, data.target, 2)
plt.plot(data.bmi, np.polyval(poly, data.bmi), ".")

# %%
multi = LinearRegression().fit(data[["bmi", "bp"]], data.target)
y_hat = multi.predict(data[["bmi", "bp"]])
print("MSE", mean_squared_error(data.target, y_hat))  # expect: no-holdout, printed-metric

# %%
tree = DecisionTreeClassifier(random_state=0).fit(X[:100], y[:100])
print("held out", tree.score(X[100:], y[100:]), "seen", tree.score(X[:100], y[:100]))  # expect: printed-metric

# %%
knn = KNeighborsClassifier(3)
knn.fit(X, y)
np.mean(knn.predict(X) == y)  # expect: no-holdout, printed-metric

# %%
logistic = LogisticRegression(max_iter=1000)
print(cross_val_score(logistic, X, y, cv=5).mean())  # expect: printed-metric
logistic.fit(X, y)
print("seen", logistic.score(X, y))  # expect: printed-metric

# %%
km = KMeans(3, n_init=10, random_state=0).fit(X)
print(silhouette_score(X, km.labels_))  # expect: printed-metric

# %%
forest = RandomForestClassifier(random_state=0)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
forest.fit(X_train, y_train)
print("train", accuracy_score(y_train, forest.predict(X_train)))  # expect: printed-metric

# %%
print("test", accuracy_score(y_test, forest.predict(X_test)))  # expect: printed-metric
