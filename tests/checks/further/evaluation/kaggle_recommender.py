# %% [markdown]
# # Films: who likes what

# %%
import pandas as pd
from sklearn.model_selection import train_test_split

ratings = pd.read_csv("ratings.csv")
ratings["of_user"] = ratings.groupby("user_id")["rating"].transform("mean")
train, test = train_test_split(ratings, test_size=0.2, random_state=5)

# %%
ratings["when"] = pd.to_datetime(ratings["timestamp"], unit="s")
ratings.groupby(ratings["when"].dt.year).size().plot()
