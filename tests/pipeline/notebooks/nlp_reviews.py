# %% [markdown]
# # Sentiment of reviews (bag of words)
# %%
import re, string, json
from collections import Counter, defaultdict
import pandas as pd
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline
# %% [markdown]
# ## Corpus
# %%
good = "great lovely brilliant fun superb warm clever sharp".split()
bad = "awful boring dull weak terrible cold stupid slow".split()
filler = "the film was and very plot actors scene music it a".split()
rs = np.random.RandomState(0)
def make(words):
    n = rs.randint(6, 14)
    return ' '.join(rs.choice(filler + words * 2, n))
docs = [make(good) for _ in range(80)] + [make(bad) for _ in range(80)]
labels = ['pos'] * 80 + ['neg'] * 80
len(docs), docs[0]
# %% [markdown]
# ## Cleaning
# %%
STOP = {'the', 'and', 'a', 'it', 'was'}
punct = re.compile('[%s]' % re.escape(string.punctuation))
def clean(text):
    text = punct.sub(' ', text.lower())
    return [t for t in text.split() if t not in STOP]
tokens = [clean(d) for d in docs]
counts = Counter(t for ts in tokens for t in ts)
counts.most_common(5)
# %%
index = defaultdict(set)
for i, ts in enumerate(tokens):
    for t in ts:
        index[t].add(i)
freq = defaultdict(lambda: 0)
for ts in tokens:
    for t in ts: freq[t] += 1
len(index), freq['great'], freq['nothing']
# %% [markdown]
# ## Vectorise
# %%
vec = TfidfVectorizer(tokenizer=clean, token_pattern=None, lowercase=False)
X = vec.fit_transform(docs)
X
# %%
pd.DataFrame(X[:3].toarray(), columns=vec.get_feature_names_out()).round(2)
# %% [markdown]
# ## Model
# %%
clf = Pipeline([('vec', CountVectorizer(tokenizer=clean, token_pattern=None)), ('nb', MultinomialNB(alpha=0.5))])
order = rs.permutation(len(docs))
tr, te = order[:120], order[120:]
clf.fit([docs[i] for i in tr], [labels[i] for i in tr])
acc = clf.score([docs[i] for i in te], [labels[i] for i in te])
print('accuracy %.3f' % acc)
# %%
def predict(text, threshold=0.6):
    p = dict(zip(clf.classes_, clf.predict_proba([text])[0]))
    label, prob = max(p.items(), key=lambda kv: kv[1])
    return label if prob > threshold else 'unsure'
for t in ['great fun', 'boring plot', 'the actors']:
    print(t, '->', predict(t))
# %% [markdown]
# ## Save
# %%
with open('vocab.json', 'w') as f:
    json.dump(sorted(vec.vocabulary_), f)
!wc -c vocab.json
