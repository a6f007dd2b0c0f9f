# named: model (1).ipynb
# expect: untitled-notebook
# %% [markdown]
# # A title is no name

# %%
import math
