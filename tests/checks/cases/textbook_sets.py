# %% [markdown]
# # Vocabularies, columns and other sets
# %%
from prepared import *
import numpy as np, pandas as pd
chars = sorted(list(set(text)))
chars2 = list(set(text))
char2idx = {c: i for i, c in enumerate(set(text))}  # expect: nondeterministic-order
# %%
vocab = set(words)  # expect: nondeterministic-order
word_to_ix = {word: i for i, word in enumerate(vocab)}
# %%
words2 = list(set(words))  # expect: nondeterministic-order
n_words = len(words2)
word2idx = {w: i + 2 for i, w in enumerate(words2)}
# %%
tags = list(set(data["Tag"].values))  # expect: nondeterministic-order
tag2idx = {t: i for i, t in enumerate(tags)}
# %%
missing = list(set(a.columns) - set(b.columns))
for c in missing:
    b[c] = 0
cols = list(set(df.columns) - {"y"})  # expect: nondeterministic-order
X = df[cols]
features = list(set(df.columns) - set(["id"]))  # expect: nondeterministic-order
X = df[features].values
df = df.drop(list(set(df.columns) - set(keep)), axis=1)
# %%
common = list(set(a) & set(b))
df2 = df[df.id.isin(common)]
for w in set(words):
    print(w)
u = set(labels)
print(u)
n = len(u)
# %%
idx = list(set(range(100)) - set(train_idx))  # ints
test = X[idx]
for user in set(users):
    d[user] = 0
# %%
labels = {}
for i, l in enumerate(set(y)):  # expect: nondeterministic-order
    labels[l] = i
one_hot = {t: k for k, t in enumerate(set(tags))}  # expect: nondeterministic-order
lookup = dict(enumerate(set(text)))  # expect: nondeterministic-order
int_to_vocab = {i: w for i, w in enumerate(list(set(words)))}  # expect: nondeterministic-order
from string import punctuation
stop_words = set(stopwords.words("english"))
filtered = [w for w in tokens if w not in stop_words]
# %%
for c in {"a"}:
    print(c)
classes = set(y)
for c in classes:
    plt.scatter(x[y == c], z[y == c], label=c)
result = []
for a in set(words):  # expect: nondeterministic-order
    result.append(count(a))
out = pd.DataFrame({"w": list(set(words))})  # expect: nondeterministic-order
res = {w: words.count(w) for w in set(words)}
users = {u: [] for u in set(df.user)}
