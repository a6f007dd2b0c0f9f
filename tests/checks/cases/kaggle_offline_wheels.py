# %% [markdown]
# ## Submission notebook: no internet

# %%
!pip install ../input/timm-wheels/timm-0.9.2-py3-none-any.whl --no-deps
!pip install -q --no-index --find-links=../input/pycocotools-wheel pycocotools
!cp -r ../input/mmdet-src mmdetection  # expect: shell-step
!cd mmdetection && pip install -e .

# %%
from kaggle_secrets import UserSecretsClient  # expect: platform-bound
user_secrets = UserSecretsClient()  # expect: platform-bound
wandb_key = user_secrets.get_secret("wandb")  # expect: platform-bound

# %%
import os, sys, gc, random, warnings
import numpy as np
import pandas as pd
import torch
import torch.nn as nn
warnings.simplefilter('ignore')  # expect: silenced-warnings
np.seterr(divide='ignore', invalid='ignore')

# %%
class CFG:
    seed = 42
    device = 'cuda'  # expect: hard-coded-device
    batch = 16
    model_name = 'tf_efficientnet_b0_ns'

def seed_everything(seed):
    random.seed(seed); np.random.seed(seed)
    torch.manual_seed(seed); torch.cuda.manual_seed_all(seed)
seed_everything(CFG.seed)

# %%
import timm
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = timm.create_model(CFG.model_name, pretrained=False, num_classes=5)
    def forward(self, x):
        return self.net(x)

model = Net().to(CFG.device)
model.load_state_dict(torch.load('../input/weights/fold0.pth', map_location='cpu'))
torch.cuda.empty_cache(); gc.collect()

# %%
DEVICE = "cpu"
if torch.cuda.is_available():
    DEVICE = "cuda"

def predict(loader, device="cuda"):
    out = []
    for x in loader:
        x = x.to(device)
        out.append(model(x).sigmoid().cpu().numpy())
    return np.concatenate(out)

# %%
from transformers import AutoTokenizer, AutoModel
tok = AutoTokenizer.from_pretrained('../input/deberta-v3-base')
bert = AutoModel.from_pretrained('../input/deberta-v3-base').cuda()  # expect: hard-coded-device

# %%
!rm -rf mmdetection  # expect: shell-step
!head -3 submission.csv
