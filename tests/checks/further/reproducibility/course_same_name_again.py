# %%
import pandas as pd
data = pd.read_csv("berlin.csv")
# %%
data.describe()
# %%
data.rent.hist()
# %%
data = data.dropna()
# %%
def score(rows):
    return rows.rent.mean()
# %%
score(data)
# %%
result = score(data)
# %%
data = pd.read_csv("wien.csv")
# %%
data.describe()
# %%
score = 3  # expect: redefined-name
# %%
print(score)
# %%
cities = ["Berlin", "Wien"]
# %%
print(cities)
# %%
len(cities)
# %%
x = 3
# %%
cities = pd.read_csv("cities.csv")  # expect: redefined-name
# %%
cities.head()
