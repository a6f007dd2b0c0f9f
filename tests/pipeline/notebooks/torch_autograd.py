# ---
# jupyter:
#   kernelspec:
#     display_name: elsewhere
#     language: python
#     name: elsewhere
# ---
# %% [markdown]
# # What is torch.nn really?
# ## Setup
# %%
import math
from pathlib import Path
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
torch.set_printoptions(precision=3)
# %% [markdown]
# ## Tensors
# %%
n, c = 256, 10
x_train = torch.rand(n, 20)
y_train = torch.randint(0, 3, (n,))
x_valid, y_valid = x_train[:50], y_train[:50]
print(x_train.shape, y_train.min(), y_train.max())
# %% [markdown]
# ## From scratch
# %%
weights = torch.randn(20, 3) / math.sqrt(20)
weights.requires_grad_()
bias = torch.zeros(3, requires_grad=True)
# %%
def log_softmax(x):
    return x - x.exp().sum(-1).log().unsqueeze(-1)
def model(xb):
    return log_softmax(xb @ weights + bias)
bs = 64
xb = x_train[0:bs]
preds = model(xb)
preds[0], preds.shape
# %%
def nll(input, target):
    return -input[range(target.shape[0]), target].mean()
loss_func = nll
yb = y_train[0:bs]
print(loss_func(preds, yb))
# %% [markdown]
# ## Loop
# %%
lr = 0.5
for epoch in range(3):
    for i in range((n - 1) // bs + 1):
        xb, yb = x_train[i * bs:(i + 1) * bs], y_train[i * bs:(i + 1) * bs]
        loss = loss_func(model(xb), yb)
        loss.backward()
        with torch.no_grad():
            weights -= weights.grad * lr
            bias -= bias.grad * lr
            weights.grad.zero_()
            bias.grad.zero_()
print(loss_func(model(xb), yb).item())
# %% [markdown]
# ## nn.Module
# %%
class Logistic(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(torch.randn(20, 3) / math.sqrt(20))
        self.bias = nn.Parameter(torch.zeros(3))
    def forward(self, xb):
        return xb @ self.weights + self.bias
loss_func = F.cross_entropy
def get_model():
    model = Logistic()
    return model, torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
model, opt = get_model()
print(loss_func(model(xb), yb))
# %% [markdown]
# ## Hooks
# %%
stats = []
def hook(m, i, o):
    stats.append(o.detach().mean().item())
h = model.register_forward_hook(hook)
for _ in range(4):
    loss = loss_func(model(x_train), y_train)
    loss.backward(); opt.step(); opt.zero_grad()
len(stats), stats[-1]
# %% [markdown]
# ## After
# %%
loss
# %%
model(x_valid[:2])
print(len(stats)); h.remove(); model(x_valid[:2]); print(len(stats))
