# %% [markdown]
# # Topics in parliamentary speeches

# %%
import re, glob, string
import nltk
from nltk.corpus import stopwords, gutenberg
from gensim import corpora, models
from gensim.models import LdaModel, Word2Vec
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer
import umap

stops = set(stopwords.words("english"))
emma = gutenberg.words("austen-emma.txt")

# %%
texts = []
for name in sorted(glob.glob("speeches/*.txt")):
    with open(name, encoding="utf-8") as handle:  # expect: untracked-data
        texts.append(handle.read())

# %%
tokens = [[w for w in re.findall(r"/?\w+/?", t.lower()) if w not in stops] for t in texts]
dictionary = corpora.Dictionary(tokens)
bow = [dictionary.doc2bow(t) for t in tokens]

# %%
lda = LdaModel(bow, num_topics=10, id2word=dictionary)  # expect: unseeded-run, untracked-experiment
lda2 = models.LdaModel(bow, num_topics=10, id2word=dictionary, random_state=5)
lda.save("lda.model")  # expect: loose-model-file

# %%
counts = CountVectorizer(stop_words="english").fit_transform(texts)
sk = LatentDirichletAllocation(n_components=5).fit(counts)  # expect: unseeded-run
sk2 = LatentDirichletAllocation(n_components=5, random_state=0).fit(counts)

# %%
flat = umap.UMAP(n_neighbors=5).fit_transform(counts)  # expect: unseeded-run
flat2 = umap.UMAP(random_state=1).fit_transform(counts)

# %%
pattern = r"/home/(\w+)/"
route = "/speeches/<int:year>"
print(re.sub(pattern, "", "in /home/archive/"))
