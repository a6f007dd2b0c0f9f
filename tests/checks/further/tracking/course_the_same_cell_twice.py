# %% [markdown]
# # With and without scaling

# %%
from sklearn.svm import SVC

model = SVC(C=1).fit(X_train, y_train)
print("plain", model.score(X_test, y_test))

# %%
model = SVC(C=1).fit(X_train, y_train)
print("plain", model.score(X_test, y_test))

# %%
model = SVC(C=1).fit(scaled_train, y_train)
print("scaled", model.score(scaled_test, y_test))

# %%
model.fit(X_train, y_train)

# %%
model.fit(X_train, y_train)

# %%
model.fit(X_train, y_train)
