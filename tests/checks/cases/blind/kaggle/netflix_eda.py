# %% [markdown]
# <h1 style="background-color:#221f1f;color:#e50914">What is on Netflix? An EDA</h1>
# Growth of the catalogue, countries, ratings and durations.

# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import plotly.express as px
from wordcloud import WordCloud, STOPWORDS
from collections import Counter
plt.rcParams['figure.dpi'] = 140

# %%
import warnings
warnings.simplefilter("ignore")  # expect: silenced-warnings
import os
print(os.listdir("../input"))

# %%
df = pd.read_csv('/kaggle/input/netflix-shows/netflix_titles.csv')  # expect: hard-coded-path, untracked-data
df.head(3)

# %%
df.sample(5)  # expect: unseeded-run

# %%
for i in df.columns:
    null_rate = df[i].isna().sum() / len(df) * 100
    if null_rate > 0:
        print("{} null rate: {}%".format(i, round(null_rate, 2)))

# %%
# replacements, no model here so the mode is good enough
df['country'] = df['country'].fillna(df['country'].mode()[0])
df['cast'].replace(np.nan, 'No Data', inplace=True)
df['director'].replace(np.nan, 'No Data', inplace=True)
df.dropna(inplace=True)
df.drop_duplicates(inplace=True)

# %%
df["date_added"] = pd.to_datetime(df['date_added'].str.strip())
df['month_added'] = df['date_added'].dt.month
df['year_added'] = df['date_added'].dt.year

# %%
x = df.groupby(['type'])['type'].count()
y = len(df)
r = ((x / y)).round(2)
mf_ratio = pd.DataFrame(r).T
mf_ratio

# %%
countries = []
for c in df['country']:
    countries += [p.strip() for p in c.split(',')]
top = Counter(countries).most_common(10)
fig = px.bar(x=[t[0] for t in top], y=[t[1] for t in top], title='Top 10 countries')
fig.show()

# %%
print('how many distinct countries:', len(set(countries)))
'Iceland' in set(countries)

# %%
def generate_cloud(text, colour='#b20710'):
    wc = WordCloud(stopwords=STOPWORDS, background_color='white', width=1000, height=400, max_words=150, random_state=7)
    wc.generate(str(text))
    plt.imshow(wc, interpolation='bilinear')
    plt.axis('off')
    plt.show()

generate_cloud(list(df['title']))

# %%
data = df.groupby('type')[['release_year']].mean()
order = pd.DataFrame(movies.groupby('rating')['title'].count())  # expect: undefined-on-restart

# %%
movies = df[df['type'] == 'Movie']
shows = df[df['type'] == 'TV Show']
movies['duration_min'] = movies['duration'].str.replace(' min', '').astype(float)

# %%
sns.kdeplot(movies['duration_min'], shade=True)
plt.title('Duration of movies')
plt.show()

# %%
corr = df[['release_year', 'year_added', 'month_added']].corr()
sns.heatmap(corr, annot=True)
print('correlation score', corr.iloc[0, 1])

# %%
df_genres = df.assign(genre=df['listed_in'].str.split(', ')).explode('genre')
genre_idx = {g: i for i, g in enumerate(sorted(set(df_genres['genre'])))}
pivot = df_genres.pivot_table(index='genre', columns='year_added', values='show_id', aggfunc='count').fillna(0)
plt.figure(figsize=(12, 9))
sns.heatmap(pivot, cmap='Reds')

# %%
df.to_csv('netflix_clean.csv', index=False)
pd.read_csv('netflix_clean.csv').shape
