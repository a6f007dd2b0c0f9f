# %%
import pandas as pd
from sklearn.svm import SVC

path = dbutils.widgets.get("path")
frame = pd.read_parquet(path)
SVC(C=float(dbutils.widgets.get("C"))).fit(frame[["a"]], frame["y"])
