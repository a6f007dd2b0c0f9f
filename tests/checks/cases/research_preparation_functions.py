# %% [markdown]
# # Churn study
# Preparation and evaluation are functions of the notebook.

# %%
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.preprocessing import StandardScaler

raw = pd.read_csv("churn.csv")  # expect: untracked-data

# %%
def prepare(df):
    df = df.copy()
    df["charge"] = df["charge"].fillna(df["charge"].mean())  # expect: leaky-preprocessing
    return df

# %%
def scale(train, test):
    scaler = StandardScaler().fit(train)
    return scaler.transform(train), scaler.transform(test)

# %%
def fold_scores(X, y):
    found = []
    for tr, te in StratifiedKFold(5).split(X, y):
        X_tr, X_te = scale(X[tr], X[te])
        X_tr, y_tr = SMOTE(random_state=0).fit_resample(X_tr, y[tr])
        found.append(LogisticRegression().fit(X_tr, y_tr).score(X_te, y[te]))
    return found

# %%
clean = prepare(raw)
X, y = clean.drop(columns="churn"), clean["churn"]

# %%
X_more, y_more = SMOTE(random_state=0).fit_resample(X, y)  # expect: leaky-preprocessing
train_X, test_X, train_y, test_y = train_test_split(X_more, y_more, random_state=0)

# %%
values = fold_scores(X.values, y.values)  # expect: untracked-experiment
print(values)  # expect: printed-metric
