# %% [markdown]
# # First steps with a tracker

# %%
import os

import mlflow
import wandb
from sklearn.tree import DecisionTreeClassifier

os.environ["WANDB_SILENT"] = "true"

# %%
with wandb.init(name="tree"):  # expect: nameless-experiment, unlogged-parameters
    tree = DecisionTreeClassifier(max_depth=3).fit(X_train, y_train)
    wandb.log({"accuracy": tree.score(X_test, y_test)})

# %%
print(mlflow.__version__)
