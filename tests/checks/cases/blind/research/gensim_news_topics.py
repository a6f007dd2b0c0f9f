# expect: missing-purpose
# %%
%matplotlib inline
import logging
import re
import warnings
from pprint import pprint

import gensim
import gensim.corpora as corpora
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import spacy
from gensim.models import CoherenceModel, LdaModel, Word2Vec
from gensim.utils import simple_preprocess

logging.basicConfig(format="%(asctime)s : %(message)s", level=logging.ERROR)
warnings.filterwarnings("ignore")  # expect: silenced-warnings

# %% [markdown]
# # Topics of news

# %%
from nltk.corpus import stopwords

stop_words = stopwords.words("english")
stop_words.extend(["from", "subject", "re", "edu", "use"])

# %%
df = pd.read_json("https://raw.githubusercontent.com/example/datasets/3f1c9e0b7a5d4c2e8f6a1b0c9d8e7f6a5b4c3d2e/newsgroups.json")
df.target_names.unique()

# %%
data = df.content.values.tolist()
data = [re.sub(r"\S*@\S*\s?", "", sent) for sent in data]
data = [re.sub(r"\s+", " ", sent) for sent in data]
pprint(data[:1])


# %%
def sent_to_words(sentences):
    for sentence in sentences:
        yield simple_preprocess(str(sentence), deacc=True)


data_words = list(sent_to_words(data))

# %%
nlp = spacy.load("en_core_web_sm", disable=["parser", "ner"])


def lemmatization(texts, allowed=("NOUN", "ADJ", "VERB", "ADV")):
    out = []
    for sent in texts:
        doc = nlp(" ".join(sent))
        out.append([token.lemma_ for token in doc if token.pos_ in allowed])
    return out


data_lemmatized = lemmatization([[w for w in d if w not in stop_words] for d in data_words])

# %%
id2word = corpora.Dictionary(data_lemmatized)
id2word.filter_extremes(no_below=5, no_above=0.4)
corpus = [id2word.doc2bow(text) for text in data_lemmatized]
id2word.save("news.dict")

# %%
lda_model = LdaModel(corpus=corpus, id2word=id2word, num_topics=20, passes=10)  # expect: unseeded-run, untracked-experiment
pprint(lda_model.print_topics())

# %%
seeded = LdaModel(corpus=corpus, id2word=id2word, num_topics=20, random_state=100, update_every=1, chunksize=100, passes=10, alpha="auto", per_word_topics=True)
doc_lda = seeded[corpus]

# %%
coherence_model = CoherenceModel(model=seeded, texts=data_lemmatized, dictionary=id2word, coherence="c_v")
coherence = coherence_model.get_coherence()
pd.DataFrame([{"topics": 20, "coherence": coherence}]).to_csv("coherence.csv")

# %%
w2v = Word2Vec(data_lemmatized, vector_size=100, window=5, min_count=5, seed=1, workers=1)
w2v.wv.most_similar("car")

# %%
w2v.save("news_w2v.model")  # expect: loose-model-file
lda_model.save("news_lda")  # expect: loose-model-file

# %%
vocab = list(w2v.wv.index_to_key)[:300]
colors = np.random.rand(300)  # expect: unseeded-run
from sklearn.manifold import TSNE
xy = TSNE(n_components=2, random_state=0).fit_transform(w2v.wv[vocab])
plt.scatter(xy[:, 0], xy[:, 1], c=colors)

# %%
import pyLDAvis
import pyLDAvis.gensim_models

pyLDAvis.enable_notebook()
vis = pyLDAvis.gensim_models.prepare(lda_model, corpus, id2word)
vis

# %%
# dominant topic per document
rows = []
for i, bow in enumerate(corpus):
    topics = sorted(lda_model.get_document_topics(bow), key=lambda t: -t[1])
    rows.append((i, topics[0][0], round(topics[0][1], 3)))
dominant = pd.DataFrame(rows, columns=["doc", "topic", "weight"])
dominant.groupby("topic").size()

# %%
unique_words = set(w for d in data_lemmatized for w in d)
word2idx = {w: i for i, w in enumerate(unique_words)}
onehot_dim = len(word2idx)
