# %% [markdown]
# # Every estimator of the course, with and without a seed
# %%
from prepared import *
import numpy as np, pandas as pd, random, torch, scipy.stats as st
from scipy import stats
from sklearn.model_selection import train_test_split, KFold, StratifiedKFold, GridSearchCV, cross_val_score, RandomizedSearchCV
from sklearn.ensemble import RandomForestClassifier, GradientBoostingClassifier, AdaBoostClassifier, VotingClassifier, StackingClassifier, BaggingClassifier
from sklearn import ensemble, tree, cluster, linear_model, datasets, svm
from sklearn.tree import DecisionTreeClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier, Lasso
from sklearn.svm import SVC, LinearSVC
from sklearn.decomposition import PCA, TruncatedSVD, NMF
from sklearn.neighbors import KNeighborsClassifier
from xgboost import XGBClassifier
from imblearn.over_sampling import SMOTE
# %%
models = {"rf": RandomForestClassifier(), "lr": LogisticRegression(), "svc": SVC(probability=True)}  # expect: unseeded-run
clf = AdaBoostClassifier(n_estimators=50)
clf = AdaBoostClassifier(DecisionTreeClassifier(max_depth=1), n_estimators=200)  # expect: unseeded-run
gb = GradientBoostingClassifier()
gb = GradientBoostingClassifier(subsample=0.8)  # expect: unseeded-run
x = LinearSVC()
ls = LinearSVC(dual=True)
pca = PCA(n_components=2)
tsvd = TruncatedSVD(n_components=2)  # expect: unseeded-run
sv = SVC()
lr = LogisticRegression(solver="liblinear")  # expect: unseeded-run
lr = LogisticRegression("l1", solver="saga")  # expect: unseeded-run
kf = KFold(n_splits=5)
kf = KFold(n_splits=5, shuffle=True)  # expect: unseeded-run
kf = KFold(5, shuffle=True, random_state=1)
kf = KFold(5, True)  # expect: unseeded-run
xgb = XGBClassifier()
rs = RandomizedSearchCV(gb, {}, n_iter=5)  # expect: unseeded-run
gs = GridSearchCV(RandomForestClassifier(random_state=1), {})
# %%
dist = stats.norm(0, 1)
v = dist.rvs(100)  # expect: unseeded-run
v = stats.halfnorm(loc=0, scale=25).rvs(size=1000)  # expect: unseeded-run
v = st.binom.rvs(10, .5, size=3)  # expect: unseeded-run
# %%
for name, model in [("dt", tree.DecisionTreeClassifier())]:  # expect: unseeded-run
    pass
params = dict(n_estimators=100)
m = RandomForestClassifier(**params)  # expect: unseeded-run
best = RandomForestClassifier(**gs.best_params_)
m = ensemble.RandomForestClassifier(n_estimators=10)  # expect: unseeded-run
rf = ensemble.RandomForestRegressor
rf2 = rf()  # expect: unseeded-run
# %%
df = pd.read_csv("x.csv")  # expect: untracked-data
df.sample(5)  # expect: unseeded-run
df.sample(frac=1).reset_index(drop=True)  # expect: unseeded-run
train = df.sample(frac=0.8, random_state=200)
small = df[df.x > 1].sample(100)  # expect: unseeded-run
g = df.groupby("a").apply(lambda x: x.sample(10))  # expect: unseeded-run
g = df.groupby("a").sample(n=2)  # expect: unseeded-run
# %%
def load():
    return pd.read_csv("y.csv")  # expect: untracked-data
d = load()
d.sample(3)  # expect: unseeded-run
train_df = prepare()
train_df.sample(3)  # expect: unseeded-run
reviews.sample(10)  # expect: unseeded-run
# %%
random.seed()
random.shuffle(rows)  # expect: unseeded-run
random.choice([1, 2])  # expect: unseeded-run
idx = np.random.permutation(10)  # expect: unseeded-run
np.random.shuffle(idx)  # expect: unseeded-run
from random import sample, shuffle, randint
shuffle(rows)  # expect: unseeded-run
torch.randn(3)  # expect: unseeded-run
torch.randn(2, generator=g)
torch.empty(3).uniform_(0, 1)  # expect: unseeded-run
w = torch.nn.init.xavier_uniform_(torch.empty(2, 2))
sampler = torch.utils.data.SubsetRandomSampler(idx)
train_ds, val_ds = torch.utils.data.random_split(ds, [1, 2])  # expect: unseeded-run
train_ds, val_ds = torch.utils.data.random_split(ds, [1, 2], generator=torch.Generator().manual_seed(1))
# %%
X, y = datasets.make_classification(100)  # expect: unseeded-run
X, y = datasets.make_moons(100)
X, y = datasets.make_moons(100, noise=.2)  # expect: unseeded-run
X, y = datasets.fetch_openml("x", return_X_y=True)
from sklearn.utils import shuffle as sk_shuffle
X, y = sk_shuffle(X, y)  # expect: unseeded-run
a = train_test_split(X, y, shuffle=False)
a = train_test_split(X, y, 0.2)  # expect: unseeded-run
sm = SMOTE()  # expect: unseeded-run
# %%
password = "".join(random.choice("abcdef") for _ in range(8))  # expect: unseeded-run
suffix = "".join(random.choices("0123456789", k=6))  # expect: unseeded-run
# %%
import optuna
study = optuna.create_study(sampler=optuna.samplers.TPESampler())  # expect: unseeded-run
study = optuna.create_study()
from hyperopt import fmin, tpe
best = 1
from scipy.optimize import differential_evolution, dual_annealing, basinhopping
r = differential_evolution(f, bounds)  # expect: unseeded-run
import networkx as nx
G = nx.erdos_renyi_graph(10, .1)  # expect: unseeded-run
G = nx.gnp_random_graph(10, .1, seed=1)
pos = nx.spring_layout(G)
import umap
u = umap.UMAP()  # expect: unseeded-run
import gensim
lda = gensim.models.LdaModel(corpus, num_topics=3)  # expect: unseeded-run, untracked-experiment
lda = gensim.models.ldamodel.LdaModel(corpus, num_topics=3)  # expect: unseeded-run
w2v = gensim.models.Word2Vec(sents)
from sklearn.manifold import TSNE, Isomap
t = TSNE(n_components=2)  # expect: unseeded-run
iso = Isomap()
km = cluster.KMeans(3)  # expect: unseeded-run
from statsmodels.tsa.arima.model import ARIMA
from prophet import Prophet
from catboost import CatBoostClassifier
from lightgbm import LGBMClassifier
c = CatBoostClassifier(); l = LGBMClassifier(subsample=.5, subsample_freq=1)
