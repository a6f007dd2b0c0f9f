# %% [markdown]
# # Chapter 4: measuring a classifier
# Functions print, return, or hand on what they measure.

# %%
import numpy as np
import matplotlib.pyplot as plt
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix, roc_auc_score, ConfusionMatrixDisplay, make_scorer
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split

X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)

# %%
def report(model, X, y):
    predicted = model.predict(X)
    print("accuracy", accuracy_score(y, predicted))
    print(classification_report(y, predicted))

# %%
def auc(model):
    return roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])

# %%
def show_line(text, value):
    print(f"{text:>20} {value:.3f}")

# %%
model = LogisticRegression(max_iter=5000)
model.fit(X_train, y_train)  # expect: untracked-experiment

# %%
report(model, X_test, y_test)  # expect: printed-metric

# %%
value = auc(model)

# %%
show_line("AUC", value)  # expect: printed-metric
show_line("rows", len(X))

# %%
scorer = make_scorer(accuracy_score)
scores = []
for c in (0.1, 1, 10):
    scores.append(cross_val_score(LogisticRegression(C=c, max_iter=5000), X_train, y_train, scoring=scorer).mean())

# %%
plt.plot([0.1, 1, 10], scores)  # expect: printed-metric
plt.xlabel("C")

# %%
best_c = [0.1, 1, 10][int(np.argmax(scores))]
print("best C", best_c)

# %%
search = GridSearchCV(model, {"C": [1, 10]}, cv=3).fit(X_train, y_train)
print(search.best_params_)
search.best_estimator_

# %%
print("best", search.best_score_)  # expect: printed-metric

# %%
cm = confusion_matrix(y_test, search.predict(X_test))
ConfusionMatrixDisplay(cm).plot()  # expect: printed-metric

# %%
np.mean(search.predict(X_test) == y_test)  # expect: printed-metric

# %%
wrong = X_test[search.predict(X_test) != y_test]
wrong.shape

# %%
probabilities = model.predict_proba(X_test)
plt.hist(probabilities[:, 1])
print(probabilities[:5], y_test[:5])
