# %% [markdown]
# # Extensive EDA of the world happiness report 🌍

# %%
import random
import pandas as pd, numpy as np
import plotly.express as px
import matplotlib.pyplot as plt
import missingno as msno

# %%
data = {}
for year in range(2015, 2020):
    data[year] = pd.read_csv(f'../input/world-happiness/{year}.csv')  # expect: untracked-data

# %%
data[2019].sample(5)  # expect: unseeded-run

# %%
data[2018].sample(5, random_state=0)

# %%
def random_color():
    """Pick a colour, like /home/of/colours."""
    return "#" + ''.join([random.choice('0123456789ABCDEF') for _ in range(6)])  # expect: unseeded-run

# %%
colors = [random_color() for i in range(10)]
msno.matrix(data[2015])
plt.show()

# %%
df = data[2019]
df['size'] = np.random.uniform(1, 4, len(df))  # expect: unseeded-run
fig = px.scatter(df, x='GDP per capita', y='Score', size='size')
fig.write_html("/kaggle/working/happiness.html")  # expect: hard-coded-path

# %%
corr = df.select_dtypes('number').corr()
plt.imshow(corr)
plt.savefig('corr.png')
corr.to_csv('corr.csv')

# %%
again = pd.read_csv('corr.csv', index_col=0)
assert again.shape == corr.shape
