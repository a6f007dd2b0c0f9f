# %% [markdown]
# # Decoding of EEG, subject by subject

# %%
import os
import os.path as op
import numpy as np
import scipy.io as sio
import mne
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import ShuffleSplit, StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %%
data_dir = '/data/lab/eeg_2019'  # expect: hard-coded-path
subjects = ['S%02d' % i for i in range(1, 5)]

# %%
X, y = {}, {}
for s in subjects:
    mat = sio.loadmat(op.join(data_dir, s + '.mat'))  # expect: untracked-data
    X[s], y[s] = mat['X'], mat['y'].ravel()

# %%
info = mne.create_info(['Cz', 'Pz'], 250.)
clf = make_pipeline(StandardScaler(), LinearDiscriminantAnalysis())
cv = ShuffleSplit(10, test_size=0.2)  # expect: unseeded-run
folds = StratifiedKFold(5)
for s in subjects:
    print(s, cross_val_score(clf, X[s], y[s], cv=folds).mean())  # expect: untracked-experiment, printed-metric

# %%
def permutation_test(a, b, n=1000):
    """Null distribution of a difference of means."""
    both = np.concatenate([a, b])
    null = []
    for _ in range(n):
        p = np.random.permutation(both)  # expect: unseeded-run
        null.append(p[:len(a)].mean() - p[len(a):].mean())
    return np.array(null)

# %%
null = permutation_test(X['S01'][y['S01'] == 0].mean(1), X['S01'][y['S01'] == 1].mean(1))
np.save('null.npy', null)

# %%
null = np.load('null.npy')
p = (null > 0.1).mean()

# %%
np.savez(op.join('/data/lab/eeg_2019/derived', 'scores.npz'), p=p)  # expect: hard-coded-path
