# %% [markdown]
# ### Homework 3 - do not share

# %%
!wget -q https://example.org/files/abalone.data -O abalone.csv  # expect: shell-step, unversioned-download
!mkdir -p data && mv abalone.csv data/  # expect: shell-step

# %%
import pandas as pd
names = ['sex', 'length', 'diameter', 'height', 'weight', 'rings']
abalone = pd.read_csv('data/abalone.csv', names=names)  # expect: untracked-data
abalone.sex.value_counts().plot(kind='bar');

# %%
!wget https://example.org/files/wine.zip -P /content/sample  # expect: hard-coded-path, shell-step, unversioned-download
!unzip -o -q /content/sample/wine.zip -d wine  # expect: hard-coded-path, shell-step

# %%
from sklearn.datasets import load_wine, fetch_california_housing
wine = load_wine(as_frame=True).frame
houses = fetch_california_housing(as_frame=True).frame
import seaborn as sns
tips = sns.load_dataset('tips')

# %%
from sklearn.model_selection import train_test_split
tr, te = train_test_split(abalone, test_size=.3)  # expect: unseeded-run
tr2, te2 = train_test_split(wine, test_size=.3, shuffle=False)
tr3, te3 = train_test_split(houses, random_state=7)

# %%
from sklearn.neural_network import MLPRegressor
from sklearn.ensemble import GradientBoostingRegressor
mlp = MLPRegressor(hidden_layer_sizes=(16,), max_iter=500)  # expect: unseeded-run
mlp.fit(tr[['length', 'height']], tr.rings)  # expect: untracked-experiment
gb = GradientBoostingRegressor().fit(tr[['length', 'height']], tr.rings)

# %%
# tr, te = train_test_split(abalone)
# pd.read_csv('/content/old.csv')
'''
old = pd.read_csv("/home/me/old.csv")
'''
print(mlp.score(te[['length', 'height']], te.rings))  # expect: printed-metric
