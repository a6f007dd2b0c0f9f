# %% [markdown]
# # Movie recommender
# Collaborative filtering, from scratch.
# %% [markdown]
# ### 0. Imports & constants
# %%
import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.linalg import svds
from sklearn.metrics.pairwise import cosine_similarity
from functools import lru_cache
import matplotlib.pyplot as plt
%matplotlib inline
# %%
USERS, MOVIES, K = 60, 40, 6   # toy size
np.random.seed(21)
# %% [markdown]
# ### 1. Ratings
# %%
u = np.random.randint(0, USERS, 700); m = np.random.randint(0, MOVIES, 700)
r = np.random.randint(1, 6, 700).astype(float)
ratings = pd.DataFrame({'user': u, 'movie': m, 'rating': r}).drop_duplicates(['user', 'movie'])
R = sp.csr_matrix((ratings.rating, (ratings.user, ratings.movie)), shape=(USERS, MOVIES))
R
# %%
print('sparsity: {:.1%}'.format(1 - R.nnz / (USERS * MOVIES)))
ratings.rating.value_counts().sort_index().plot.bar()
# %% [markdown]
# ### 2. Similarity
# %%
sim = cosine_similarity(R.T)
np.fill_diagonal(sim, 0)
@lru_cache(maxsize=None)
def similar(movie, n=3):
    return tuple(np.argsort(-sim[movie])[:n].tolist())
similar(0), similar(1)
# %% [markdown]
# ### 3. SVD
# %%
means = np.asarray(R.sum(1)).ravel() / np.maximum(R.getnnz(1), 1)
D = R.toarray() - means[:, None] * (R.toarray() > 0)
U, S, Vt = svds(D, k=K, v0=np.ones(MOVIES))
pred = U @ np.diag(S) @ Vt + means[:, None]
pred.shape
# %% [markdown]
# ### 4. Recommend
# %%
def recommend(user, n=5):
    seen = set(ratings[ratings.user == user].movie)
    order = [i for i in np.argsort(-pred[user]) if i not in seen]
    return order[:n]
print([int(i) for i in recommend(3)])
similar(0)
# %%
rmse = np.sqrt(((pred[ratings.user, ratings.movie] - ratings.rating) ** 2).mean())
f'RMSE {rmse:.3f}'
# %%
similar.cache_info()
