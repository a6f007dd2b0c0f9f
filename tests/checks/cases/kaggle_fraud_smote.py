# %% [markdown]
# # Credit card fraud: SMOTE vs. under-sampling

# %%
import gc
import time
import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import RandomUnderSampler
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LogisticRegression
from sklearn.manifold import TSNE
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV, StratifiedKFold, train_test_split
from sklearn.neighbors import KNeighborsClassifier, LocalOutlierFactor
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

RANDOM_STATE = 42

# %%
INPUT = "../input/creditcardfraud"
df = pd.read_csv(INPUT + "/creditcard.csv")  # expect: untracked-data
df = df.sample(frac=1)  # expect: unseeded-run
fraud = df.loc[df['Class'] == 1]
non_fraud = df.loc[df['Class'] == 0][:492]

# %%
X = df.drop('Class', axis=1); y = df['Class']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=RANDOM_STATE)
sss = StratifiedKFold(n_splits=5, random_state=None, shuffle=False)

# %%
t0 = time.time()
X_tsne = TSNE(n_components=2, random_state=RANDOM_STATE).fit_transform(X.values[:500])
X_pca = PCA(n_components=2).fit_transform(X.values)
X_svd = TruncatedSVD(n_components=2, algorithm='randomized', random_state=42).fit_transform(X.values)
print("T-SNE took {:.2} s".format(time.time() - t0))

# %%
classifiers = {
    "LogisticRegression": LogisticRegression(),
    "KNearest": KNeighborsClassifier(),
    "SVC": SVC(),
    "Tree": DecisionTreeClassifier(),  # expect: unseeded-run
}
for name, clf in classifiers.items():
    clf.fit(X_train, y_train)  # expect: untracked-experiment

# %%
params = {"penalty": ['l1', 'l2'], 'C': [0.001, 0.01, 0.1, 1]}
grid = GridSearchCV(LogisticRegression(), params)
rand = RandomizedSearchCV(LogisticRegression(), params, n_iter=4)  # expect: unseeded-run
rand.fit(X_train, y_train)

# %%
sm = SMOTE(sampling_strategy='minority', random_state=RANDOM_STATE)
Xsm, ysm = sm.fit_resample(X_train, y_train)
rus = RandomUnderSampler()  # expect: unseeded-run
Xru, yru = rus.fit_resample(X_train, y_train)

# %%
iso = IsolationForest(contamination=0.01)  # expect: unseeded-run
lof = LocalOutlierFactor()
km = KMeans(n_clusters=2, random_state=RANDOM_STATE, n_init=10).fit(Xru)
gc.collect()
