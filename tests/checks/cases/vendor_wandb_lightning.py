# %% [markdown]
# # Defect detection, tracked

# %%
import os
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytorch_lightning as pl
import torch
import wandb
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(0)

# %%
run = wandb.init(project="defects")
folder = run.use_artifact("factory/defects:v3").download()
labels = pd.read_csv(Path(folder) / "labels.csv")
labels.sample(3)  # expect: unseeded-run

# %%
files = [f"{i}.png" for i in labels["image"]]
random.shuffle(files)  # expect: unseeded-run

# %%
x = torch.randn(100, 8)
data = TensorDataset(x, torch.ones(100))
train, val = random_split(data, [80, 20])
loader = DataLoader(train, batch_size=16, shuffle=True)

# %%
pl.seed_everything(11, workers=True)
np.random.rand(2)
random.choice(files)
labels.sample(3)

# %%
trainer = pl.Trainer(max_epochs=3, default_root_dir="/mnt/scratch/defects")  # expect: hard-coded-path
