# %%
from datetime import date, datetime, timedelta
import pandas as pd
sales = pd.read_csv("sales.csv", parse_dates=["day"])
# %%
cutoff = pd.Timestamp("2024-01-01")
old = sales[sales["day"] < cutoff]
# %%
yesterday = date.today() - timedelta(1)  # expect: time-dependent-run
sales = sales.loc[sales["day"].dt.date <= yesterday]
# %%
sales["recency"] = (datetime.now() - sales["day"]).dt.days  # expect: time-dependent-run
# %%
sales["weeks"] = (sales["day"].max() - sales["day"]).dt.days // 7
# %%
for year in range(2015, datetime.now().year + 1):  # expect: time-dependent-run
    load(year)
# %%
today = date.today()
print("Run on", today)
