# %% [markdown]
# # Decision trees, step by step

# %%
import numpy as np
from sklearn import svm, tree
from sklearn.cluster import DBSCAN, KMeans
from sklearn.datasets import load_iris, make_moons
from sklearn.decomposition import PCA
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold, RandomizedSearchCV, StratifiedKFold, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SEED = 7
iris = load_iris()
X, y = iris.data, iris.target

# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
in_order = train_test_split(X, y, shuffle=False)

# %%
dt = tree.DecisionTreeClassifier(max_depth=3)  # expect: unseeded-run
dt.fit(X_train, y_train)  # expect: untracked-experiment
dt.score(X_test, y_test)  # expect: printed-metric

# %%
forest = RandomForestClassifier(random_state=None)  # expect: unseeded-run
forest.fit(X_train, y_train)

# %%
same = RandomForestClassifier(100, random_state=SEED).fit(X_train, y_train)
options = {"n_estimators": 10, "random_state": 3}
also = RandomForestClassifier(**options).fit(X_train, y_train)

# %%
knn = KNeighborsClassifier(5).fit(X_train, y_train)
straight = LogisticRegression(max_iter=500).fit(X_train, y_train)
wavy = LogisticRegression(solver="saga", max_iter=500).fit(X_train, y_train)  # expect: unseeded-run
support = svm.SVC(kernel="rbf").fit(X_train, y_train)

# %%
boost = GradientBoostingClassifier(n_estimators=50).fit(X_train, y_train)
thinned = GradientBoostingClassifier(subsample=0.5).fit(X_train, y_train)  # expect: unseeded-run

# %%
cross_val_score(knn, X, y, cv=KFold(5))
cross_val_score(knn, X, y, cv=KFold(5, shuffle=True))  # expect: unseeded-run
cross_val_score(knn, X, y, cv=StratifiedKFold(5, shuffle=True, random_state=SEED))  # expect: printed-metric

# %%
net = make_pipeline(StandardScaler(), MLPClassifier((10,)))  # expect: unseeded-run
net.fit(X_train, y_train)
GridSearchCV(knn, {"n_neighbors": [3, 5]}).fit(X_train, y_train)
search = RandomizedSearchCV(knn, {"n_neighbors": range(1, 30)}, n_iter=5)  # expect: unseeded-run

# %%
PCA(2).fit_transform(X)
DBSCAN().fit_predict(X)
KMeans(n_clusters=3, n_init=10).fit(X)  # expect: unseeded-run
KMeans(n_clusters=3, n_init=10, random_state=np.random.RandomState(0)).fit(X)

# %%
moons, sides = make_moons(200, noise=0.2)  # expect: unseeded-run
