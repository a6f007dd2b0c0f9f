# %% [markdown]
# # Whose score is it: models told apart
# %%
import mlflow
import numpy as np
import seaborn as sns
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

mlflow.autolog()
tips, cars = sns.load_dataset("tips"), sns.load_dataset("mpg").dropna()
X, y = tips[["size", "total_bill"]], tips["tip"]
Z, w = cars[["weight", "cylinders"]], cars["mpg"]

# %%
def rmse(truth, guess):
    return np.sqrt(np.mean((truth - guess) ** 2))


def report(model, rows, truth):
    return r2_score(truth, model.predict(rows))


# %%
seen = LinearRegression()
seen.fit(X=X, y=y)
guessed = seen.predict(X=X)
error = rmse(y, guessed)  # expect: no-holdout

# %%
other = LinearRegression().fit(Z[:200], w[:200])
other_error = rmse(w[200:], other.predict(Z[200:]))
own_error = rmse(w[:200], other.predict(Z[:200]))

# %%
crossed = cross_val_score(LinearRegression(), Z, w)

# %%
scaled = StandardScaler().fit_transform(X)
copied = Ridge().fit(scaled, y)
copied_score = copied.score(scaled, y)
folded = cross_val_score(make_pipeline(StandardScaler(), Ridge()), X, y)

# %%
asked = Lasso().fit(X, y)
asked_score = asked.score(X, y)
X_new, X_old, y_new, y_old = train_test_split(X, y, random_state=1)
told = report(asked, X_new, y_new)

# %%
search = GridSearchCV(Lasso(), {"alpha": [0.1, 1.0]}).fit(X, y)
best = search.best_estimator_
best_error = rmse(y, best.predict(X))

# %%
zoo = {"ridge": Ridge(), "lasso": Lasso()}
for name, animal in zoo.items():
    animal.fit(X_old, y_old)
    mlflow.log_metric(name, animal.score(X_old, y_old))
    mlflow.log_metric(f"new {name}", report(animal, X_new, y_new))
