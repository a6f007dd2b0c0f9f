# %% [markdown]
# # Section 14: choosing k

# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import Lasso, LogisticRegression
from sklearn.metrics import classification_report, f1_score, mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

frame = pd.read_csv("Classified Data", index_col=0)
X_train, X_test, y_train, y_test = train_test_split(frame.drop("TARGET", axis=1), frame["TARGET"], random_state=101)

# %%
error_rate = []
for i in range(1, 40):
    knn = KNeighborsClassifier(n_neighbors=i)
    knn.fit(X_train, y_train)
    pred_i = knn.predict(X_test)
    error_rate.append(np.mean(pred_i != y_test))  # expect: tuned-on-test
plt.plot(range(1, 40), error_rate)

# %%
knn = KNeighborsClassifier(n_neighbors=23)
knn.fit(X_train, y_train)
print(classification_report(y_test, knn.predict(X_test)))

# %%
# the curve makes a point, and no tree is chosen from it
seen, unseen = [], []
for depth in range(1, 12):
    tree = DecisionTreeClassifier(max_depth=depth, random_state=0).fit(X_train, y_train)
    seen.append(tree.score(X_train, y_train))
    unseen.append(tree.score(X_test, y_test))
plt.plot(seen)
plt.plot(unseen)

# %%
best = 0
for C in [0.01, 0.1, 1, 10]:
    model = LogisticRegression(C=C).fit(X_train, y_train)
    score = f1_score(y_test, model.predict(X_test))  # expect: tuned-on-test
    if score > best:
        best = score
print("best", best)

# %%
# the same with rows kept for it
X_part, X_val, y_part, y_val = train_test_split(X_train, y_train, random_state=1)
errors = {}
for alpha in np.logspace(-4, 0, 9):
    lasso = Lasso(alpha=alpha).fit(X_part, y_part)
    errors[alpha] = mean_squared_error(y_val, lasso.predict(X_val))
chosen = min(errors, key=errors.get)
final = Lasso(alpha=chosen).fit(X_train, y_train)
mean_squared_error(y_test, final.predict(X_test))

# %%
# how much the seed matters
spread = []
for seed in range(10):
    forest = RandomForestClassifier(random_state=seed).fit(X_train, y_train)
    spread.append(forest.score(X_test, y_test))
print(np.std(spread))
forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
forest.score(X_test, y_test)
