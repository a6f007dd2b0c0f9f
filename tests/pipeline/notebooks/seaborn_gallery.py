# %% [markdown]
# # Penguin-like plots with seaborn
# %%
import seaborn as sns
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np, pandas as pd
%config InlineBackend.figure_format = 'retina'
sns.set_theme(context='notebook', style='ticks', palette='muted')
# %%
rng = np.random.RandomState(4)
n = 120
penguins = pd.DataFrame({
    'species': rng.choice(['Adelie', 'Gentoo', 'Chinstrap'], n),
    'bill': rng.normal(45, 5, n),
    'mass': rng.normal(4200, 400, n),
    'sex': rng.choice(['m', 'f'], n),
})
penguins.head()
# %% [markdown]
# ## Distributions
# %%
sns.displot(penguins, x='bill', hue='species', kind='kde')
# %%
sns.boxplot(data=penguins, x='species', y='mass', hue='sex')
sns.despine()
# %% [markdown]
# ## Relations
# %%
g = sns.lmplot(data=penguins, x='bill', y='mass', hue='species', n_boot=50, seed=0)
g.set_axis_labels('Bill', 'Mass')
# %%
g = sns.pairplot(penguins, hue='species', height=1.5)
# %% [markdown]
# ## Grid shared over cells
# %%
fig, ax = plt.subplots(figsize=(5, 3))
sns.regplot(x='bill', y='mass', data=penguins, ax=ax, seed=1, n_boot=50)
# %%
ax.set_title('changed later')
ax.axhline(4200, color='k', ls='--')
fig
# %% [markdown]
# ## Palette
# %%
current = sns.color_palette()
print(len(current), current[0])
with sns.axes_style('darkgrid'):
    plt.plot(np.sin(np.linspace(0, 5)))
# %%
mpl.rcParams['lines.linewidth'] = 3
plt.plot([1, 3, 2]); plt.savefig('line.png', dpi=50)
