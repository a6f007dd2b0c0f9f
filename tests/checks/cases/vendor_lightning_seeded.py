# %% [markdown]
# # Train with Lightning in five minutes

# %%
import os
import lightning as L
import torch
from torch import nn, utils
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor

L.seed_everything(7, workers=True)

# %%
encoder = nn.Sequential(nn.Linear(28 * 28, 64), nn.ReLU(), nn.Linear(64, 3))
decoder = nn.Sequential(nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 28 * 28))


class LitAutoEncoder(L.LightningModule):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def training_step(self, batch, batch_idx):
        x, _ = batch
        x = x.view(x.size(0), -1)
        return nn.functional.mse_loss(self.decoder(self.encoder(x)), x)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)

# %%
dataset = MNIST(os.getcwd(), download=True, transform=ToTensor())
train_set, valid_set = utils.data.random_split(dataset, [55000, 5000])
train_loader = utils.data.DataLoader(train_set)

# %%
trainer = L.Trainer(limit_train_batches=100, max_epochs=1, default_root_dir="/opt/ml/checkpoints")
trainer.fit(LitAutoEncoder(encoder, decoder), train_loader)  # expect: untracked-experiment

# %%
fake = torch.rand(4, 28 * 28)
embeddings = encoder(fake)
