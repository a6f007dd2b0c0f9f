# %% [markdown]
# # Sleep stages of sixty subjects

# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import KFold, ShuffleSplit, StratifiedKFold, cross_val_score, train_test_split

epochs = pd.read_parquet("epochs.parquet")
epochs["relative"] = epochs["power"] / epochs.groupby("subject_id")["power"].transform("mean")

# %%
X, y = epochs[["relative", "power"]], epochs["stage"]
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=0)  # expect: overlapping-split

# %%
folds = StratifiedKFold(5, shuffle=True, random_state=0)
cross_val_score(RandomForestClassifier(random_state=0), X, y, cv=folds)  # expect: overlapping-split
plain = KFold(5)
cross_val_score(RandomForestClassifier(random_state=0), X, y, cv=plain)
for train, test in ShuffleSplit(3, random_state=0).split(X):  # expect: overlapping-split
    print(len(train), len(test))

# %%
# one row per subject
subjects = epochs.groupby("subject_id").mean()
A_train, A_test = train_test_split(subjects, random_state=0)
first = epochs.drop_duplicates("subject_id")
B_train, B_test = train_test_split(first, random_state=0)

# %%
# another table, and groups that nobody is
sites = pd.read_csv("sites.csv")
C_train, C_test = train_test_split(sites, random_state=0)
sites.groupby("country").size()
D_train, D_test = train_test_split(sites.sort_values("country"), random_state=0)
