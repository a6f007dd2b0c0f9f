# %% [markdown]
# # What precision and recall mean
# Small arrays, no model.

# %%
import numpy as np
from sklearn.metrics import confusion_matrix, precision_score

truth = np.array([1, 0, 1, 1])
guess = np.array([1, 1, 1, 0])

# %%
print(precision_score(truth, guess))
confusion_matrix(truth, guess)
