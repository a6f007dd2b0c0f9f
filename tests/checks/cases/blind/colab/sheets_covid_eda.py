# %% [markdown]
# # Covid numbers: from Google Sheets and Our World in Data
# Plots only, no modelling.

# %%
from google.colab import auth  # expect: platform-bound
auth.authenticate_user()  # expect: interactive-input, platform-bound

# %%
%load_ext google.colab.data_table  # expect: platform-bound

# %%
!pip install --upgrade --quiet gspread  # expect: unpinned-install
!pip list | grep -i pandas
!python --version

# %%
import gspread
import numpy as np
import pandas as pd
import altair as alt
import seaborn as sns
import matplotlib.pyplot as plt
from google.auth import default
from vega_datasets import data
from datetime import datetime
pd.options.plotting.backend = 'matplotlib'

# %%
url = 'https://covid.ourworldindata.org/data/owid-covid-data.csv'
df = pd.read_csv(url, parse_dates=['date'])  # expect: untracked-data, unversioned-download
df.info()

# %%
countries = pd.read_csv('https://raw.githubusercontent.com/datasets/country-codes/3a4b5c6d7e8f90123456789abcdef0123456789a/data/country-codes.csv')
countries.columns[:10]

# %%
codes = pd.read_csv("https://raw.githubusercontent.com/datasets/country-codes/master/data/country-codes.csv")  # expect: untracked-data, unversioned-download
len(codes), len(countries)

# %%
df[df.location == 'Italy'].tail()

# %%
de = df[df.location == 'Germany'].set_index('date')
de.new_cases.rolling(7).mean().plot(figsize=(12, 4), title='Germany')
plt.annotate('/ first wave', xy=(datetime(2020, 4, 1), 5000))

# %%
iris = sns.load_dataset('iris')
cars = data.cars()
alt.Chart(cars).mark_point().encode(x='Horsepower', y='Miles_per_Gallon', color='Origin')

# %%
def normalize(s):
    return (s - s.mean()) / s.std()

wide = df.pivot_table(index='date', columns='location', values='new_deaths_smoothed_per_million')
wide = wide[['France', 'Spain', 'Italy']].apply(normalize)
wide.plot()

# %%
picked = np.random.RandomState(0).choice(df.location.unique(), 4, replace=False)
fig, axs = plt.subplots(2, 2, figsize=(12, 8))
for ax, loc in zip(axs.flat, picked):
    df[df.location == loc].plot(x='date', y='new_cases_smoothed', ax=ax, title=loc)

# %%
boot = [np.random.choice(de.new_cases.dropna(), 100).mean() for _ in range(1000)]  # expect: unseeded-run
plt.hist(boot, bins=30);

# %%
latest = df.sort_values('date').groupby('location').tail(1)
sns.scatterplot(data=latest, x='gdp_per_capita', y='total_deaths_per_million', hue='continent')
plt.xscale('log')

# %%
slope, intercept = np.polyfit(np.log(latest.gdp_per_capita.fillna(1)), latest.total_deaths_per_million.fillna(0), 1)
print('slope %.2f' % slope)

# %%
out_path = '/content/drive/MyDrive/covid/latest.xlsx'  # expect: hard-coded-path
latest.to_excel(out_path)

# %%
back = pd.read_excel(out_path)
back.shape

# %%
summary = latets.groupby('continent').total_deaths.sum()  # expect: undefined-on-restart
summary.sort_values()

# %%
!jupyter nbconvert --to html covid.ipynb  # expect: shell-step
