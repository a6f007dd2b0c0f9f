# %% [markdown]
# # Titanic, once more
# The usual cleaning, then the usual split.

# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

train = pd.read_csv("../input/train.csv")  # expect: untracked-data
test = pd.read_csv("../input/test.csv")  # expect: untracked-data

# %%
train["Age"].fillna(train["Age"].median(), inplace=True)  # expect: leaky-preprocessing
test["Age"].fillna(test["Age"].median(), inplace=True)
train["Embarked"] = train["Embarked"].fillna("S")
train["Fare"] = train["Fare"].fillna(train.groupby("Pclass")["Fare"].transform("median"))  # expect: leaky-preprocessing

# %%
print(train["Age"].mean(), train.isnull().sum())
train["LogFare"] = np.log1p(train["Fare"])
train = pd.get_dummies(train, columns=["Sex"])

# %%
for data in [train, test]:
    data["SibSp"] = data["SibSp"].fillna(data["SibSp"].mode()[0])  # expect: leaky-preprocessing

# %%
rates = train.groupby("Cabin")["Survived"].mean()  # expect: leaky-preprocessing
train["CabinRate"] = train["Cabin"].map(rates)

# %%
X = train.drop(columns=["Survived"])
y = train["Survived"]
X_tr, X_val, y_tr, y_val = train_test_split(X, y, test_size=0.2, random_state=1)

# %%
X_tr["Deck"] = X_tr["Deck"].fillna(X_tr["Deck"].mode()[0])
forest = RandomForestClassifier(random_state=1).fit(X_tr, y_tr)  # expect: untracked-experiment
forest.score(X_val, y_val)  # expect: printed-metric
