# %% [markdown]
# # Topics in support mail

# %%
import gensim
import numpy as np
import pymc as pm
import umap
from gensim.models import LdaModel, Word2Vec
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.manifold import TSNE, Isomap
from sklearn.mixture import GaussianMixture

texts = [["late", "parcel"], ["lost", "password"]]
dictionary = gensim.corpora.Dictionary(texts)
corpus = [dictionary.doc2bow(text) for text in texts]

# %%
lda = LdaModel(corpus, num_topics=2, id2word=dictionary)  # expect: unseeded-run, untracked-experiment
fixed = LdaModel(corpus, num_topics=2, id2word=dictionary, random_state=1)
vectors = Word2Vec(texts, vector_size=20, min_count=1)

# %%
counts = CountVectorizer().fit_transform([" ".join(text) for text in texts])
topics = LatentDirichletAllocation(n_components=2)  # expect: unseeded-run
topics.fit(counts)
dense = TruncatedSVD(n_components=2).fit_transform(counts)  # expect: unseeded-run

# %%
flat = umap.UMAP(n_neighbors=5).fit_transform(dense)  # expect: unseeded-run
again = umap.UMAP(n_neighbors=5, random_state=42).fit_transform(dense)
way = Isomap(n_neighbors=5).fit_transform(dense)
picture = TSNE(2, random_state=0).fit_transform(dense)

# %%
seed = 10
mixture = GaussianMixture(3, random_state=seed).fit(dense)
samples, labels = mixture.sample(20)

# %%
with pm.Model():
    rate = pm.Beta("rate", 1, 1)
    trace = pm.sample(1000)  # expect: unseeded-run
    again = pm.sample(1000, random_seed=3)
