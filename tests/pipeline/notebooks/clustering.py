# %% [markdown]
# ## Customer segmentation
# %%
from sklearn.cluster import KMeans, DBSCAN, AgglomerativeClustering
from sklearn.datasets import make_blobs
from sklearn.decomposition import PCA
from sklearn.preprocessing import MinMaxScaler
from sklearn.metrics import silhouette_score
from scipy.cluster.hierarchy import dendrogram, linkage
import matplotlib.pyplot as plt
import pandas as pd
import numpy as np
plt.rcParams.update({'font.size': 9, 'axes.grid': True})
np.set_printoptions(precision=3, suppress=True)
# %%
X, truth = make_blobs(n_samples=300, centers=4, n_features=5, random_state=8)
df = pd.DataFrame(X, columns=[f'f{i}' for i in range(5)])
df.head(3)
# %% [markdown]
# ## Scale
# %%
Xs = MinMaxScaler().fit_transform(df)
Xs[:3]
# %% [markdown]
# ## Elbow
# %%
inertia = []
for k in range(2, 8):
    km = KMeans(n_clusters=k, random_state=0, n_init=5).fit(Xs)
    inertia.append(km.inertia_)
plt.plot(range(2, 8), inertia, 'o-'); plt.xlabel('k')
# %%
sil = {k: silhouette_score(Xs, KMeans(k, n_init=3, random_state=1).fit_predict(Xs)) for k in (3, 4, 5)}
sil
# %% [markdown]
# ## Final
# %%
K = max(sil, key=sil.get)
km = KMeans(n_clusters=K, random_state=0, n_init=5)
df['cluster'] = km.fit_predict(Xs)
df.cluster.value_counts().sort_index()
# %%
p = PCA(2).fit_transform(Xs)
plt.scatter(p[:, 0], p[:, 1], c=df.cluster, cmap='viridis', s=10)
plt.colorbar()
plt.show()
# %%
Z = linkage(Xs[:40], 'ward')
plt.figure(figsize=(8, 3))
d = dendrogram(Z)
# %% [markdown]
# ## Profiles
# %%
df.groupby('cluster').mean().round(2).style.highlight_max(axis=0)
# %%
pd.crosstab(truth, df.cluster)
