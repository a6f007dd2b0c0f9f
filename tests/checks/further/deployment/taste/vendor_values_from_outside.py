# %% tags=["parameters"]
path = "data/churn.parquet"
rate = 0.1

# %%
import pandas as pd
from lightgbm import LGBMClassifier

frame = pd.read_parquet(path)
model = LGBMClassifier(learning_rate=rate).fit(frame[["a"]], frame["y"])
