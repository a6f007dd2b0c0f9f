# %% [markdown]
# # Explore the customers
# Nothing is predicted here, so nothing leaks.

# %%
import pandas as pd
import seaborn as sns
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

customers = sns.load_dataset("penguins").dropna()
numbers = customers.select_dtypes("number")

# %%
numbers = numbers.fillna(numbers.mean())
scaled = StandardScaler().fit_transform(numbers)

# %%
parts = PCA(2).fit_transform(scaled)
sns.scatterplot(x=parts[:, 0], y=parts[:, 1])
head = numbers[:100]
