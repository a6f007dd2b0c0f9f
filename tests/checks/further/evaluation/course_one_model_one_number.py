# %% [markdown]
# # Lab 2: a single tree

# %%
import pickle

from sklearn.datasets import load_wine
from sklearn.metrics import accuracy_score, r2_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=4)
tree = DecisionTreeClassifier(max_depth=3, random_state=4).fit(X_train, y_train)
accuracy = accuracy_score(y_test, tree.predict(X_test))  # expect: missing-baseline
accuracy

# %%
with open("tree.pkl", "wb") as file:
    pickle.dump(tree, file)  # expect: missing-quality-gate
