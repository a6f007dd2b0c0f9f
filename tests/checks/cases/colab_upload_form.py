# %% [markdown]
# # Upload your sheet

# %%
#@title Parameters { run: "auto" }
n_clusters = 4 #@param {type:"slider", min:2, max:10}
seed = 0 #@param {type:"integer"}

# %%
from google.colab import files  # expect: platform-bound
import io, random
import numpy as np
import pandas as pd
uploaded = files.upload()  # expect: interactive-input, platform-bound

# %%
random.seed(seed)
np.random.seed(seed)

# %%
from sklearn.cluster import KMeans, DBSCAN, AgglomerativeClustering
from sklearn.mixture import GaussianMixture
from sklearn.datasets import make_blobs

X, _ = make_blobs(n_samples=200, centers=n_clusters)
labels = {
    "kmeans": KMeans(n_clusters).fit_predict(X),  # expect: untracked-experiment
    "gmm": GaussianMixture(n_clusters).fit_predict(X),
    "dbscan": DBSCAN().fit_predict(X),
    "ward": AgglomerativeClustering(n_clusters).fit_predict(X),
}

# %%
order = list(range(10))
random.shuffle(order)
jitter = np.random.randn(200, 2) * .01

# %%
import torch
w = torch.randn(2, n_clusters)  # expect: unseeded-run
torch.manual_seed(seed)
b = torch.randn(n_clusters)

# %%
pd.DataFrame(X).to_csv('clusters.csv')
files.download('clusters.csv')  # expect: platform-bound
