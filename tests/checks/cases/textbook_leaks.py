# %% [markdown]
# # Where a leak begins
# Each pair of cells shows one way, wrong and right.

# %%
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.feature_selection import SelectKBest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, OneHotEncoder, PolynomialFeatures, StandardScaler

X, y = load_breast_cancer(return_X_y=True)
frame = load_breast_cancer(as_frame=True).frame

# %%
scaler = StandardScaler()
X_scaled = scaler.fit_transform(X)  # expect: leaky-preprocessing
X_train, X_test, y_train, y_test = train_test_split(X_scaled, y, random_state=0)

# %%
A_train, A_test, b_train, b_test = train_test_split(X, y, random_state=0)
right = StandardScaler().fit(A_train)
A_train, A_test = right.transform(A_train), right.transform(A_test)

# %%
minmax = MinMaxScaler()
minmax.fit(X)  # expect: leaky-preprocessing
C_train, C_test = train_test_split(X, random_state=0)
C_train, C_test = minmax.transform(C_train), minmax.transform(C_test)

# %%
best = SelectKBest(k=5).fit_transform(X, y)  # expect: leaky-preprocessing
scores = cross_val_score(LogisticRegression(), best, y)  # expect: untracked-experiment

# %%
inside = make_pipeline(SelectKBest(k=5), LogisticRegression())
scores = cross_val_score(inside, X, y)

# %%
first_two = PCA(2).fit_transform(X)
print(first_two[:3])

# %%
reduced = PCA(5).fit_transform(X)  # expect: leaky-preprocessing
for train, test in KFold(5).split(reduced):
    LogisticRegression().fit(reduced[train], y[train])

# %%
whole = Pipeline([("impute", SimpleImputer()), ("scale", StandardScaler())])
Z = whole.fit_transform(X)  # expect: leaky-preprocessing
search = GridSearchCV(LogisticRegression(), {"C": [1, 10]}).fit(Z, y)

# %%
encoded = LabelEncoder().fit_transform(y)
wide = PolynomialFeatures(2).fit_transform(X)
onehot = OneHotEncoder().fit_transform(frame[["target"]])
D_train, D_test, e_train, e_test = train_test_split(wide, encoded, random_state=0)

# %%
X_norm = (X - X.mean(axis=0)) / X.std(axis=0)  # expect: leaky-preprocessing
X_norm_train, X_norm_test = X_norm[:400], X_norm[400:]

# %%
mean, std = A_train.mean(axis=0), A_train.std(axis=0)
A_train, A_test = (A_train - mean) / std, (A_test - mean) / std

# %%
both = np.vstack([A_train, A_test])
again = StandardScaler().fit(both)  # expect: leaky-preprocessing

# %%
texts = ["good", "bad", "fine"]
tfidf = TfidfVectorizer().fit_transform(texts)  # expect: leaky-preprocessing
hashed = HashingVectorizer().transform(texts)
T_train, T_test = train_test_split(tfidf, random_state=0)
H_train, H_test = train_test_split(hashed, random_state=0)
