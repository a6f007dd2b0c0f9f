# %% [markdown]
# # A small net for tabular data
# Everything lives in functions; nothing is recorded.

# %%
import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

# %%
x = torch.ones(3, requires_grad=True)
y = (x * 2).sum()
y.backward()
x.grad

# %%
def train_one_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total = 0.0
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(xb.to(device)), yb.to(device))
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)

# %%
data = TensorDataset(torch.randn(256, 8), torch.randint(0, 2, (256,)))
loader = DataLoader(data, batch_size=32, shuffle=True)
net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2)).to(device)
opt = optim.Adam(net.parameters(), lr=1e-3)

# %%
history = []
for epoch in range(5):
    history.append(train_one_epoch(net, loader, opt, nn.CrossEntropyLoss()))  # expect: untracked-experiment
