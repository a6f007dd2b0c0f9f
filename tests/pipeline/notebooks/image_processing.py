# %% [markdown]
# # Filters
# %%
import numpy as np
import matplotlib.pyplot as plt
import matplotlib.image as mpimg
from matplotlib import cm
from scipy import ndimage as ndi, signal
from mpl_toolkits.axes_grid1 import make_axes_locatable
# %% [markdown]
# ## Image
# %%
yy, xx = np.mgrid[:64, :64]
img = ((xx - 32) ** 2 + (yy - 32) ** 2 < 400).astype(float)
rng = np.random.default_rng(0)
noisy = img + 0.3 * rng.standard_normal(img.shape)
def show(*images, **kw):
    fig, ax = plt.subplots(1, len(images), figsize=(3 * len(images), 3))
    for a, i in zip(np.atleast_1d(ax), images):
        a.imshow(i, cmap=CMAP, **kw); a.axis('off')
    plt.show()
CMAP = cm.gray
show(img, noisy)
# %% [markdown]
# ## Smooth
# %%
g = ndi.gaussian_filter(noisy, 2)
m = ndi.median_filter(noisy, 5)
show(g, m)
# %%
for n, i in [('noisy', noisy), ('gauss', g), ('median', m)]:
    print(n, 'mse %.5f' % ((i - img) ** 2).mean())
# %% [markdown]
# ## Edges
# %%
sx, sy = ndi.sobel(g, 0), ndi.sobel(g, 1)
mag = np.hypot(sx, sy)
CMAP = cm.inferno
show(mag)
# %%
labels, n = ndi.label(mag > 1.5)
n, np.bincount(labels.ravel())[:3]
# %% [markdown]
# ## Save and read back
# %%
plt.imsave('edges.png', mag, cmap='gray')
back = mpimg.imread('edges.png')
back.shape, back.dtype, float(back[..., 0].mean().round(4))
# %%
fig = plt.figure(); ax = fig.add_subplot(111, projection='3d')
ax.plot_surface(xx, yy, g, cmap='viridis')
