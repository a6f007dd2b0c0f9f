# %% [markdown]
# # Lesson 9: will it rise tomorrow?

# %%
import pandas as pd
import yfinance as yf
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import TimeSeriesSplit, cross_val_score, train_test_split

# %%
stock = yf.download("ACME", start="2015-01-01")
stock["next"] = stock["Close"].shift(-1)
stock = stock.dropna()
X, y = stock[["Open", "Close"]], stock["next"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)  # expect: shuffled-time-series, overlapping-split
X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)

# %%
rentals = pd.read_csv("rentals.csv", parse_dates=["hour"])
rentals.set_index("hour", inplace=True)
train, test = train_test_split(rentals, test_size=0.3, random_state=1)  # expect: shuffled-time-series, overlapping-split
cross_val_score(LinearRegression(), rentals[["temp"]], rentals["count"], cv=TimeSeriesSplit(5))

# %%
weather = pd.read_csv("weather.csv")
weather.index = pd.to_datetime(weather["day"])
cut = train_test_split(weather, random_state=1, shuffle=True)  # expect: shuffled-time-series, overlapping-split

# %%
# a date is only one of the columns, or the rows are no longer in time
claims = pd.read_csv("claims.csv", parse_dates=["reported"])
claims["weekday"] = claims["reported"].dt.dayofweek
parts = train_test_split(claims, random_state=1)
people = pd.read_csv("people.csv", index_col="candidate", parse_dates=["born"])
parts = train_test_split(people, random_state=1)
by_month = weather.groupby("station").mean()
parts = train_test_split(by_month, random_state=1)
updates = pd.read_csv("updates.csv").set_index("update_id")
parts = train_test_split(updates, random_state=1)

# %%
# each chain of shops has lags of its own
shops = pd.read_csv("shops.csv")
shops["last"] = shops.groupby("shop")["sold"].shift(1)
parts = train_test_split(shops, random_state=1)
