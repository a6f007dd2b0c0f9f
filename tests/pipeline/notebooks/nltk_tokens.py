# ---
# jupyter:
#   kernelspec:
#     display_name: elsewhere
#     language: python
#     name: elsewhere
# ---
# %% [markdown]
# # Text mining with NLTK
# %%
import nltk
from nltk.stem import PorterStemmer, SnowballStemmer
from nltk.tokenize import RegexpTokenizer, TreebankWordTokenizer
from nltk.probability import FreqDist, ConditionalFreqDist
from nltk import ngrams, bigrams
from nltk.text import Text
# %% [markdown]
# # Tokenise
# %%
raw = """It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity."""
tok = RegexpTokenizer(r'\w+')
words = tok.tokenize(raw.lower())
len(words), len(set(words))
# %%
fd = FreqDist(words)
fd.most_common(5)
# %%
fd
# %% [markdown]
# # Stems
# %%
st = PorterStemmer()
stems = [st.stem(w) for w in words]
print(stems[:8], stems[-3:])
sn = SnowballStemmer('english')
sn.stem('running')
# %% [markdown]
# # N-grams
# %%
cfd = ConditionalFreqDist(bigrams(words))
cfd['the'].most_common(3)
# %%
tri = list(ngrams(words, 3))
print(tri[:2]); cfd['it']
# %% [markdown]
# # Concordance
# %%
t = Text(words)
t.concordance('age', width=40)
t.similar('age')
# %%
fd.plot(8, show=False);
