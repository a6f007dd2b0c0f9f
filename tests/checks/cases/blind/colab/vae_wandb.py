# %% [markdown]
# ## Variational autoencoder on FashionMNIST
# Logged to Weights & Biases.

# %%
%%capture
!pip install wandb==0.15.12 einops==0.6.1
!pip install -U lightning-bolts  # expect: unpinned-install

# %%
%%bash
pip list | grep -i torch
df -h

# %%
import os
import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision import datasets, transforms
from torchvision.utils import make_grid
import matplotlib.pyplot as plt
import wandb

# %%
os.environ["WANDB_API_KEY"] = "3f9c1d7ab2e84c06951d0a7be4f2c8136d5e90ab"  # expect: inline-secret
wandb.init(project="vae-fashion", config={"latent": 16, "lr": 1e-3, "epochs": 10})
cfg = wandb.config

# %%
ds = datasets.FashionMNIST("data", download=True, transform=transforms.ToTensor())
train_part, val_part = torch.utils.data.random_split(ds, [50000, 10000])  # expect: unseeded-run
len(train_part), len(val_part)

# %%
g = torch.Generator().manual_seed(0)
small, _ = torch.utils.data.random_split(ds, [1000, 59000], generator=g)
loader = torch.utils.data.DataLoader(train_part, batch_size=128, shuffle=True)
val_loader = torch.utils.data.DataLoader(val_part, batch_size=256)

# %%
class VAE(nn.Module):
    def __init__(self, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Flatten(), nn.Linear(784, 400), nn.ReLU())
        self.mu = nn.Linear(400, latent)
        self.logvar = nn.Linear(400, latent)
        self.dec = nn.Sequential(nn.Linear(latent, 400), nn.ReLU(), nn.Linear(400, 784), nn.Sigmoid())

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + torch.randn_like(std) * std  # expect: unseeded-run

    def forward(self, x):
        h = self.enc(x)
        mu, logvar = self.mu(h), self.logvar(h)
        return self.dec(self.reparameterize(mu, logvar)), mu, logvar

# %%
model = VAE(cfg.latent).cuda()  # expect: hard-coded-device
opt = torch.optim.Adam(model.parameters(), lr=cfg.lr)
model

# %%
def elbo(recon, x, mu, logvar):
    bce = F.binary_cross_entropy(recon, x.view(-1, 784), reduction="sum")
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld

# %%
for epoch in range(cfg.epochs):
    model.train()
    for x, _ in loader:
        x = x.cuda()  # expect: hard-coded-device
        recon, mu, logvar = model(x)
        batch_loss = elbo(recon, x, mu, logvar)
        opt.zero_grad()
        batch_loss.backward()  # expect: unseeded-run
        opt.step()
        wandb.log({"train_elbo": batch_loss.item() / len(x)})

# %%
model.eval()
total = 0.0
with torch.no_grad():
    for x, _ in val_loader:
        x = x.to(next(model.parameters()).device)
        total += elbo(*[model(x)[0], x, *model(x)[1:]]).item()
wandb.log({"val_elbo": total / len(val_part)})
print("validation:", total / len(val_part))

# %%
x, _ = next(iter(val_loader))
grid = make_grid(x[:32], nrow=8)
plt.imshow(grid.permute(1, 2, 0))
plt.axis("off")

# %%
torch.manual_seed(3)
z = torch.randn(64, cfg.latent)
device = "cuda" if torch.cuda.is_available() else "cpu"
samples = model.dec(z.to(device)).view(-1, 1, 28, 28).cpu()
plt.imshow(make_grid(samples, nrow=8).detach().permute(1, 2, 0))

# %%
torch.save(model.state_dict(), "vae.pt")
artifact = wandb.Artifact("vae", type="model")
artifact.add_file("vae.pt")
wandb.log_artifact(artifact)

# %%
from sklearn.manifold import TSNE

with torch.no_grad():
    codes = model.mu(model.enc(x.to(device))).cpu().numpy()
emb = TSNE(n_components=2).fit_transform(codes)  # expect: unseeded-run
plt.scatter(*emb.T, s=4)

# %%
wandb.finish()
