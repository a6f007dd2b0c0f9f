# %% [markdown]
# # [Inference] DeBERTa ensemble, LB 0.44
# Weights are in a private data set.

# %%
import os, gc, sys, random, json
sys.path.append('../input/iterative-stratification')
import numpy as np
import pandas as pd
import torch
from torch.utils.data import DataLoader, Dataset
from transformers import AutoTokenizer, AutoModel, AutoConfig
from tqdm.auto import tqdm

# %%
def seed_everything(seed=42):
    random.seed(seed)
    os.environ['PYTHONHASHSEED'] = str(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.cuda.manual_seed(seed)
    torch.backends.cudnn.deterministic = True

seed_everything(seed=42)

# %%
class CFG:
    path = "../input/0911-deberta/"
    config_path = path + 'config.pth'
    model = "microsoft/deberta-v3-base"
    batch_size = 24
    trn_fold = [0, 1, 2, 3]

# %%
test = pd.read_csv('../input/feedback-prize/test.csv')  # expect: untracked-data
submission = pd.read_csv('../input/feedback-prize/sample_submission.csv')  # expect: untracked-data
tokenizer = AutoTokenizer.from_pretrained(CFG.path + 'tokenizer/')
with open(CFG.path + "config.json") as f:
    config = json.load(f)

# %%
order = np.random.permutation(len(test))
dummy = torch.rand(4, 4)
pick = random.choice(["a", "b"])

# %%
def inference_fn(test_loader, model, device):
    preds = []
    model.eval()
    for inputs in tqdm(test_loader, total=len(test_loader)):
        with torch.no_grad():
            y_preds = model(inputs)
        preds.append(y_preds.to('cpu').numpy())
    return np.concatenate(preds)

# %%
state = torch.load("/kaggle/input/0911-deberta/fold0_best.pth", map_location="cpu")  # expect: hard-coded-path
predictions = [np.zeros((len(test), 6)) for fold in CFG.trn_fold]
test[["a"]] = np.mean(predictions, axis=0)[:, :1]
test.to_csv('submission.csv', index=False)
