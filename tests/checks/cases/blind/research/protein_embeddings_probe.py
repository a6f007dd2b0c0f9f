# %% [markdown]
# # Linear probes on protein language models
# Does the mean embedding know the subcellular location?

# %%
from google.colab import drive  # expect: platform-bound

drive.mount("/content/drive")  # expect: interactive-input, hard-coded-path, platform-bound

# %%
%cd /content/drive/MyDrive/esm-probe  # expect: hard-coded-path
!git clone https://github.com/example/deeploc-data.git  # expect: shell-step, unversioned-download
!git clone --branch v1.2.0 --depth 1 https://github.com/example/probe-tools.git  # expect: shell-step
!pip install -q git+https://github.com/facebookresearch/esm.git biopython==1.83  # expect: unpinned-install

# %%
import glob
import os
import pickle

import numpy as np
import pandas as pd
import torch
from Bio import SeqIO
from tqdm.notebook import tqdm
from transformers import AutoModel, AutoTokenizer, EsmModel

HF_TOKEN = "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"  # expect: inline-secret

# %%
name = "facebook/esm2_t12_35M_UR50D"
tokenizer = AutoTokenizer.from_pretrained(name, revision="6fbf070e65b0b7291e7bbcd451118c216cff79d8")
model = EsmModel.from_pretrained(name, revision="6fbf070e65b0b7291e7bbcd451118c216cff79d8").eval().cuda()  # expect: hard-coded-device

# %%
proteins = list(SeqIO.parse("deeploc-data/deeploc.fasta", "fasta"))  # expect: untracked-data
labels = [r.description.split()[1].split("-")[0] for r in proteins]
pd.Series(labels).value_counts()

# %%
@torch.no_grad()
def embed(seq):
    batch = tokenizer(seq[:1022], return_tensors="pt").to(model.device)
    return model(**batch).last_hidden_state[0, 1:-1].mean(0).cpu().numpy()


E = np.stack([embed(str(r.seq)) for r in tqdm(proteins[:3000])])
np.savez("emb.npz", E=E, y=np.array(labels[:3000]))

# %%
loaded = np.load("emb.npz")
E, y = loaded["E"], loaded["y"]
E.shape

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

cv = StratifiedKFold(n_splits=5, shuffle=True)  # expect: unseeded-run
probe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
scores = cross_val_score(probe, E, y, cv=cv, n_jobs=-1)  # expect: untracked-experiment
print("%.3f +- %.3f" % (scores.mean(), scores.std()))

# %%
from sklearn.feature_selection import SelectKBest, f_classif

E_best = SelectKBest(f_classif, k=50).fit_transform(E, y)  # expect: leaky-preprocessing
cross_val_score(LogisticRegression(max_iter=2000), E_best, y, cv=5).mean()  # expect: printed-metric

# %%
random_labels = np.random.RandomState(0).permutation(y)
control = cross_val_score(probe, E, random_labels, cv=5)
pd.DataFrame({"real": scores, "control": control}).to_csv("probe_scores.csv")

# %%
baseline = AutoModel.from_pretrained("facebook/esm2_t6_8M_UR50D")  # expect: floating-model-version
sum(p.numel() for p in baseline.parameters())

# %%
esm_model, alphabet = torch.hub.load("facebookresearch/esm:v1.0.2", "esm2_t6_8M_UR50D")
converter = alphabet.get_batch_converter()

# %%
structures = {}
for f in os.listdir("deeploc-data/pdb"):  # expect: nondeterministic-order
    structures[f.split(".")[0]] = open(os.path.join("deeploc-data/pdb", f)).read()  # expect: untracked-data
chains = pd.DataFrame({"id": list(structures), "n": [len(s) for s in structures.values()]})

# %%
n_pdb = len([f for f in os.listdir("deeploc-data/pdb") if f.endswith(".pdb")])
"model.pt" in os.listdir(".")

# %%
import umap

reducer = umap.UMAP(n_neighbors=30, random_state=42)
xy = reducer.fit_transform(E)
with open("umap_xy.pkl", "wb") as fh:
    pickle.dump(xy, fh)

# %%
from google.colab import files  # expect: platform-bound

files.download("probe_scores.csv")  # expect: platform-bound
