# beside: pyproject.toml: [tool.poetry.dependencies]
# beside: pyproject.toml: python = "^3.11"
# beside: pyproject.toml: pandas = "^2.2"
# beside: pyproject.toml: [tool.poetry.group.dev.dependencies]
# beside: pyproject.toml: matplotlib = "^3.9"
# beside: poetry.lock: [[package]]
# beside: poetry.lock: name = "numpy"
# beside: poetry.lock: version = "1.26.4"
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import xgboost as xgb  # expect: undeclared-dependency
# %%
%pip install shap==0.46.0
import shap
