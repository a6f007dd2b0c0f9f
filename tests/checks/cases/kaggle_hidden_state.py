# %% [markdown]
# # Churn, cleaned in a hurry
# Some cells were deleted on the way.

# %%
import pandas as pd
import numpy as np
from sklearn.linear_model import LogisticRegression

# %%
df = pd.read_csv("churn.csv")  # expect: untracked-data
df["tenure"] = df["tenure"].clip(0, 72)
df.drop(columns=drop_cols, inplace=True)  # expect: undefined-on-restart

# %%
plt.hist(df["tenure"])  # expect: undefined-on-restart
plt.show()

# %%
def encode(frame):
    for name in columns_to_encode:
        frame[name] = frame[name].astype("category").cat.codes
    return frame

# %%
drop_cols = ["id"]
train[encoded] = 1  # expect: undefined-on-restart
for i in range(3):
    if i:
        total = total + i
    else:
        total = 0
print(total, drop_cols)

# %%
try:
    cached
except NameError:
    cached = {}
if "model" not in globals():
    model = LogisticRegression()

# %%
anything = still_bound_by_globals  # expect: undefined-on-restart
