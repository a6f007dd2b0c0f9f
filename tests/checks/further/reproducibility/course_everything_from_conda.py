# beside: environment.yml: name: course
# beside: environment.yml: dependencies:
# beside: environment.yml:   - python=3.10
# beside: environment.yml:   - anaconda
# beside: environment.yml:   - pip
# beside: environment.yml:   - pip:
# beside: environment.yml:     - torch
# expect: unpinned-environment
# %%
import pandas as pd
import sklearn
import torch
import seaborn
