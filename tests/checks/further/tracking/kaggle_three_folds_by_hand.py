# %% [markdown]
# # One cell for each try

# %%
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

# %%
forest_1 = RandomForestClassifier(n_estimators=100, max_depth=3, random_state=0)
forest_1.fit(X_train, y_train)
print("100 trees:", forest_1.score(X_test, y_test))

# %%
forest_2 = RandomForestClassifier(n_estimators=200, max_depth=5, random_state=0)
forest_2.fit(X_train, y_train)
print("200 trees:", forest_2.score(X_test, y_test))  # the best so far

# %%
# one more
forest_3 = RandomForestClassifier(n_estimators=400, max_depth=7, random_state=0)  # expect: copied-experiment
forest_3.fit(X_train, y_train)
print("400 trees:", forest_3.score(X_test, y_test))

# %%
logistic = LogisticRegression(C=0.1)
logistic.fit(X_train, y_train)
print("logistic:", logistic.score(X_test, y_test))
