# %% [markdown]
# # Week 3: weigh the classes

# %%
from sklearn.metrics import accuracy_score, make_scorer
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

plain = SVC(class_weight=None).fit(X_train, y_train)
weighed = SVC(class_weight="balanced").fit(X_train, y_train)
print(accuracy_score(y_test, plain.predict(X_test)))
print(accuracy_score(y_test, weighed.predict(X_test)))

# %%
search = GridSearchCV(SVC(class_weight="balanced"), {"C": [1, 10]}, scoring="f1").fit(X_train, y_train)
print(search.best_score_)
