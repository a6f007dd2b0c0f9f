# %% [markdown]
# # Do attention heads agree? Ablations on a small language model

# %%
import argparse, torch, warnings, logging
import numpy as np
import torch.nn as nn
torch.manual_seed(0)
parser = argparse.ArgumentParser()
parser.add_argument("--device", default="cuda")
parser.add_argument("--no-cuda", action="store_true")
args = parser.parse_args([])
use_cuda = not args.no_cuda and torch.cuda.is_available()
device = torch.device("cuda" if use_cuda else "cpu")

# %%
net = nn.Linear(8, 8)
if use_cuda:
    net.cuda()
x = torch.zeros(2, 8).cuda() if use_cuda else torch.zeros(2, 8)
y = torch.zeros(2, 8, device="cuda")  # expect: hard-coded-device
z = torch.zeros(2, 8, device=device)
torch.cuda.synchronize()
same = (net(y).cuda() == y.cuda()).all()  # expect: hard-coded-device
if device.type == "cuda":
    with torch.autocast("cuda"):
        net(x)

# %%
def to_gpu(batch, gpu=None):
    return batch.cuda(gpu, non_blocking=True)

def best_device():
    if torch.backends.mps.is_available():
        return torch.device("mps")
    if torch.cuda.is_available():
        return torch.device("cuda:0")
    return torch.device("cpu")

# %%
for where in ["cpu", "cuda"]:
    print(where)
state = torch.load("net.pt", map_location="cuda:0")  # expect: hard-coded-device
try:
    probe = torch.zeros(1).to("cuda")
except RuntimeError:
    probe = torch.zeros(1)
label = "cuda"  # expect: hard-coded-device

# %%
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    np.log(-1)
with np.errstate(all="ignore"):
    np.log(0)
old = np.seterr(all="ignore")  # expect: silenced-warnings
logging.disable(logging.CRITICAL)  # expect: silenced-warnings
logging.disable(logging.NOTSET)
logging.disable(logging.DEBUG)
warnings.simplefilter("ignore", UserWarning)
warnings.filterwarnings("once")

# %%
import pytorch_lightning as pl
trainer = pl.Trainer(gpus=1, max_epochs=3)  # expect: hard-coded-device
auto = pl.Trainer(accelerator="auto", devices=1)
gpu = pl.Trainer(accelerator="gpu", devices=[0])  # expect: hard-coded-device
none = pl.Trainer(gpus=0)

# %%
class Config:
    def __init__(self):
        self.device = "cuda:1"  # expect: hard-coded-device
        self.device_type = "mps" if torch.backends.mps.is_available() else "cpu"
        self.units = "mps"
speed_unit = "mps"
