# %% [markdown]
# # A sweep ends its own runs

# %%
import wandb
from sklearn.ensemble import RandomForestClassifier


def train():
    wandb.init()
    forest = RandomForestClassifier(max_depth=wandb.config.depth, random_state=0).fit(X_train, y_train)
    wandb.log({"accuracy": forest.score(X_test, y_test)})


# %%
sweep = wandb.sweep({"method": "grid", "parameters": {"depth": {"values": [2, 4]}}}, project="leaves")
wandb.agent(sweep, train)
