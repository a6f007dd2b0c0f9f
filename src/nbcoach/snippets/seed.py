# ruff: noqa: B018, E402, F821, ICN001, NPY002
# mypy: ignore-errors
# One cell that seeds every generator a notebook draws from: the first cell below, with the lines of each library that
# is wanted; its import is left out where the notebook has it. `draws` are calls that the seed has to stand above.
# %% tags=["nbcoach-seed"] nbcoach={"kind": "seed", "version": 1}
__imports__

# The same random numbers in every run. Inserted by nbcoach.
__start__
__lines__
# %% start
__seed__ = 42
# %% random draws=["random.*"]
import random

random.seed(__seed__)
# %% numpy draws=["numpy.random.*", "sklearn.*", "scipy.stats.*", "*.sample"]
import numpy

numpy.random.seed(__seed__)
# %% torch draws=["torch.rand*", "torch.nn.*", "torch.utils.data.*", "torch.optim.*", "torch.normal", "torch.bernoulli"]
import torch

torch.manual_seed(__seed__)
# %% tensorflow draws=["tensorflow.random.*", "tensorflow.data.*", "keras.layers.*", "keras.models.*"]
import tensorflow

tensorflow.random.set_seed(__seed__)
# %% keras draws=["keras.layers.*", "keras.models.*", "keras.Sequential*", "keras.random.*"]
import keras

keras.utils.set_random_seed(__seed__)
