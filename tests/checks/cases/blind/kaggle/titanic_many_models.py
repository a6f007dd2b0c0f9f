# expect: missing-purpose
# %%
# This Python 3 environment comes with many helpful analytics libraries installed
import numpy as np # linear algebra
import pandas as pd # data processing, CSV file I/O (e.g. pd.read_csv)
import matplotlib.pyplot as plt
import seaborn as sns
%matplotlib inline

import os
for dirname, _, filenames in os.walk('/kaggle/input'):  # expect: hard-coded-path
    for filename in filenames:
        print(os.path.join(dirname, filename))

# %%
import warnings
warnings.filterwarnings('ignore')  # expect: silenced-warnings

# %% [markdown]
# ## Load
# Data comes from the *Getting Started* competition. Upvote if it helps!!

# %%
train_df = pd.read_csv('../input/titanic/train.csv')  # expect: untracked-data
test_df = pd.read_csv('../input/titanic/test.csv')  # expect: untracked-data
combine = [train_df, test_df]

# %%
train_df.head()

# %%
train_df.info()
print('_'*40)
test_df.info()

# %%
train_df[['Pclass', 'Survived']].groupby(['Pclass'], as_index=False).mean().sort_values(by='Survived', ascending=False)

# %%
g = sns.FacetGrid(train_df, col='Survived')
g.map(plt.hist, 'Age', bins=20)

# %%
for dataset in combine:
    dataset['Title'] = dataset.Name.str.extract(' ([A-Za-z]+)\.', expand=False)

pd.crosstab(train_df['Title'], train_df['Sex'])

# %%
title_mapping = {"Mr": 1, "Miss": 2, "Mrs": 3, "Master": 4, "Rare": 5}
for dataset in combine:
    dataset['Title'] = dataset['Title'].replace(['Lady', 'Countess', 'Capt', 'Col', 'Don', 'Dr', 'Major', 'Rev', 'Sir', 'Jonkheer', 'Dona'], 'Rare')
    dataset['Title'] = dataset['Title'].replace('Mlle', 'Miss').replace('Ms', 'Miss').replace('Mme', 'Mrs')
    dataset['Title'] = dataset['Title'].map(title_mapping).fillna(0)

# %%
train_df = train_df.drop(['Name', 'PassengerId', 'Ticket', 'Cabin'], axis=1)
test_ids = test_df['PassengerId']
test_df = test_df.drop(['Name', 'PassengerId', 'Ticket', 'Cabin'], axis=1)
combine = [train_df, test_df]
train_df.shape, test_df.shape

# %%
# age: random guess between mean - std and mean + std, like everybody else
for dataset in combine:
    age_mean, age_std = dataset['Age'].mean(), dataset['Age'].std()
    n_null = dataset['Age'].isnull().sum()
    guesses = np.random.randint(age_mean - age_std, age_mean + age_std, size=n_null)  # expect: unseeded-run
    dataset.loc[dataset['Age'].isnull(), 'Age'] = guesses
    dataset['Sex'] = dataset['Sex'].map({'female': 1, 'male': 0}).astype(int)
    dataset['Embarked'] = dataset['Embarked'].fillna('S').map({'S': 0, 'C': 1, 'Q': 2})
    dataset['Fare'] = dataset['Fare'].fillna(0)

# %%
X_train = train_df.drop("Survived", axis=1)
Y_train = train_df["Survived"]
X_test  = test_df.copy()
X_train.shape, Y_train.shape, X_test.shape

# %%
from sklearn.linear_model import LogisticRegression, Perceptron, SGDClassifier
from sklearn.svm import SVC
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

# %%
logreg = LogisticRegression()
logreg.fit(X_train, Y_train)  # expect: untracked-experiment
Y_pred = logreg.predict(X_test)
acc_log = round(logreg.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
acc_log  # expect: printed-metric

# %%
coeff_df = pd.DataFrame(train_df.columns.delete(0))
coeff_df.columns = ['Feature']
coeff_df["Correlation"] = pd.Series(logreg.coef_[0])
coeff_df.sort_values(by='Correlation', ascending=False)

# %%
svc = SVC()
svc.fit(X_train, Y_train)
Y_pred = svc.predict(X_test)
acc_svc = round(svc.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
acc_svc  # expect: printed-metric

# %%
knn = KNeighborsClassifier(n_neighbors = 3)
knn.fit(X_train, Y_train)
Y_pred = knn.predict(X_test)
acc_knn = round(knn.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
acc_knn  # expect: printed-metric

# %%
sgd = SGDClassifier()  # expect: unseeded-run
sgd.fit(X_train, Y_train)
Y_pred = sgd.predict(X_test)
acc_sgd = round(sgd.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
acc_sgd  # expect: printed-metric

# %%
decision_tree = DecisionTreeClassifier()  # expect: unseeded-run
decision_tree.fit(X_train, Y_train)
Y_pred = decision_tree.predict(X_test)
acc_decision_tree = round(decision_tree.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
acc_decision_tree  # expect: printed-metric

# %%
random_forest = RandomForestClassifier(n_estimators=100)  # expect: unseeded-run
random_forest.fit(X_train, Y_train)
Y_pred = random_forest.predict(X_test)
random_forest.score(X_train, Y_train)  # expect: no-holdout
acc_random_forest = round(random_forest.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
print(acc_random_forest)  # expect: printed-metric

# %%
models = pd.DataFrame({
    'Model': ['SVM', 'KNN', 'Logistic Regression', 'Random Forest', 'SGD', 'Decision Tree'],
    'Score': [acc_svc, acc_knn, acc_log, acc_random_forest, acc_sgd, acc_decision_tree]})
models.sort_values(by='Score', ascending=False)  # expect: printed-metric

# %%
submission = pd.DataFrame({"PassengerId": test_ids, "Survived": Y_pred})
# submission.to_csv('../output/submission.csv', index=False)
submission.to_csv('submission.csv', index=False)
