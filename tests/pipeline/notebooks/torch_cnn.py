# ---
# jupyter:
#   kernelspec:
#     display_name: elsewhere
#     language: python
#     name: elsewhere
# ---
# %% [markdown]
# # CNN on synthetic shapes
# %%
import os, random, copy, time
import numpy as np
import torch, torch.nn as nn
from torch.utils.data import TensorDataset, DataLoader
import matplotlib.pyplot as plt
def seed_everything(seed=0):
    random.seed(seed); os.environ['PYTHONHASHSEED'] = str(seed)
    np.random.seed(seed); torch.manual_seed(seed)
    torch.backends.cudnn.deterministic = True
seed_everything(7)
torch.set_num_threads(1)
# %% [markdown]
# ## Images
# %%
def draw(kind):
    im = np.zeros((16, 16), 'float32')
    r, c = np.random.randint(2, 9, 2)
    if kind: im[r:r+5, c:c+5] = 1
    else: im[range(r, r+5), range(c, c+5)] = 1
    return im + 0.1 * np.random.randn(16, 16).astype('float32')
labels = torch.tensor([i % 2 for i in range(200)])
images = torch.from_numpy(np.stack([draw(k) for k in labels.tolist()])).unsqueeze(1)
fig, ax = plt.subplots(1, 2); ax[0].imshow(images[0, 0]); ax[1].imshow(images[1, 0]); plt.show()
# %% [markdown]
# ## Network
# %%
net = nn.Sequential(
    nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(4, 8, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 2))
sum(p.numel() for p in net.parameters())
# %%
dl = DataLoader(TensorDataset(images[:160], labels[:160]), 20, shuffle=True, generator=torch.Generator().manual_seed(1))
opt = torch.optim.AdamW(net.parameters(), 0.02)
crit = nn.CrossEntropyLoss()
best, best_acc = None, 0.
# %% [markdown]
# ## Train
# %%
%%time
for ep in range(3):
    net.train()
    for xb, yb in dl:
        opt.zero_grad(set_to_none=True)
        loss = crit(net(xb), yb)
        loss.backward(); opt.step()
    net.eval()
    with torch.no_grad():
        acc = (net(images[160:]).argmax(1) == labels[160:]).float().mean().item()
    if acc >= best_acc: best, best_acc = copy.deepcopy(net.state_dict()), acc
    print(f'{ep} {loss.item():.4f} {acc:.3f}')
# %% [markdown]
# ## Go on from the best
# %%
net.load_state_dict(best)
for xb, yb in dl:
    opt.zero_grad(); l = crit(net(xb), yb); l.backward(); opt.step()
print(round(l.item(), 5))
# %% [markdown]
# ## Filters
# %%
w = net[0].weight.detach().numpy()
w[0, 0].round(3)
# %%
plt.imshow(w[0, 0], cmap='gray')
