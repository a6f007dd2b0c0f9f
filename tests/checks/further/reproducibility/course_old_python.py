# %% [markdown]
# # Notes from years ago
# %%
print "mean:", 3.2
# %%
import urllib2
try:
    page = urllib2.urlopen("http://www.gutenberg.org")
except IOError, error:
    print error
# %%
def scaled((x, y), factor):
    return x * factor, y * factor
# %%
exec "limit = 3"
# %%
words = ["a", "b"  # expect: unparsable-cell
print words
