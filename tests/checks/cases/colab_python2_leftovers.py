# %% [markdown]
# # Old course notebook (Python 2)

# %%
import urllib2
import cPickle
import random
import numpy as np

print "NumPy", np.__version__

# %%
for i in xrange(3):
    print i, random.random()  # expect: unseeded-run

# %%
random.seed(1)
print random.gauss(0, 1)

# %%
data = np.genfromtxt('points.csv', delimiter=',')  # expect: untracked-data
print data.shape, np.random.rand(2)  # expect: unseeded-run

# %%
try:
    import matplotlib
except ImportError, e:
    print e

# %%
np.random.seed(3)
w = np.random.rand(2)
print `w`

# %%
extra = np.loadtxt("/afs/cs/course/points2.txt")  # expect: hard-coded-path, untracked-data
print extra <> None
