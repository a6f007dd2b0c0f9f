# %% [markdown]
# # Characters and words to numbers
# Sets have no order.

# %%
text = open("shakespeare.txt").read()  # expect: untracked-data
words = text.split()

# %%
chars = list(set(text))  # expect: nondeterministic-order
char_to_ix = {ch: i for i, ch in enumerate(chars)}

# %%
vocabulary = set(words)  # expect: nondeterministic-order
word_to_ix = {w: i for i, w in enumerate(vocabulary)}

# %%
tidy = sorted(set(words))
ix = {w: i for i, w in enumerate(tidy)}
print(len(set(words)), len(vocabulary), "the" in vocabulary)

# %%
stop = set(["a", "the"])
kept = [w for w in words if w not in stop]
unique = list(set(words))
unique.sort()
lookup = dict(zip(unique, range(len(unique))))

# %%
tag_to_ix = {}
for tag in set(t for t in words):  # expect: nondeterministic-order
    tag_to_ix[tag] = len(tag_to_ix)

# %%
common = set(words) & stop
for w in common:
    print(w)
n = sum(1 for w in set(words) if w.isupper())
