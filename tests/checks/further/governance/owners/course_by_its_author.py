# %% [markdown]
# # Lesson 3
#
# **Author:** Ada Lovelace

# %%
import math
