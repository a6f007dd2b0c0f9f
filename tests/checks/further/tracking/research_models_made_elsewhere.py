# %% [markdown]
# # The same call for one model after another

# %%
import bambi as bmb

model = bmb.Model("y ~ a", frame)

# %%
idata = model.fit(target_accept=0.9, num_chains=4)
print(idata.sample_stats.diverging.sum().item())

# %%
model = bmb.Model("y ~ a + b", frame)

# %%
idata = model.fit(target_accept=0.95, num_chains=4)  # slower
print(idata.sample_stats.diverging.sum().item())

# %%
model = bmb.Model("y ~ a * b", frame)

# %%
idata = model.fit(target_accept=0.99, num_chains=4)
print(idata.sample_stats.diverging.sum().item())

# %%
from sklearn.svm import SVC

# %%
svc = SVC(C=1).fit(X, y)  # first
print("score", svc.score(X_test, y_test))

# %%
svc = SVC(C=1).fit(X, y)  # again
print("score", svc.score(X_test, y_test))

# %%
svc = SVC(C=1).fit(X, y)  # and again
print("score", svc.score(X_test, y_test))
