# %% [markdown]
# # Query strategies compared

# %%
import random
import numpy as np
from sklearn.base import clone
from sklearn.datasets import fetch_openml, load_digits, make_classification
from sklearn.ensemble import BaggingClassifier, ExtraTreesClassifier, RandomForestClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.utils import resample, shuffle

# %%
X, y = load_digits(return_X_y=True)
mnist = fetch_openml("mnist_784", version=1, as_frame=False)
Xc, yc = make_classification(n_samples=500, random_state=3)
X, y = shuffle(X, y, random_state=0)

# %%
committee = VotingClassifier([
    ("lr", LogisticRegression(max_iter=1000)),
    ("nb", GaussianNB()),
    ("rf", RandomForestClassifier(random_state=0)),
])
bag = BaggingClassifier(GaussianNB(), n_estimators=5)  # expect: unseeded-run
sgd = SGDClassifier(loss="log_loss", random_state=11)
trees = ExtraTreesClassifier(n_estimators=50, random_state=None)  # expect: unseeded-run

# %%
pool = list(range(len(X)))
labelled = random.sample(pool, 20)  # expect: unseeded-run

# %%
for step in range(10):
    model = clone(sgd).fit(X[labelled], y[labelled])  # expect: untracked-experiment
    margin = np.sort(model.decision_function(X[pool]), axis=1)
    best = int(np.argmin(margin[:, -1] - margin[:, -2]))
    labelled.append(pool.pop(best))

# %%
kwargs = dict(n_estimators=10, random_state=1)
forest = RandomForestClassifier(**kwargs)
boot = resample(X, random_state=np.random.RandomState(1))

# %%
random.seed()
again = random.choice(pool)  # expect: unseeded-run
