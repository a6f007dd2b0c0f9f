# %% [markdown]
# # NLP disaster tweets, simple things first

# %%
import re
import string
from collections import Counter, defaultdict

import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from nltk.corpus import stopwords
import nltk
nltk.download('stopwords')
stop = set(stopwords.words('english'))

# %%
import logging
logging.getLogger('matplotlib').setLevel(logging.ERROR)
np.seterr(divide='ignore')

# %%
tweet = pd.read_csv('../input/nlp-getting-started/train.csv')  # expect: untracked-data
test = pd.read_csv('../input/nlp-getting-started/test.csv')  # expect: untracked-data
tweet.head(3)

# %%
print('There are {} rows and {} columns in train'.format(tweet.shape[0], tweet.shape[1]))
tweet['target'].value_counts().plot.bar()

# %%
fig, (ax1, ax2) = plt.subplots(1, 2, figsize=(10, 5))
ax1.hist(tweet[tweet.target == 1]['text'].str.len(), color='red')
ax2.hist(tweet[tweet.target == 0]['text'].str.len(), color='green')
fig.suptitle('Characters in tweets')
plt.show()

# %%
def create_corpus(target):
    corpus = []
    for x in tweet[tweet['target'] == target]['text'].str.split():
        for i in x:
            corpus.append(i)
    return corpus

dic = Counter(w for w in create_corpus(0) if w in stop)
top = dic.most_common(10)
x, y = zip(*top)
plt.bar(x, y)

# %%
def clean(text):
    text = re.sub(r'https?://\S+|www\.\S+', '', text)
    text = re.sub(r'<.*?>', '', text)
    return text.translate(str.maketrans('', '', string.punctuation)).lower()

tweet['clean'] = tweet['text'].apply(clean)
test['clean'] = test['text'].apply(clean)

# %%
from sklearn.feature_extraction.text import TfidfVectorizer

tfidf = TfidfVectorizer(min_df=3, ngram_range=(1, 2))
X_all = tfidf.fit_transform(tweet['clean'])  # expect: leaky-preprocessing
X_sub = tfidf.transform(test['clean'])
X_all.shape

# %%
from sklearn.decomposition import TruncatedSVD

def plot_LSA(data, labels):
    lsa = TruncatedSVD(n_components=2, random_state=1)
    scores = lsa.fit_transform(data)
    plt.scatter(scores[:, 0], scores[:, 1], s=8, alpha=.8, c=labels)

# %%
from sklearn.model_selection import train_test_split, cross_val_score, StratifiedKFold

X_train, X_val, y_train, y_val = train_test_split(X_all, tweet['target'], test_size=0.2)  # expect: unseeded-run
plot_LSA(X_train, y_train)

# %%
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.naive_bayes import MultinomialNB
from sklearn.metrics import f1_score, confusion_matrix

# %%
results = {}
candidates = {
    'lr': LogisticRegression(C=2.0),
    'nb': MultinomialNB(),
    'sgd': SGDClassifier(loss='modified_huber'),  # expect: unseeded-run
    'saga': LogisticRegression(solver='saga', max_iter=300, random_state=9),
}

# %%
for name, clf in candidates.items():
    clf.fit(X_train, y_train)  # expect: untracked-experiment
    results[name] = f1_score(y_val, clf.predict(X_val))

# %%
pd.Series(results).plot.barh(title='F1 on validation')

# %%
pd.Series(results, name='f1').to_csv('f1_by_model.csv')

# %%
from sklearn.pipeline import make_pipeline

pipe = make_pipeline(TfidfVectorizer(min_df=3), LogisticRegression())
cv = StratifiedKFold(5, shuffle=True, random_state=2)
cv_scores = cross_val_score(pipe, tweet['clean'], tweet['target'], cv=cv, scoring='f1')
print(cv_scores.mean(), cv_scores)  # expect: printed-metric

# %%
cm = confusion_matrix(y_val, candidates['nb'].predict(X_val))
plt.imshow(cm)  # expect: printed-metric

# %%
# most telling words
coef = pd.Series(candidates['lr'].coef_[0], index=tfidf.get_feature_names_out())
coef.sort_values().iloc[[0, 1, 2, -3, -2, -1]]

# %%
pipe.fit(tweet['clean'], tweet['target'])
sub = test[['id']].assign(target=pipe.predict(test['clean']))
sub.to_csv('submission.csv', index=False)

# %%
import joblib
joblib.dump(tfidf.vocabulary_, 'vocabulary.joblib')
joblib.dump(pipe, 'tfidf_lr.joblib')  # expect: loose-model-file
