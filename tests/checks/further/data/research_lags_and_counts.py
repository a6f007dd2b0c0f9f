# %% [markdown]
# # Heat demand of a district: lagged regression

# %%
import pandas as pd
import statsmodels.formula.api as smf
from sklearn.linear_model import Ridge

# %%
demand = pd.read_csv("demand.csv", dtype={"mwh": float, "degrees": float})
demand["yesterday"] = demand["mwh"].shift(1)
demand["week"] = demand["mwh"].rolling(7).mean()
demand = demand.dropna()
ridge = Ridge().fit(demand[["yesterday", "week", "degrees"]], demand["mwh"])

# %%
changes = demand.assign(change=demand["mwh"].pct_change()).dropna()
smf.ols("change ~ degrees", data=changes).fit().params

# %%
outages = pd.read_parquet("outages.parquet")  # expect: unvalidated-data
complete = outages.dropna()
print(f"{len(outages) - len(complete)} outages without a cause")
Ridge().fit(complete[["minutes"]], complete["cost"])

# %%
drawn = pd.read_csv("prices.csv")
drawn.plot(x="day", y="price")
Ridge().fit(drawn[["day"]], drawn["price"])

# %%
# no model learns from these
pd.read_csv("holidays.csv").dropna().to_csv("holidays_clean.csv")
