# %% [markdown]
# # End-to-end project: the price of houses
# Chapter 2, worked through.

# %%
import os
import tarfile
import urllib.request

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

np.random.seed(42)

# %%
DOWNLOAD_ROOT = "https://raw.githubusercontent.com/example/book/master/"
HOUSING_PATH = os.path.join("datasets", "housing")
HOUSING_URL = DOWNLOAD_ROOT + "datasets/housing/housing.tgz"


def fetch_housing_data(housing_url=HOUSING_URL, housing_path=HOUSING_PATH):
    os.makedirs(housing_path, exist_ok=True)
    tgz_path = os.path.join(housing_path, "housing.tgz")
    urllib.request.urlretrieve(housing_url, tgz_path)  # expect: unversioned-download
    housing_tgz = tarfile.open(tgz_path)
    housing_tgz.extractall(path=housing_path)
    housing_tgz.close()


fetch_housing_data()

# %%
csv_path = os.path.join(HOUSING_PATH, "housing.csv")
housing = pd.read_csv(csv_path)  # expect: untracked-data
housing.info()

# %%
housing.hist(bins=50, figsize=(20, 15))
plt.show()


# %%
def split_train_test(data, test_ratio):
    shuffled_indices = np.random.permutation(len(data))
    test_set_size = int(len(data) * test_ratio)
    return data.iloc[shuffled_indices[test_set_size:]], data.iloc[shuffled_indices[:test_set_size]]


train_set, test_set = split_train_test(housing, 0.2)
len(train_set), len(test_set)

# %%
from sklearn.model_selection import StratifiedShuffleSplit, train_test_split

housing["income_cat"] = pd.cut(housing["median_income"], bins=[0.0, 1.5, 3.0, 4.5, 6.0, np.inf], labels=[1, 2, 3, 4, 5])
split = StratifiedShuffleSplit(n_splits=1, test_size=0.2)
for train_index, test_index in split.split(housing, housing["income_cat"]):
    strat_train_set = housing.loc[train_index]
    strat_test_set = housing.loc[test_index]

# %%
for set_ in (strat_train_set, strat_test_set):
    set_.drop("income_cat", axis=1, inplace=True)

# %%
housing = strat_train_set.copy()
corr_matrix = housing.corr(numeric_only=True)
corr_matrix["median_house_value"].sort_values(ascending=False)

# %%
housing = strat_train_set.drop("median_house_value", axis=1)
housing_labels = strat_train_set["median_house_value"].copy()

# %%
housing["rooms_per_household"] = housing["total_rooms"] / housing["households"]
housing[["rooms_per_household", "households"]].describe()

# %%
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

num_attribs = list(housing.drop("ocean_proximity", axis=1))
num_pipeline = Pipeline([("imputer", SimpleImputer(strategy="median")), ("std_scaler", StandardScaler())])
full_pipeline = ColumnTransformer([("num", num_pipeline, num_attribs), ("cat", OneHotEncoder(), ["ocean_proximity"])])
housing_prepared = full_pipeline.fit_transform(housing)
housing_prepared.shape

# %%
from sklearn.linear_model import LinearRegression

lin_reg = LinearRegression()
lin_reg.fit(housing_prepared, housing_labels)  # expect: untracked-experiment
some_data = housing.iloc[:5]
print("Predictions:", lin_reg.predict(full_pipeline.transform(some_data)))

# %%
from sklearn.metrics import mean_squared_error
from sklearn.tree import DecisionTreeRegressor

tree_reg = DecisionTreeRegressor()
tree_reg.fit(housing_prepared, housing_labels)
tree_rmse = np.sqrt(mean_squared_error(housing_labels, tree_reg.predict(housing_prepared)))
tree_rmse  # expect: printed-metric

# %%
from sklearn.model_selection import cross_val_score


def display_scores(scores):
    print("Scores:", scores)
    print("Mean:", scores.mean())


tree_pipeline = make_pipeline(full_pipeline, tree_reg)
scores = cross_val_score(tree_pipeline, housing, housing_labels, scoring="neg_mean_squared_error", cv=10)
display_scores(np.sqrt(-scores))  # expect: printed-metric

# %%
lin_pred = lin_reg.predict(housing_prepared)
print("linear RMSE on the training rows:", np.sqrt(mean_squared_error(housing_labels, lin_pred)))  # expect: printed-metric, no-holdout

# %%
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import GridSearchCV

param_grid = [{"randomforestregressor__n_estimators": [3, 10, 30], "randomforestregressor__max_features": [2, 4, 6, 8]}]
forest_pipeline = make_pipeline(full_pipeline, RandomForestRegressor(random_state=42))
grid_search = GridSearchCV(forest_pipeline, param_grid, cv=5, scoring="neg_mean_squared_error")
grid_search.fit(housing, housing_labels)
grid_search.best_params_

# %%
feature_importances = grid_search.best_estimator_[-1].feature_importances_
sorted(zip(feature_importances, num_attribs), reverse=True)

# %%
final_model = grid_search.best_estimator_
X_test = strat_test_set.drop("median_house_value", axis=1)
y_test = strat_test_set["median_house_value"].copy()
X_test["rooms_per_household"] = X_test["total_rooms"] / X_test["households"]
final_rmse = np.sqrt(mean_squared_error(y_test, final_model.predict(X_test)))

# %%
final_rmse  # expect: printed-metric

# %%
import joblib

joblib.dump(final_model, "my_model.pkl")  # expect: loose-model-file
my_model_loaded = joblib.load("my_model.pkl")
