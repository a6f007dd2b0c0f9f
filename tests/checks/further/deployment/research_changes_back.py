# named: deep_copy.ipynb
# %% [markdown]
# # Where am I?

# %%
import os
from contextlib import contextmanager


@contextmanager
def inside(folder):
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


class Folder:
    def __enter__(self):
        os.chdir("data")


# %%
def prepare():
    os.chdir("data")  # expect: working-directory-hack
    return os.listdir(".")


with inside("data"):
    print(os.listdir("."))

# %%
# up, until the project's folder is reached
while not os.path.exists("setup.py"):
    os.chdir("..")  # expect: working-directory-hack
