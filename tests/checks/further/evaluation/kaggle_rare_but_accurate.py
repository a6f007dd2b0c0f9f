# %% [markdown]
# # Insurance claims
# Only a few customers file a claim: the target is unbalanced.

# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import cross_val_score, train_test_split

claims = pd.read_csv("claims.csv")
claims.describe()
X_train, X_test, y_train, y_test = train_test_split(claims.drop(columns="claim"), claims["claim"], random_state=0)

# %%
forest = RandomForestClassifier(random_state=0)
forest.fit(X_train, y_train)
forest.score(X_test, y_test)  # expect: accuracy-on-imbalance

# %%
print(cross_val_score(RandomForestClassifier(random_state=0), X_train, y_train).mean())  # expect: accuracy-on-imbalance
print(cross_val_score(RandomForestClassifier(random_state=0), X_train, y_train, scoring="neg_log_loss_x").mean())

# %%
LinearRegression().fit(X_train, y_train).score(X_test, y_test)
