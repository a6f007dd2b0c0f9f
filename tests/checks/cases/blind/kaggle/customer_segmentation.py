# %% [markdown]
# # Mall customers: clustering
# K-means vs. hierarchical vs. GMM. No labels, so everything is judged by eye and by silhouette.

# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import plotly.graph_objs as go
import scipy.cluster.hierarchy as sch
from sklearn.cluster import KMeans, AgglomerativeClustering, DBSCAN
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler, MinMaxScaler
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.metrics import silhouette_score
np.seterr(divide='ignore')

# %%
df = pd.read_csv(r'../input/customer-segmentation-tutorial-in-python/Mall_Customers.csv')  # expect: untracked-data
df.head()

# %%
df.rename(columns={'Annual Income (k$)': 'income', 'Spending Score (1-100)': 'score'}, inplace=True)
df.isnull().sum()

# %%
n = 0
for x in ['Age', 'income', 'score']:
    n += 1
    plt.subplot(1, 3, n)
    sns.histplot(df[x], bins=20)
plt.show()

# %%
scaler = StandardScaler()
Xs = scaler.fit_transform(df[['Age', 'income', 'score']])

# %%
inits = []
for n in range(1, 11):
    algorithm = KMeans(n_clusters=n, init='k-means++', n_init=10, max_iter=300, tol=0.0001, random_state=111)
    algorithm.fit(Xs)  # expect: untracked-experiment
    inits.append(algorithm.labels_)

# %%
km = KMeans(n_clusters=5)  # expect: unseeded-run
labels = km.fit_predict(Xs)
df['cluster'] = labels
df.groupby('cluster').mean(numeric_only=True)

# %%
print('silhouette', silhouette_score(Xs, labels))  # expect: printed-metric

# %%
gm = GaussianMixture(n_components=5, random_state=None)  # expect: unseeded-run
gm_labels = gm.fit_predict(Xs)
pd.crosstab(labels, gm_labels)

# %%
dendrogram = sch.dendrogram(sch.linkage(Xs, method='ward'))
plt.title('Dendrogram')
plt.show()

# %%
hc = AgglomerativeClustering(n_clusters=5, linkage='ward')
hc_labels = hc.fit_predict(Xs)
db = DBSCAN(eps=0.4, min_samples=5).fit(Xs)
set(db.labels_)

# %%
pca = PCA(2)
xy = pca.fit_transform(Xs)
plt.scatter(xy[:, 0], xy[:, 1], c=labels, cmap='viridis')

# %%
emb = TSNE(n_components=2, perplexity=30).fit_transform(Xs)  # expect: unseeded-run
plt.scatter(emb[:, 0], emb[:, 1], c=hc_labels)

# %%
names = {0: 'careful', 1: 'standard', 2: 'target', 3: 'careless', 4: 'sensible'}
df['segment'] = df['cluster'].map(names)
sns.boxplot(x='segment', y='income', data=df)

# %%
df.to_excel('segments.xlsx', index=False)
