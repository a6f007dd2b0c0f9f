# named: notebook3f2ab1c2d4.ipynb
# expect: untitled-notebook
# %% [markdown]
# # A title is no name

# %%
import math
