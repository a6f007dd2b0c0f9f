# %% [markdown]
# # Cell images: flips and turns

# %%
import numpy as np
from sklearn.model_selection import train_test_split


def augment(images, labels):
    return np.concatenate([images, images[:, ::-1]]), np.concatenate([labels, labels])


def balanced(images, labels):
    more, same = augment(images, labels)
    return more, same


# %%
images, labels = np.load("images.npy"), np.load("labels.npy")
X, y = augment(images, labels)  # expect: resampled-before-split
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

# %%
X_train, X_test, y_train, y_test = train_test_split(images, labels, random_state=0)
X_train, y_train = augment(X_train, y_train)  # expect: resampled-before-split
X_fit, X_valid, y_fit, y_valid = train_test_split(X_train, y_train, random_state=0)

# %%
X_part, X_valid, y_part, y_valid = train_test_split(images, labels, random_state=0)
X_part, y_part = augment(X_part, y_part)
print(X_part.shape, X_valid.shape)

# %%
# a bootstrap of the mean is no training set
rng = np.random.default_rng(0)
means = [rng.choice(images.mean(axis=(1, 2)), size=len(images)).mean() for _ in range(100)]
