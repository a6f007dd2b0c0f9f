# %% [markdown]
# # Soil samples: columns that nobody spelled out

# %%
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.svm import SVR

soil = pd.read_excel("soil.xlsx")
carbon = soil["carbon"]

# %%
X = soil.select_dtypes("number")
Lasso().fit(X.values, carbon)

# %%
X = soil.iloc[:, 3:40]
Lasso().fit(X, carbon)

# %%
wanted = [name for name in soil if name.startswith("band_")]
SVR().fit(soil[wanted], carbon)
SVR().fit(soil[bands], carbon)
SVR().fit(soil.filter(like="band"), carbon)

# %%
for frame in (soil, other):
    frame.pop("carbon")
SVR().fit(soil, carbon)


# %%
def fit(frame, column):
    return SVR().fit(frame.drop(columns=[column]), frame[column])
