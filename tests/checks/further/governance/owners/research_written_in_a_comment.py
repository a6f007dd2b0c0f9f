# %%
# Author: Grace Hopper
import math
# %% [markdown]
# ## Results
