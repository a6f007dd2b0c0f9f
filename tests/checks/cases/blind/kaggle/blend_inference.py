# %% [markdown]
# Inference kernel, internet off. Training notebook is linked in the comments, this blends 3 models by OOF rank.
# v12: lower weight for the TTA model (CV 0.8921 / LB 0.901)

# %%
!pip install ../input/timm-wheel/timm-0.6.12-py3-none-any.whl --no-deps
!pip install /kaggle/input/albu/albumentations-1.3.0-py3-none-any.whl --no-index  # expect: hard-coded-path

# %%
import sys
sys.path.append('/kaggle/input/my-src/segmentation')  # expect: hard-coded-path
import gc
import os
import glob
import numpy as np
import pandas as pd
import torch
import torch.nn as nn
import timm
from pathlib import Path
from scipy.stats import rankdata
from sklearn.metrics import roc_auc_score
from torch.utils.data import Dataset, DataLoader

# %%
class config:
    debug = False
    backbone = 'tf_efficientnet_b0_ns'
    size = 512
    bs = 64
    workers = 2
    folds = [0, 1, 2]
    weights_dir = Path('../input/effb0-512-weights')
    device = 'cuda' if torch.cuda.is_available() else 'cpu'

# %%
class Net(nn.Module):
    def __init__(self, name, n_out=1):
        super().__init__()
        self.encoder = timm.create_model(name, pretrained=False, num_classes=0)
        self.head = nn.Linear(self.encoder.num_features, n_out)

    def forward(self, x):
        return self.head(self.encoder(x)).squeeze(1)

# %%
class SpecDataset(Dataset):
    def __init__(self, df, folder):
        self.df = df
        self.folder = folder

    def __len__(self):
        return len(self.df)

    def __getitem__(self, i):
        arr = np.load(f'{self.folder}/{self.df.id.iloc[i]}.npy').astype(np.float32)  # expect: untracked-data
        return torch.from_numpy(arr)

# %%
sub = pd.read_csv('../input/g2net-detection/sample_submission.csv')  # expect: untracked-data
if config.debug:
    sub = sub.sample(1000, random_state=0)
len(sub)

# %%
print(len(glob.glob('../input/g2net-detection/test/*/*.npy')))

# %%
weights = sorted(config.weights_dir.glob('fold*_best.pth'))
weights

# %%
def load_model(path):
    m = Net(config.backbone)
    m.load_state_dict(torch.load(path, map_location='cpu'))
    return m.to(config.device).eval()

models = [load_model(p) for p in weights]
gc.collect(); torch.cuda.empty_cache()

# %%
@torch.no_grad()
def infer(models, loader):
    out = []
    for x in loader:
        x = x.to(config.device)
        out.append(torch.stack([m(x).sigmoid() for m in models]).mean(0).cpu().numpy())
    return np.concatenate(out)

loader = DataLoader(SpecDataset(sub, '../input/g2net-detection/test'), batch_size=config.bs, num_workers=config.workers)
pred_effnet = infer(models, loader)

# %%
oofs = {}
for f in glob.glob('../input/oofs/*.csv'):  # expect: nondeterministic-order
    oofs[os.path.basename(f)[:-4]] = pd.read_csv(f)  # expect: untracked-data
names = list(oofs)
y = oofs[names[0]]['target'].values

# %%
best, best_w = 0, None
for w in np.linspace(0, 1, 21):
    blend = w * rankdata(oofs[names[0]].pred) + (1 - w) * rankdata(oofs[names[1]].pred)
    auc = roc_auc_score(y, blend)
    if auc > best:
        best, best_w = auc, w
print('best', best, 'w', best_w)  # expect: printed-metric

# %%
other = pd.read_csv('../input/public-subs/best_lb_0897.csv')  # expect: untracked-data
assert (other.id.values == sub.id.values).all()
sub['target'] = best_w * rankdata(pred_effnet) + (1 - best_w) * rankdata(other.target)
sub['target'] /= sub['target'].max()

# %%
sub['target'].hist(bins=100)

# %%
sub.to_csv('/kaggle/working/submission.csv', index=False)  # expect: hard-coded-path
!head /kaggle/working/submission.csv  # expect: hard-coded-path
