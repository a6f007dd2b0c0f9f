# beside: setup.py: from setuptools import setup
# beside: setup.py: setup(name="shop", install_requires=["pandas>=2", "lightgbm"])
# beside: requirements.txt: pandas==2.2.3
# beside: requirements.txt: lightgbm==4.5.0
# beside: dev-requirements.txt: pytest
# %%
import lightgbm
import pandas
