# %%
# a form sets these
trees = 100  # @param {type: "integer"}
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier

file = "a.csv"
ExtraTreesClassifier(trees, random_state=0).fit(pd.read_csv(file)[["a"]], pd.read_csv(file)["y"])
