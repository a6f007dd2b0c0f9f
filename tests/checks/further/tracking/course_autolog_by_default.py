# %% [markdown]
# # Autolog

# %%
import mlflow
from sklearn.tree import DecisionTreeClassifier

mlflow.sklearn.autolog()  # expect: nameless-experiment
DecisionTreeClassifier(max_depth=3).fit(X, y)
run = mlflow.last_active_run()
print(run.data.params)
