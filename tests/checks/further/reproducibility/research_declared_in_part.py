# beside: requirements.txt: numpy==1.26.4
# beside: requirements.txt: -r more/extra.txt
# beside: requirements.txt: git+https://github.com/lab/wellplates.git@3f1c2ab#egg=wellplates
# beside: more/extra.txt: opencv-python-headless==4.10.0.84
# beside: more/extra.txt: PyYAML==6.0.2
# beside: src/wells/__init__.py: SIZE = 96
# beside: plates.py: ROWS = 8
# %%
import os
import cv2
import numpy as np
import yaml
import wellplates
import wells
from plates import ROWS
from sklearn.decomposition import PCA  # expect: undeclared-dependency
from sklearn.cluster import KMeans
# %%
import somethingofourown
from google.cloud import storage
import IPython
# %%
import scipy.stats as stats  # expect: undeclared-dependency
# %%
try:
    import torch
except ImportError:
    torch = None
# %%
def lazily():
    import seaborn as sns  # expect: undeclared-dependency
    return sns
