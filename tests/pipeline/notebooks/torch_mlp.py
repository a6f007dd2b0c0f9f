# ---
# jupyter:
#   kernelspec:
#     display_name: elsewhere
#     language: python
#     name: elsewhere
# ---
# %% [markdown]
# # A small MLP in PyTorch
# %%
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.utils.data import Dataset, DataLoader, TensorDataset, random_split
import numpy as np
import matplotlib.pyplot as plt
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
print(device)
# %%
# hyperparameters
batch_size = 32
learning_rate = 1e-2
num_epochs = 5
torch.manual_seed(0); np.random.seed(0)
# %% [markdown]
# ## Data
# %%
X = torch.randn(400, 8)
w = torch.randn(8, 1)
y = ((X @ w).squeeze() + 0.1 * torch.randn(400) > 0).long()
class Points(Dataset):
    def __init__(self, X, y):
        self.X, self.y = X, y
    def __len__(self):
        return len(self.X)
    def __getitem__(self, i):
        return self.X[i], self.y[i]
ds = Points(X, y)
train_ds, val_ds = random_split(ds, [320, 80])
train_loader = DataLoader(train_ds, batch_size=batch_size, shuffle=True)
val_loader = DataLoader(val_ds, batch_size=batch_size)
xb, yb = next(iter(train_loader))
xb.shape, yb[:5]
# %% [markdown]
# ## Model
# %%
class Net(nn.Module):
    def __init__(self, hidden=16):
        super().__init__()
        self.fc1 = nn.Linear(8, hidden)
        self.drop = nn.Dropout(0.1)
        self.fc2 = nn.Linear(hidden, 2)
    def forward(self, x):
        return self.fc2(self.drop(F.relu(self.fc1(x))))
model = Net().to(device)
model
# %%
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(model.parameters(), lr=learning_rate)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
# %%
def train_epoch():
    model.train()
    total = 0
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(xb.to(device)), yb.to(device))
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(train_loader)
def evaluate():
    model.eval()
    with torch.no_grad():
        return sum((model(a).argmax(1) == b).sum().item() for a, b in val_loader) / len(val_ds)
# %% [markdown]
# ## Train
# %%
history = []
for epoch in range(num_epochs):
    l = train_epoch()
    a = evaluate()
    scheduler.step()
    history.append((l, a))
    print(f'Epoch {epoch + 1}/{num_epochs} loss {l:.4f} acc {a:.3f} lr {scheduler.get_last_lr()[0]:.4f}')
# %% [markdown]
# ## Evaluate
# %%
losses, accs = zip(*history)
plt.plot(losses, label='loss'); plt.plot(accs, label='acc'); plt.legend(); plt.show()
# %%
for name, p in model.named_parameters():
    print(name, tuple(p.shape), round(p.norm().item(), 4))
# %% [markdown]
# ## Two more epochs
# %%
for _ in range(2):
    print(round(train_epoch(), 5))
torch.save(model.state_dict(), 'net.pt')
# %%
other = Net()
other.load_state_dict(torch.load('net.pt', weights_only=True))
other.eval(); model.eval()
torch.equal(other(X[:4]), model(X[:4]))
