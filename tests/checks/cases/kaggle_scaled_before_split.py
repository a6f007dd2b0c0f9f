# %% [markdown]
# # Passengers, prices and a class for it all
# Some scale the rows that they know, others all of them.

# %%
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

people = pd.DataFrame({"age": [1.0, None], "deck": ["a", "b"], "lived": [0, 1]})
unknown = pd.DataFrame({"age": [None, 3.0]})

# %%
people["age"].fillna(people["age"].median(), inplace=True)  # expect: leaky-preprocessing
unknown["age"].fillna(unknown["age"].median(), inplace=True)
people["deck"].fillna("none", inplace=True)

# %%
X = people[["age", "deck"]]
fit_rows, held_rows, fit_labels, held_labels = train_test_split(X, people["lived"], random_state=1)

# %%
oldest = people["age"].max()  # expect: leaky-preprocessing
people["share"] = people["age"] / oldest
older, younger = people[:40], people[40:]

# %%
encode = make_column_transformer((OneHotEncoder(), ["deck"]), (StandardScaler(), ["age"]))
encoded = encode.fit_transform(X)  # expect: leaky-preprocessing
encoded_train, encoded_test = train_test_split(encoded, random_state=1)

# %%
prices = people[["age"]].values
known = int(len(prices) * 0.8)
scaler = MinMaxScaler()
scaler.fit(prices[:known])
prices = scaler.transform(prices)
past, future = prices[:known], prices[known:]

# %%
first = prices[:known, :]
again = MinMaxScaler().fit(first)
scaled = again.transform(prices)
learn_from, look_at = scaled[:known, :], scaled[known:, :]

# %%
split = people["age"] < 30
by_age = StandardScaler().fit_transform(people[["age"]])
train_part = people[people["age"] < 30]
test_part = people[people["age"] >= 30]


# %%
class Study:
    def __init__(self, frame):
        self.frame = frame

    def prepare(self):
        scaled = StandardScaler().fit_transform(self.frame[["age"]])  # expect: leaky-preprocessing
        self.X_train, self.X_test, self.y_train, self.y_test = train_test_split(
            scaled, self.frame["lived"], random_state=0
        )
        self.model = LogisticRegression()
        self.model.fit(self.X_train, self.y_train)

    def report(self):
        guess = self.model.predict(self.X_test)
        print(confusion_matrix(self.y_test, guess))
        return accuracy_score(self.y_test, guess)


# %%
study = Study(people)
study.prepare()  # expect: untracked-experiment

# %%
quality = study.report()  # expect: printed-metric

# %%
quality  # expect: printed-metric

# %%
train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")  # expect: untracked-data
train["fare"] = train["fare"].fillna(train["fare"].mean())
rows = len(train)
both = pd.concat(objs=[train, test])
both["age"] = both["age"].fillna(both["age"].median())  # expect: leaky-preprocessing
both = pd.get_dummies(both)
train, test = both[:rows], both[rows:]
