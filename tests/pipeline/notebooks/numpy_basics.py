# %%
import numpy as np
# %%
a = np.arange(15).reshape(3, 5)
a
# %%
a.shape, a.ndim, a.dtype.name, a.itemsize, a.size, type(a)
# %% [markdown]
# # Views and copies
# %%
c = a.view()
c is a, c.base is a.base
# %%
s = a[:, 1:3]
s[:] = 10
a
# %%
d = a.copy()
d[0, 0] = 9999
a
# %% [markdown]
# # Random
# %%
rg = np.random.default_rng(1)
b = rg.random((2, 3))
b += 3
b
# %%
rg.normal(size=4)
# %% [markdown]
# # Linear algebra
# %%
A = np.array([[1.0, 2.0], [3.0, 4.0]])
np.linalg.inv(A), np.linalg.eig(A)
# %%
np.set_printoptions(precision=2)
u = np.eye(2) * rg.random()
u
# %% [markdown]
# # Masks
# %%
m = a > 4
a[m] = 0
s
# %%
palette = np.array([[0, 0, 0], [255, 0, 0]])
image = np.array([[0, 1], [1, 0]])
palette[image]
# %%
rg.integers(0, 100, 5)
