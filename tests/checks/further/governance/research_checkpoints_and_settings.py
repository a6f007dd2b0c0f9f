# %% [markdown]
# # Fine-tune, stop, go on

# %%
import torch
import yaml
from yaml import Loader, SafeLoader

with open("config.yml") as f:
    cfg = yaml.load(f, Loader=yaml.FullLoader)
with open("config.yml") as f:
    cfg = yaml.load(f, Loader=SafeLoader)
with open("config.yml") as f:
    cfg = yaml.load(f, Loader=Loader)  # expect: unsafe-load
with open("config.yml") as f:
    cfg = yaml.load(f)  # expect: unsafe-load
with open("config.yml") as f:
    cfg = yaml.unsafe_load(f)  # expect: unsafe-load
tiny = yaml.load("a: 1", Loader=yaml.Loader)
all_of_them = list(yaml.load_all(open("many.yml"), Loader=yaml.CLoader))  # expect: unsafe-load

# %%
net = torch.nn.Linear(4, 2)
torch.save({"net": net.state_dict(), "epoch": 3}, "last.pt")
last = torch.load("last.pt", weights_only=False)
for fold in range(5):
    torch.save(net, f"fold_{fold}.pt")
folds = [torch.load(f"fold_{fold}.pt", weights_only=False) for fold in range(5)]
path = "runs/best.pt"
torch.save(net, path)
best = torch.load(path, map_location="cpu", weights_only=False)

# %%
theirs = torch.load("pretrained/theirs.pt", weights_only=False)  # expect: unsafe-load
quiet = torch.load("pretrained/theirs.pt")
weights = torch.load("pretrained/theirs.pt", weights_only=True)


# %%
def resume(trainer, checkpoint):
    kept = torch.load(trainer.checkpoint_callback.best_model_path, weights_only=False)
    other = torch.load(checkpoint, weights_only=False)  # expect: unsafe-load
    return kept, other


# %%
class Board:
    def load(self, name):
        return name


Board().load("x")
