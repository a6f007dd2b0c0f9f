# %% [markdown]
# # Validate, then train

# %%
import pandas as pd
import pandera.pandas as pa
from sklearn.linear_model import LogisticRegression

schema = pa.DataFrameSchema({"age": pa.Column(int, pa.Check.in_range(0, 120)), "left": pa.Column(bool)})
staff = schema.validate(pd.read_csv("staff.csv"))

# %%
offices = pd.read_csv("offices.csv")
joined = staff.merge(offices, on="office", how="inner", validate="many_to_one")
wide = staff.merge(offices, on="office", how="left")
lost = staff.merge(offices, on="office")  # expect: silent-row-loss
for frame in (joined, wide):
    LogisticRegression().fit(frame[["age"]], frame["left"])
LogisticRegression().fit(lost[["age"]], lost["left"])
