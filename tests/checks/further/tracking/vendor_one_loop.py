# %% [markdown]
# # A loop of runs

# %%
from sklearn.svm import SVC


def train(C):
    model = SVC(C=C).fit(X_train, y_train)
    return model.score(X_test, y_test)


# %%
print("C=1", train(1))

# %%
print("C=10", train(10))

# %%
print("C=100", train(100))
