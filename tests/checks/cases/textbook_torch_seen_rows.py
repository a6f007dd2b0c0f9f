# %% [markdown]
# # Loops that look at their own rows
# A score of the batches that a network learned from, with and without one on others.

# %%
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X, y = torch.ones(90, 4), torch.zeros(90, dtype=torch.long)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
train_loader = DataLoader(TensorDataset(X, y), batch_size=8)
test_loader = DataLoader(TensorDataset(X + 1, y), batch_size=8)

# %%
small = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).to(device)
optimiser = torch.optim.Adam(small.parameters())
for epoch in range(3):
    for number, (rows, labels) in enumerate(train_loader):
        rows, labels = rows.to(device), labels.to(device)
        loss = nn.functional.cross_entropy(small(rows), labels)
        optimiser.zero_grad()
        loss.backward()  # expect: untracked-experiment
        optimiser.step()
        if number % 10 == 0:
            print(epoch, loss.item())

# %%
small.eval()
hits = 0
with torch.no_grad():
    for rows, labels in train_loader:
        hits += (small(rows.to(device)).argmax(1) == labels.to(device)).sum().item()  # expect: no-holdout
print("accuracy", hits / 90)  # expect: printed-metric

# %%
wide = nn.Linear(4, 3)
optimiser = torch.optim.SGD(wide.parameters(), lr=0.1)
for epoch in range(3):
    for rows, labels in train_loader:
        loss = nn.functional.cross_entropy(wide(rows), labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

# %%
with torch.no_grad():
    seen = sum((wide(rows).argmax(1) == labels).sum().item() for rows, labels in train_loader)
    unseen = sum((wide(rows).argmax(1) == labels).sum().item() for rows, labels in test_loader)
print(seen / 90, unseen / 90)  # expect: printed-metric

# %%
line = nn.Linear(4, 1)
optimiser = torch.optim.SGD(line.parameters(), lr=0.1)
for step in range(200):
    loss = nn.functional.mse_loss(line(X).squeeze(), y.float())
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
