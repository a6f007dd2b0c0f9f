# %% [markdown]
# # Boosting until the test says stop

# %%
import lightgbm as lgb
import pandas as pd
import xgboost as xgb
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

data = pd.read_csv("../input/clicks.csv")
X, y = data.drop(columns="clicked"), data["clicked"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=7)

# %%
clf = xgb.XGBClassifier(n_estimators=2000)
clf.fit(X_train, y_train, eval_set=[(X_test, y_test)], early_stopping_rounds=50)  # expect: tuned-on-test
print(roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1]))

# %%
cat = CatBoostClassifier(random_seed=7)
cat.fit(X_train, y_train, eval_set=(X_test, y_test))  # expect: tuned-on-test
print(roc_auc_score(y_test, cat.predict_proba(X_test)[:, 1]))

# %%
# watched, not stopped
watched = lgb.LGBMClassifier(n_estimators=200)
watched.fit(X_train, y_train, eval_set=[(X_test, y_test)])
print(roc_auc_score(y_test, watched.predict_proba(X_test)[:, 1]))

# %%
# stopped by rows that are kept for it
X_fit, X_valid, y_fit, y_valid = train_test_split(X_train, y_train, random_state=7)
model = lgb.LGBMClassifier(n_estimators=2000)
model.fit(X_fit, y_fit, eval_set=[(X_fit, y_fit), (X_valid, y_valid)], callbacks=[lgb.early_stopping(50)])
print(roc_auc_score(y_valid, model.predict_proba(X_valid)[:, 1]))
print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))

# %%
train, test = xgb.DMatrix(X_train, y_train), xgb.DMatrix(X_test, y_test)
booster = xgb.train({"eta": 0.1}, train, 2000, evals=[(train, "train"), (test, "test")], early_stopping_rounds=9)  # expect: tuned-on-test
roc_auc_score(y_test, booster.predict(test))
