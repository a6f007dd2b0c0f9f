# expect: missing-purpose

# %%
!pip install gensim==4.3.1 pyLDAvis==3.4.1 umap-learn==0.5.3
!pip install -q bertopic[visualization]  # expect: unpinned-install

# %% [markdown]
# # Topics of a hundred years of parliamentary debates

# %%
import glob
import os
import re
from pathlib import Path

import gensim
import numpy as np
import pandas as pd
from gensim import corpora
from gensim.models import LdaModel, Phrases, Word2Vec
from gensim.models.coherencemodel import CoherenceModel

# %%
DATA = Path.home() / "corpora" / "debates"
RAW = os.path.expanduser("~/corpora/debates")  # expect: hard-coded-path

# %%
texts, names = [], []
for path in DATA.glob("*.txt"):  # expect: nondeterministic-order
    texts.append(path.read_text(encoding="utf-8"))  # expect: untracked-data
    names.append(path.stem)
len(texts)

# %%
years = pd.Series([int(re.search(r"(19|20)\d\d", n).group()) for n in names])
years.value_counts().sort_index().plot()

# %%
n_files = len(glob.glob(RAW + "/*.txt"))
assert n_files == len(texts), "some files were skipped"

# %%
stop = {"the", "of", "and", "to", "a", "in", "that", "is", "it", "hon", "member"}


def tokenise(text):
    return [w for w in re.findall(r"[a-z]{3,}", text.lower()) if w not in stop]


docs = [tokenise(t) for t in texts]
docs[0][:20]

# %%
bigram = Phrases(docs, min_count=20)
docs = [bigram[d] for d in docs]

# %%
dictionary = corpora.Dictionary(docs)
dictionary.filter_extremes(no_below=20, no_above=0.5)
corpus = [dictionary.doc2bow(d) for d in docs]
print(len(dictionary), len(corpus))

# %%
lda = LdaModel(corpus=corpus, id2word=dictionary, num_topics=20, passes=5)  # expect: unseeded-run, untracked-experiment

# %%
for number, words in lda.print_topics(num_words=8):
    print(number, words)

# %%
models = {}
for k in (10, 20, 40):
    models[k] = LdaModel(corpus=corpus, id2word=dictionary, num_topics=k, random_state=100)

# %%
dist = np.zeros((len(corpus), 20))
for i, bow in enumerate(corpus):
    for topic, weight in lda.get_document_topics(bow):
        dist[i, topic] = weight
by_year = pd.DataFrame(dist).groupby(years).mean()
by_year.plot.area(figsize=(14, 6), legend=False)

# %%
import pyLDAvis
import pyLDAvis.gensim_models

pyLDAvis.enable_notebook()
pyLDAvis.gensim_models.prepare(models[20], corpus, dictionary)

# %%
w2v = Word2Vec(docs, vector_size=100, window=5, min_count=10, workers=1, seed=1)
w2v.wv.most_similar("railway")

# %%
import umap

points = umap.UMAP(n_neighbors=15, metric="cosine").fit_transform(dist)  # expect: unseeded-run
pd.DataFrame(points).plot.scatter(0, 1, c=years, cmap="viridis")

# %%
from sklearn.cluster import AgglomerativeClustering, KMeans

km = KMeans(n_clusters=8, n_init=10, random_state=4).fit(dist)
agg = AgglomerativeClustering(n_clusters=8).fit(dist)
pd.crosstab(km.labels_, agg.labels_)

# %%
from sentence_transformers import SentenceTransformer

encoder = SentenceTransformer("all-MiniLM-L6-v2")  # expect: floating-model-version
vectors = encoder.encode([t[:2000] for t in texts], show_progress_bar=True)

# %%
parties = set(re.findall(r"\((Con|Lab|Lib)\)", " ".join(texts)))
party_id = {p: i for i, p in enumerate(sorted(parties))}
party_id

# %%
with open("topics.txt", "w") as out:
    for number, words in lda.print_topics(20):
        out.write(f"{number}\t{words}\n")

# %%
lda.save("lda.model")  # expect: loose-model-file
dictionary.save("debates.dict")

# %%
same = LdaModel.load("lda.model")
same.get_topics().shape

# %%
coherence.get_coherence()  # expect: undefined-on-restart
