# %% [markdown]
# # Chapter 7 - Working with text data
# Bags of words, tf-idf, n-grams, topics. Adapted for the evening course.

# %%
!apt-get install -y tree  # expect: shell-step
!mkdir -p data && tar xzf aclImdb_v1.tar.gz -C data  # expect: shell-step
!tree -dL 2 data/aclImdb

# %%
import warnings
warnings.filterwarnings("ignore", category=DeprecationWarning)
warnings.simplefilter("ignore")  # expect: silenced-warnings

import matplotlib.pyplot as plt
import mglearn
import numpy as np
from sklearn.datasets import load_files

# %%
reviews_train = load_files("data/aclImdb/train/")  # expect: untracked-data
text_train, y_train = reviews_train.data, reviews_train.target
print("length of text_train:", len(text_train))
print("Samples per class (training):", np.bincount(y_train))

# %%
reviews_test = load_files("data/aclImdb/test/")  # expect: untracked-data
text_test, y_test = reviews_test.data, reviews_test.target
text_train = [doc.replace(b"<br />", b" ") for doc in text_train]
text_test = [doc.replace(b"<br />", b" ") for doc in text_test]

# %%
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

vect = CountVectorizer().fit(text_train)
X_train = vect.transform(text_train)
print(repr(X_train))
feature_names = vect.get_feature_names_out()
print(feature_names[20010:20030])

# %%
from sklearn.linear_model import LogisticRegression

logreg = LogisticRegression(max_iter=1000).fit(X_train, y_train)  # expect: untracked-experiment
print("Training set score: {:.3f}".format(logreg.score(X_train, y_train)))  # expect: printed-metric
print("Test set score: {:.3f}".format(logreg.score(vect.transform(text_test), y_test)))  # expect: printed-metric

# %%
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline

pipe = make_pipeline(TfidfVectorizer(min_df=5), LogisticRegression())
param_grid = {"logisticregression__C": [0.001, 0.01, 0.1, 1, 10]}
grid = GridSearchCV(pipe, param_grid, cv=5)
grid.fit(text_train, y_train)
print("Best cross-validation score: {:.2f}".format(grid.best_score_))  # expect: printed-metric

# %%
vectorizer = grid.best_estimator_.named_steps["tfidfvectorizer"]
max_value = vectorizer.transform(text_train).max(axis=0).toarray().ravel()
print("Features with lowest tfidf:\n{}".format(vectorizer.get_feature_names_out()[max_value.argsort()[:20]]))

# %%
mglearn.tools.visualize_coefficients(logreg.coef_, feature_names, n_top_features=40)

# %%
scores = grid.cv_results_["mean_test_score"].reshape(-1, 1).T
heatmap = mglearn.tools.heatmap(scores, xlabel="C", ylabel="", xticklabels=param_grid["logisticregression__C"], yticklabels=[""])  # expect: printed-metric
plt.colorbar(heatmap)

# %%
from sklearn.decomposition import LatentDirichletAllocation

vect = CountVectorizer(max_features=10000, max_df=0.15)
X = vect.fit_transform(text_train)
lda = LatentDirichletAllocation(n_components=10, learning_method="batch", max_iter=25)  # expect: unseeded-run
document_topics = lda.fit_transform(X)
print("lda.components_.shape: {}".format(lda.components_.shape))

# %%
# Exercise: SMS
import pandas as pd
sms = pd.read_table("data/SMSSpamCollection", names=["label", "message"])  # expect: untracked-data
sms["label_num"] = sms.label.map({"ham": 0, "spam": 1})
sms.head()

# %%
tfidf = TfidfVectorizer(stop_words="english")
features = tfidf.fit_transform(sms.message)  # expect: leaky-preprocessing
features.shape

# %%
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import MultinomialNB
from sklearn import metrics

Xtr, Xte, ytr, yte = train_test_split(features, sms.label_num, random_state=1)
nb = MultinomialNB()
nb.fit(Xtr, ytr)
pred = nb.predict(Xte)
metrics.accuracy_score(yte, pred)  # expect: printed-metric

# %%
# no leak here: hashing knows nothing of the corpus
from sklearn.feature_extraction.text import HashingVectorizer
hashed = HashingVectorizer(n_features=2**12).transform(sms.message)
Htr, Hte, ytr, yte = train_test_split(hashed, sms.label_num, random_state=1)
false_positives = sms.message[yte[(pred == 1) & (yte == 0)].index]
false_positives.head()
