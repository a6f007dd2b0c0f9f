# %% [markdown]
# # train.py pasted into a notebook

# %%
import argparse
import json
import logging
import os
import pickle
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F

logger = logging.getLogger(__name__)

# %%
parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=1234)
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--out", default="runs/exp1")
args = parser.parse_args([])

# %%
def set_seed(seed):
    np.random.seed(seed)
    torch.manual_seed(seed)

set_seed(args.seed)

# %%
with open("vocab.json") as f:
    vocab = json.load(f)
with open("corpus.pkl", "rb") as f:  # expect: untracked-data
    corpus = pickle.load(f)
counts = Counter(t for doc in corpus for t in doc)

# %%
class Net(torch.nn.Module):
    def __init__(self, n):
        super().__init__()
        self.emb = torch.nn.Embedding(n, 32)
        self.out = torch.nn.Linear(32, 2)

    def forward(self, x):
        return self.out(self.emb(x).mean(1))

net = Net(len(vocab))
opt = torch.optim.SGD(net.parameters(), lr=0.1)

# %%
for epoch in range(args.epochs):
    idx = torch.randperm(len(corpus))
    for i in idx:
        loss = F.cross_entropy(net(corpus[i][0]), corpus[i][1])
        opt.zero_grad(); loss.backward(); opt.step()  # expect: untracked-experiment
    logger.info("epoch %d", epoch)

# %%
os.makedirs(args.out, exist_ok=True)
with open(os.path.join(args.out, "log.txt"), "w") as f:
    f.write("done\n")
torch.save(net.state_dict(), os.path.join(args.out, "net.pt"))  # expect: loose-model-file

# %%
mirror = "/scratch/jw/mirror"  # expect: hard-coded-path
os.makedirs(mirror, exist_ok=True)
np.save(mirror + "/weights.npy", net.out.weight.detach().numpy())
