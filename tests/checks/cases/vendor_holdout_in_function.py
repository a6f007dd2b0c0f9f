# %% [markdown]
# # Score card
# The holdout is measured in a function of the team.

# %%
import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV

frame = load_breast_cancer(as_frame=True).frame
past, future = frame.iloc[:400], frame.iloc[400:]
columns = [c for c in frame if c != "target"]

# %%
def measure(model, rows):
    return roc_auc_score(rows["target"], model.predict_proba(rows[columns])[:, 1])

# %%
model = GradientBoostingClassifier(random_state=0)
model.fit(past[columns], past["target"])  # expect: untracked-experiment
seen = roc_auc_score(past["target"], model.predict_proba(past[columns])[:, 1])

# %%
print(measure(model, future), seen)  # expect: printed-metric

# %%
search = GridSearchCV(model, {"max_depth": [2, 3]}, cv=3)
search.fit(past[columns], past["target"])
search.score(past[columns], past["target"])  # expect: printed-metric
