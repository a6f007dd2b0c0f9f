# %% [markdown]
# Disaster tweets with plain bag of words, because not everything has to be BERT.

# %%
import re
import string
import nltk
import numpy as np
import pandas as pd
from nltk.corpus import stopwords
from sklearn import feature_extraction, linear_model, model_selection, preprocessing
from sklearn.feature_extraction.text import TfidfVectorizer, CountVectorizer, HashingVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.decomposition import TruncatedSVD
from sklearn.metrics import f1_score, classification_report, confusion_matrix
from sklearn.pipeline import Pipeline
from sklearn.model_selection import train_test_split, cross_val_score, StratifiedKFold
import matplotlib.pyplot as plt
import seaborn as sns

# %%
nltk.download('stopwords')
stop = set(stopwords.words('english'))

# %%
train_df = pd.read_csv("/kaggle/input/nlp-getting-started/train.csv")  # expect: hard-coded-path, untracked-data
test_df = pd.read_csv("/kaggle/input/nlp-getting-started/test.csv")  # expect: hard-coded-path, untracked-data
sample_submission = pd.read_csv("/kaggle/input/nlp-getting-started/sample_submission.csv")  # expect: hard-coded-path, untracked-data

# %%
train_df[train_df["target"] == 1]["text"].values[1]

# %%
x = train_df.target.value_counts()
sns.barplot(x=x.index, y=x)
plt.gca().set_ylabel('samples')

# %%
def clean(text):
    text = re.sub(r'https?://\S+|www\.\S+', '', text)
    text = re.sub(r'<.*?>', '', text)
    text = text.translate(str.maketrans('', '', string.punctuation)).lower()
    return ' '.join(w for w in text.split() if w not in stop)

train_df['text'] = train_df['text'].apply(clean)
test_df['text'] = test_df['text'].apply(clean)
train_df['text'].head()

# %%
count_vectorizer = CountVectorizer()
train_vectors = count_vectorizer.fit_transform(train_df["text"])  # expect: leaky-preprocessing
test_vectors = count_vectorizer.transform(test_df["text"])

# %%
clf = linear_model.RidgeClassifier()
scores = model_selection.cross_val_score(clf, train_vectors, train_df["target"], cv=3, scoring="f1")  # expect: untracked-experiment
scores  # expect: printed-metric

# %%
tfidf = TfidfVectorizer(min_df=2, max_df=0.5, ngram_range=(1, 2))
tfidf.fit(list(train_df['text']) + list(test_df['text']))  # expect: leaky-preprocessing
train_tfidf = tfidf.transform(train_df['text'])
test_tfidf = tfidf.transform(test_df["text"])

# %%
X_tr, X_val, y_tr, y_val = train_test_split(train_tfidf, train_df.target, test_size=0.2)  # expect: unseeded-run
X_tr.shape, X_val.shape

# %%
nb = MultinomialNB()
nb.fit(X_tr, y_tr)
val_preds = nb.predict(X_val)
print(classification_report(y_val, val_preds))  # expect: printed-metric

# %%
cm = confusion_matrix(y_val, val_preds)
sns.heatmap(cm, annot=True, fmt='d')  # expect: printed-metric

# %%
# same thing the right way
pipe = Pipeline([
    ('tfidf', TfidfVectorizer(min_df=2)),
    ('svd', TruncatedSVD(n_components=100, random_state=0)),
    ('clf', linear_model.LogisticRegression(C=2, max_iter=500)),
])
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=2020)
f1 = cross_val_score(pipe, train_df['text'], train_df['target'], cv=skf, scoring='f1')
print('mean f1 %.4f' % f1.mean())  # expect: printed-metric

# %%
hv = HashingVectorizer(n_features=2**16)
X_hash = hv.transform(train_df['text'])
clf_hash = linear_model.SGDClassifier(loss='log_loss', random_state=0)
f1_hash = cross_val_score(clf_hash, X_hash, train_df.target, cv=skf, scoring='f1')
with open('scores.txt', 'w') as fh:
    fh.write('hash,%.4f\n' % f1_hash.mean())

# %%
svd = TruncatedSVD(2)  # expect: unseeded-run
xy = svd.fit_transform(test_tfidf)
plt.scatter(xy[:, 0], xy[:, 1], s=2)

# %%
nb.fit(train_tfidf, train_df.target)
sample_submission["target"] = nb.predict(test_tfidf)
sample_submission.to_csv("submission.csv", index=False)
!head submission.csv
