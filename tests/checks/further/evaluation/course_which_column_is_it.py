# %% [markdown]
# # Exercise 4: what does the model get to see?

# %%
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, StandardScaler

patients = pd.read_csv("patients.csv")
target = "readmitted"
ID = ["patient"]

# %%
X = patients.drop(ID, axis=1)  # expect: target-in-features
y = LabelEncoder().fit_transform(patients[target])
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)

# %%
for model in [LogisticRegression(), RandomForestClassifier(random_state=0)]:
    model.fit(X_train, y_train)

# %%
features = ["age", "weight", "days"]
chosen = patients[features]
cross_val_score(LogisticRegression(), chosen, patients[target], cv=5)
cross_val_score(LogisticRegression(), patients[["age", "readmitted"]], y, cv=5)  # expect: target-in-features

# %%
# dropped in place, deleted, popped, left out of a list
stays = pd.read_csv("stays.csv")
days = stays["days"]
stays.drop("days", axis=1, inplace=True)
LinearRegression().fit(stays, days)

costs = pd.read_csv("costs.csv")
total = np.log1p(costs.total)
del costs["total"]
LinearRegression().fit(costs, total)

wards = pd.read_csv("wards.csv")
beds = wards["beds"]
names = list(wards.columns)
names.remove("beds")
LinearRegression().fit(wards[names], beds)
others = [name for name in wards.columns if name != "beds"]
LinearRegression().fit(wards[others], beds)

# %%
# still there
visits = pd.read_csv("visits.csv")
count = visits["count"]
booster = xgb.XGBRegressor()
booster.fit(visits, count)  # expect: target-in-features
booster.fit(visits.drop(columns="count"), count)
every = visits.columns.tolist()
booster.fit(visits[every], visits["count"])

# %%
# the pipeline takes its columns itself
by_name = make_pipeline(make_column_transformer((StandardScaler(), ["age"])), LogisticRegression())
by_name.fit(patients, patients["readmitted"])

# %%
# tomorrow's price from today's: the column is no answer
prices = pd.read_csv("prices.csv")
tomorrow = prices["close"].shift(-1)
LinearRegression().fit(prices.iloc[:-1], tomorrow.iloc[:-1])
LinearRegression().fit(prices, tomorrow)


# %%
def without_answer(frame):
    frame.drop(columns=["label"], inplace=True)


notes = pd.read_csv("notes.csv")
label = notes["label"]
without_answer(notes)
LogisticRegression().fit(notes, label)
