# %% [markdown]
# # Chapter 9: unsupervised learning
# k-means, mixtures, DBSCAN and PCA on blobs, digits and customers.

# %%
import sys

assert sys.version_info >= (3, 7)
!pip install -r requirements.txt

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans, MiniBatchKMeans
from sklearn.datasets import load_digits, load_iris, make_blobs, make_moons
from sklearn.metrics import silhouette_score
from sklearn.mixture import GaussianMixture

plt.rc("font", size=14)

# %%
blob_centers = np.array([[0.2, 2.3], [-1.5, 2.3], [-2.8, 1.8], [-2.8, 2.8], [-2.8, 1.3]])
blob_std = np.array([0.4, 0.3, 0.1, 0.1, 0.1])
X, y = make_blobs(n_samples=2000, centers=blob_centers, cluster_std=blob_std, random_state=7)
plt.scatter(X[:, 0], X[:, 1], c=y, s=1)

# %%
k = 5
kmeans = KMeans(n_clusters=k, random_state=42)
y_pred = kmeans.fit_predict(X)  # expect: untracked-experiment
kmeans.cluster_centers_

# %%
kmeans_bad = KMeans(n_clusters=3, init="random", n_init=1)  # expect: unseeded-run
kmeans_bad.fit(X)
kmeans_bad.inertia_ > kmeans.inertia_

# %%
kmeans_per_k = [KMeans(n_clusters=k, random_state=42).fit(X) for k in range(1, 10)]
len(kmeans_per_k)

# %%
# hierarchical: nothing random in here
agg = AgglomerativeClustering(linkage="complete").fit(X)
learned_parameters = [attr for attr in dir(agg) if attr.endswith("_") and not attr.startswith("_")]
learned_parameters

# %%
X_moons, y_moons = make_moons(n_samples=1000, noise=0.05)  # expect: unseeded-run
dbscan = DBSCAN(eps=0.05, min_samples=5)
dbscan.fit(X_moons)
np.unique(dbscan.labels_)

# %%
gm = GaussianMixture(n_components=3, n_init=10)  # expect: unseeded-run
gm.fit(X)
gm.weights_, gm.converged_

# %%
densities = gm.score_samples(X)
density_threshold = np.percentile(densities, 2)
anomalies = X[densities < density_threshold]
plt.plot(anomalies[:, 0], anomalies[:, 1], "r*")

# %%
customers = pd.read_csv("../datasets/mall/Mall_Customers.csv")  # expect: untracked-data
customers.columns = ["id", "gender", "age", "income", "score"]
sns.pairplot(customers.drop("id", axis=1))  # expect: undefined-on-restart

# %%
from sklearn.preprocessing import StandardScaler

scaled = StandardScaler().fit_transform(customers[["age", "income", "score"]])
customers["segment"] = KMeans(n_clusters=4, random_state=1).fit_predict(scaled)
customers.groupby("segment")[["age", "income"]].mean()

# %%
from sklearn.decomposition import PCA

iris = load_iris()
pca = PCA(n_components=2)
X2D = pca.fit_transform(iris.data)
pca.explained_variance_ratio_

# %%
from sklearn.manifold import MDS, TSNE, Isomap, LocallyLinearEmbedding

digits = load_digits()
iso = Isomap(n_neighbors=10).fit_transform(digits.data[:500])
tsne = TSNE(n_components=2, init="pca").fit_transform(digits.data[:500])  # expect: unseeded-run
fig, axs = plt.subplots(1, 2)
axs[0].scatter(iso[:, 0], iso[:, 1], c=digits.target[:500])
axs[1].scatter(tsne[:, 0], tsne[:, 1], c=digits.target[:500])

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

X_train, X_test, y_train, y_test = train_test_split(digits.data, digits.target, random_state=42)
log_reg = LogisticRegression(multi_class="ovr", max_iter=5000)
log_reg.fit(X_train, y_train)
print(log_reg.score(X_test, y_test))  # expect: printed-metric

# %%
pipeline = Pipeline(
    [("kmeans", MiniBatchKMeans(n_clusters=50, random_state=42)), ("log_reg", LogisticRegression(max_iter=5000))]
)
pipeline.fit(X_train, y_train)
pipeline_score = pipeline.score(X_test, y_test)

# %%
print("improvement:", pipeline_score - log_reg.score(X_test, y_test))  # expect: printed-metric
