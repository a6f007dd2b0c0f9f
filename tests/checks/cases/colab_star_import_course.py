# %% [markdown]
# # Deep learning course, lesson 1

# %%
learner = missing_before(1)  # expect: undefined-on-restart

# %%
from fastai.vision.all import *
from utils import *

# %%
path = untar_data(URLs.PETS)/'images'
whatever = anything_at_all

# %%
dls.show_batch()
