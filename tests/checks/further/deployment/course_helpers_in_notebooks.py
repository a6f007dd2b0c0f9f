# named: lecture 3 & exercises.ipynb
# expect: untitled-notebook
# %% [markdown]
# # Exercises

# %%
import sys

import import_ipynb  # expect: hidden-notebook-call
import lecture_2
import nbformat
from ipynb.fs.full.lecture_1 import mean  # expect: hidden-notebook-call

%run ../common/setup.ipynb  # expect: hidden-notebook-call
%run -i "my notebook.ipynb"  # expect: hidden-notebook-call
%run setup
%run -i helpers.py data.ipynb
%run ./setup
get_ipython().run_line_magic("run", "plots.ipynb")  # expect: hidden-notebook-call
get_ipython().run_line_magic("matplotlib", "inline")

# %%
import papermill as pm

pm.execute_notebook("train.ipynb", "out/train.ipynb", parameters={"depth": 3})
with open("other.ipynb") as f:
    other = nbformat.read(f, as_version=4)

# %%
sys.path += ["../lib"]  # expect: working-directory-hack
paths = []
paths.append("..")
paths.insert(0, "x")
