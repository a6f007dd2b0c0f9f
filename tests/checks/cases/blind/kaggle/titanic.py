# expect: missing-purpose

# %%
# This Python 3 environment comes with many helpful analytics libraries installed
# For example, here's several helpful packages to load

import numpy as np # linear algebra
import pandas as pd # data processing, CSV file I/O (e.g. pd.read_csv)

# Input data files are available in the read-only "../input/" directory
import os
for dirname, _, filenames in os.walk('/kaggle/input'):  # expect: hard-coded-path
    for filename in filenames:
        print(os.path.join(dirname, filename))

# You can write up to 5GB to the current directory (/kaggle/working/)

# %% [markdown]
# # Titanic: yet another notebook

# %%
import matplotlib.pyplot as plt
import seaborn as sns
import warnings
warnings.filterwarnings('ignore')  # expect: silenced-warnings
%matplotlib inline

# %%
train = pd.read_csv('/kaggle/input/titanic/train.csv')  # expect: hard-coded-path, untracked-data
test = pd.read_csv('/kaggle/input/titanic/test.csv')  # expect: hard-coded-path, untracked-data
train.head()

# %%
train.info()
train.describe(include='O')

# %%
train.sample(5)  # expect: unseeded-run

# %%
train.isnull().sum(), test.isnull().sum()

# %%
sns.countplot(x='Survived', hue='Sex', data=train)

# %%
train[['Pclass', 'Survived']].groupby(['Pclass'], as_index=False).mean().sort_values(by='Survived', ascending=False)

# %%
g = sns.FacetGrid(train, col='Survived')
g.map(plt.hist, 'Age', bins=20)

# %%
train['Title'] = train['Name'].str.extract(r' ([A-Za-z]+)\.', expand=False)
test['Title'] = test['Name'].str.extract(r' ([A-Za-z]+)\.', expand=False)
title_mapping = {"Mr": 1, "Miss": 2, "Mrs": 3, "Master": 4}
for dataset in [train, test]:
    dataset['Title'] = dataset['Title'].map(title_mapping).fillna(0)

# %%
train['Age'] = train['Age'].fillna(train['Age'].median())  # expect: leaky-preprocessing
train['Embarked'] = train['Embarked'].fillna('S')
test['Fare'] = test['Fare'].fillna(0)

# %%
for dataset in [train, test]:
    dataset['FamilySize'] = dataset['SibSp'] + dataset['Parch'] + 1
    dataset['IsAlone'] = (dataset['FamilySize'] == 1).astype(int)
    dataset['Sex'] = dataset['Sex'].map({'female': 1, 'male': 0}).astype(int)

# %%
features = ['Pclass', 'Sex', 'Age', 'Fare', 'Title', 'FamilySize', 'IsAlone']
X = train[features]
y = train['Survived']
X_test = test[features]
X.head()

# %%
from sklearn.model_selection import train_test_split
X_tr, X_val, y_tr, y_val = train_test_split(X, y, test_size=0.2, random_state=0)
X_tr.shape, X_val.shape

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import RandomForestClassifier

logreg = LogisticRegression(max_iter=500)
logreg.fit(X_tr, y_tr)  # expect: untracked-experiment
acc_log = round(logreg.score(X_val, y_val) * 100, 2)
acc_log  # expect: printed-metric

# %%
coeff_df = pd.DataFrame({'feature': features, 'corr': logreg.coef_[0]})
coeff_df.sort_values(by='corr', ascending=False)

# %%
svc = SVC()
svc.fit(X_tr, y_tr)
acc_svc = round(svc.score(X_val, y_val) * 100, 2)

# %%
tree = DecisionTreeClassifier(max_depth=None)  # expect: unseeded-run
tree.fit(X_tr, y_tr)
print(tree.score(X_tr, y_tr))  # expect: no-holdout, printed-metric

# %%
rf = RandomForestClassifier(n_estimators=100, random_state=1)
rf.fit(X_tr, y_tr)
print('train', rf.score(X_tr, y_tr))  # expect: printed-metric
print('valid', rf.score(X_val, y_val))  # expect: printed-metric

# %%
models = pd.DataFrame({'Model': ['LR', 'SVC'], 'Score': [acc_log, acc_svc]})
models.sort_values(by='Score', ascending=False)  # expect: printed-metric

# %%
rf.fit(X, y)
predictions = rf.predict(X_test.fillna(0))
output = pd.DataFrame({'PassengerId': test.PassengerId, 'Survived': predictions})
output.to_csv('submission.csv', index=False)

# %%
pd.read_csv('submission.csv').head()

# %%
sns.barplot(x=rf.feature_importances_, y=features)

# %%
ensemble_preds.value_counts()  # expect: undefined-on-restart
