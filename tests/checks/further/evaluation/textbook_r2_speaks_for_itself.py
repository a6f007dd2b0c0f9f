# %% [markdown]
# # Chapter 3: a line through points

# %%
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score

line = LinearRegression().fit(X_train, y_train)
r2_score(y_test, line.predict(X_test))
line.score(X_test, y_test)
