# %% [markdown]
# # Leaf disease, fold by fold

# %%
import torch
import wandb

CONFIG = dict(lr=1e-3, epochs=3)
model = torch.nn.Linear(3, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=CONFIG["lr"])


# %%
def one_epoch(run):
    for x, y in loader:
        loss = torch.nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        wandb.log({"loss": loss.item()})


# %%
for fold in range(5):
    run = wandb.init(project="leaves", config=CONFIG, group="folds", name=f"fold-{fold}")
    one_epoch(run)
    run.finish()

# %%
last = wandb.init(project="leaves", job_type="summary", config=CONFIG)  # expect: unclosed-run
wandb.log({"folds": 5})
