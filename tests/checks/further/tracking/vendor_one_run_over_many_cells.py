# %% [markdown]
# # One run, many cells

# %%
import mlflow
from sklearn.linear_model import LogisticRegression

mlflow.set_experiment("churn")
mlflow.end_run()
run = mlflow.start_run()

# %%
mlflow.log_params({"C": 0.1})
model = LogisticRegression(C=0.1).fit(X_train, y_train)
mlflow.log_metric("accuracy", model.score(X_test, y_test))

# %%
mlflow.end_run()

# %%
for depth in (2, 4, 8):
    mlflow.end_run()
    mlflow.start_run(run_name=f"depth-{depth}")
    mlflow.log_metric("accuracy", 0.1 * depth)


# %%
def begin(name):
    return mlflow.start_run(run_name=name)


with begin("again"):
    mlflow.log_metric("accuracy", 0.5)


# %%
from contextlib import ExitStack

stack = ExitStack()
stack.enter_context(mlflow.start_run())

# %%
mlflow.end_run()
last = mlflow.start_run()  # expect: unclosed-run
mlflow.log_metric("accuracy", 0.9)
