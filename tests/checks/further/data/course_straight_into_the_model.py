# %% [markdown]
# # Week 6: predict the price of a car
# Three tables, one model.

# %%
import numpy as np
import pandas as pd
from scipy import stats
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

# %%
cars = pd.read_csv("cars.csv")  # expect: unvalidated-data
owners = pd.read_csv("owners.csv")  # expect: unvalidated-data
colours = pd.read_csv("colours.csv")
cars.head()

# %%
rows = pd.merge(cars, owners, on="car_id")  # expect: silent-row-loss
rows = rows.merge(rows.groupby("brand").size().rename("of_brand"), left_on="brand", right_index=True)
rows.dropna(inplace=True)  # expect: silent-row-loss

# %%
rows = rows[rows["mileage"] < rows["mileage"].quantile(0.99)]  # expect: silent-row-loss
rows = rows[rows["brand"] != "other"]
colours = colours.dropna()

# %%
features = ["mileage", "age", "of_brand"]
X_train, X_test, y_train, y_test = train_test_split(rows[features], rows["price"], random_state=0)
forest = RandomForestRegressor(random_state=0).fit(X_train, y_train)
forest.score(X_test, y_test)

# %%
# an empty column is dropped, and rows that hold nothing at all
slim = cars.dropna(axis=1)
slim = slim.dropna(how="all")
line = LinearRegression().fit(slim[["mileage"]], slim["price"])
