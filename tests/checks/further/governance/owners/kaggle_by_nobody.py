# expect: missing-owner
# %% [markdown]
# # Titanic
#
# We sort the passengers by class and by age.

# %%
import pandas as pd

by = pd.read_csv("train.csv").groupby("Pclass")
author = "?"
