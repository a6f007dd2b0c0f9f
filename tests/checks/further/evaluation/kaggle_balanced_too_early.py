# %% [markdown]
# # Churn: few leave, so copy them

# %%
import pandas as pd
from imblearn.combine import SMOTETomek
from imblearn.over_sampling import ADASYN, SMOTE, RandomOverSampler
from imblearn.pipeline import Pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.utils import resample

churn = pd.read_csv("churn.csv")
churn["left"].value_counts()

# %%
X, y = churn.drop(columns="left"), churn["left"]
sampler = SMOTE(random_state=1)
X_new, y_new = sampler.fit_resample(X, y)  # expect: resampled-before-split
X_train, X_test, y_train, y_test = train_test_split(X_new, y_new, random_state=1)
forest = RandomForestClassifier(random_state=1).fit(X_train, y_train)
print(classification_report(y_test, forest.predict(X_test)))

# %%
rare = churn[churn.left == 1]
copied = rare.sample(n=5000, replace=True, random_state=1)  # expect: resampled-before-split
together = pd.concat([churn, copied])
A_train, A_test, b_train, b_test = train_test_split(together.drop(columns="left"), together["left"], random_state=1)

# %%
fewer = resample(churn[churn.left == 0], replace=False, n_samples=len(rare), random_state=1)
even = pd.concat([fewer, rare])
train, test = train_test_split(even, random_state=1)

# %%
# in the right order: only the training part grows
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=1)
X_more, y_more = RandomOverSampler(random_state=1).fit_resample(X_train, y_train)
search = GridSearchCV(RandomForestClassifier(random_state=1), {"max_depth": [3, 9]}, scoring="f1").fit(X_more, y_more)
print(classification_report(y_test, search.predict(X_test)))

# %%
# the folds share the neighbours
X_mixed, y_mixed = SMOTETomek(random_state=1).fit_resample(X_train, y_train)  # expect: resampled-before-split
cross_val_score(forest, X_mixed, y_mixed, scoring="f1").mean()

# %%
steps = Pipeline([("more", ADASYN(random_state=1)), ("model", RandomForestClassifier(random_state=1))])
cross_val_score(steps, X, y, scoring="f1").mean()
X_few, y_few = RandomUnderSampler(random_state=1).fit_resample(X, y)
parts = train_test_split(X_few, y_few, random_state=1)
