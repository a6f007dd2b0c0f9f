# named: Über uns.ipynb
# expect: untitled-notebook
# %% [markdown]
# # A title is no name

# %%
import math
