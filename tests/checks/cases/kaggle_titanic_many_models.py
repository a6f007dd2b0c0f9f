# %% [markdown]
# # Titanic: data science solutions
# Classic walk through several models.

# %%
import pandas as pd
import numpy as np
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.linear_model import LogisticRegression, Perceptron
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.ensemble import RandomForestClassifier

# %%
train_df = pd.read_csv('../input/train.csv')  # expect: untracked-data
test_df = pd.read_csv('../input/test.csv')  # expect: untracked-data
combine = [train_df, test_df]

# %%
for dataset in combine:
    dataset['Sex'] = dataset['Sex'].map({'female': 1, 'male': 0}).astype(int)
freq_port = train_df.Embarked.dropna().mode()[0]
test_df['Fare'].fillna(test_df['Fare'].dropna().median(), inplace=True)

# %%
X_train = train_df.drop("Survived", axis=1)
Y_train = train_df["Survived"]
X_test = test_df.drop("PassengerId", axis=1).copy()

# %%
logreg = LogisticRegression()
logreg.fit(X_train, Y_train)  # expect: untracked-experiment
Y_pred = logreg.predict(X_test)
acc_log = round(logreg.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
acc_log  # expect: printed-metric

# %%
coeff_df = pd.DataFrame(train_df.columns.delete(0))
coeff_df["Correlation"] = pd.Series(logreg.coef_[0])
coeff_df.sort_values(by='Correlation', ascending=False)

# %%
svc = SVC()
svc.fit(X_train, Y_train)
acc_svc = round(svc.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
print(acc_svc)  # expect: printed-metric

# %%
knn = KNeighborsClassifier(n_neighbors=3).fit(X_train, Y_train)
acc_knn = round(knn.score(X_train, Y_train) * 100, 2)  # expect: no-holdout

# %%
random_forest = RandomForestClassifier(n_estimators=100, random_state=1)
random_forest.fit(X_train, Y_train)
Y_pred = random_forest.predict(X_test)
acc_random_forest = round(random_forest.score(X_train, Y_train) * 100, 2)  # expect: no-holdout
f"{acc_random_forest} %"  # expect: printed-metric

# %%
print("features:", len(X_train.columns), "rows:", X_train.shape[0])
print(random_forest.feature_importances_)

# %%
submission = pd.DataFrame({"PassengerId": test_df["PassengerId"], "Survived": Y_pred})
submission.to_csv('submission.csv', index=False)
