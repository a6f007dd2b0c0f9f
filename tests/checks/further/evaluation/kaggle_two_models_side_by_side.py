# %% [markdown]
# # Which one?

# %%
import joblib
from sklearn.metrics import mean_absolute_error
from sklearn.linear_model import Ridge
from sklearn.svm import SVR

ridge = Ridge().fit(X_train, y_train)
svr = SVR().fit(X_train, y_train)
print(mean_absolute_error(y_test, ridge.predict(X_test)))
print(mean_absolute_error(y_test, svr.predict(X_test)))
assert mean_absolute_error(y_test, svr.predict(X_test)) < 3
joblib.dump(svr, "svr.joblib")
