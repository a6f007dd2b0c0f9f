# %%
import datetime as dt
import logging
import time
import pandas as pd
import yfinance as yf
# %%
end = dt.datetime.now()  # expect: time-dependent-run
start = end - dt.timedelta(days=365)
prices = yf.download("SAP.DE", start=start, end=end)
# %%
began = dt.datetime.now()
fit(prices)
print("took", dt.datetime.now() - began)
# %%
stamp = dt.datetime.now().strftime("%Y%m%d-%H%M")
prices.to_csv(f"prices-{stamp}.csv")
logging.info("written at %s", dt.date.today())
# %%
people = pd.read_csv("people.csv", parse_dates=["born"])
people["age"] = pd.to_datetime("today").year - people["born"].dt.year  # expect: time-dependent-run
# %%
def age(born):
    today = dt.date.today()  # expect: time-dependent-run
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
people["age"] = people["born"].apply(age)
# %%
people["loaded_at"] = dt.datetime.now()
# %%
deadline = dt.datetime.now() + dt.timedelta(minutes=3)
while dt.datetime.now() < deadline:
    time.sleep(1)
# %%
days = pd.date_range("2020-01-01", dt.date.today())  # expect: time-dependent-run
# %%
late = [order for order in orders if order.due < dt.datetime.now()]  # expect: time-dependent-run
# %%
now = pd.Timestamp.now()  # expect: time-dependent-run
# %%
recent = people[people["seen"] > now - pd.Timedelta("30D")]
# %%
run_name = f"run-{dt.datetime.now():%H%M}"
with start_run(run_name):
    pass
# %%
rows = pd.read_sql(f"select * from sales where day = '{dt.date.today()}'", db)  # expect: time-dependent-run
