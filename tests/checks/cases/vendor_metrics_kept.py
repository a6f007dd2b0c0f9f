# %% [markdown]
# # Scores that survive the run
# Each is written down somewhere, and printed as well.

# %%
import json
import wandb
import pandas as pd
import xgboost as xgb
from sklearn.metrics import f1_score, mean_absolute_error, silhouette_score
from sklearn.datasets import load_diabetes
from sklearn.model_selection import cross_validate, train_test_split

X, y = load_diabetes(return_X_y=True)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, random_state=0)
run = wandb.init(project="diabetes")

# %%
model = xgb.XGBRegressor(n_estimators=50).fit(X_tr, y_tr)
mae = mean_absolute_error(y_te, model.predict(X_te))
print("MAE", mae)
wandb.log({"mae": mae})

# %%
folds = cross_validate(model, X, y, cv=3)
summary = {name: values.mean() for name, values in folds.items()}
print(summary)
with open("metrics.json", "w") as out:
    json.dump(summary, out)

# %%
rows = []
for depth in (2, 4):
    fitted = xgb.XGBRegressor(max_depth=depth).fit(X_tr, y_tr)
    rows.append({"depth": depth, "r2": fitted.score(X_te, y_te)})
table = pd.DataFrame(rows)
table.to_csv("scores.csv")
table

# %%
def evaluate(m):
    value = m.score(X_te, y_te)
    return {"r2": value}

wandb.log(evaluate(model))

# %%
print("train R2", model.score(X_tr, y_tr))  # expect: printed-metric

# %%
run.finish()
