# %% [markdown]
# Sales 2023 — exploratory

# %%
import pandas as pd, numpy as np
import matplotlib.pyplot as plt
from datetime import datetime
plt.style.use('ggplot')
plt.rcParams['figure.figsize'] = (9, 4)

# %%
files = !ls data/sales_*.csv
files

# %%
frames = []
for f in files:
    t = pd.read_csv(f, parse_dates=['date'])
    t['src'] = f.split('/')[-1]
    frames.append(t)
sales = pd.concat(frames, ignore_index=True)
sales

# %%
sales.dtypes

# %% [markdown]
# # Cleaning

# %%
sales['price'] = sales.price.str.replace('$', '', regex=False).astype(float)
sales['revenue'] = sales.qty * sales.price
sales = sales.drop_duplicates()
sales.sample(5, random_state=1)

# %%
bad = sales[sales.qty < 0]
print(len(bad), 'returns')
sales.loc[sales.qty < 0, 'qty'] = 0
sales['revenue'] = sales['qty'] * sales['price']

# %%
sales['month'] = sales.date.dt.to_period('M')
sales['weekday'] = sales.date.dt.day_name()

# %% [markdown]
# # By month

# %%
monthly = sales.groupby('month').revenue.sum()
monthly

# %%
ax = monthly.plot(marker='o')
ax.set_title('Revenue per month')

# %%
monthly.pct_change().mul(100).round(1)

# %%
best_month = _.idxmax()
print('best growth in', best_month)

# %% [markdown]
# # Products

# %%
pivot = sales.pivot_table(index='product', columns='region', values='revenue', aggfunc='sum', margins=True)
pivot.style.format('{:.0f}').background_gradient(cmap='Blues')

# %%
top = sales.groupby('product')['revenue'].agg(['sum', 'mean', 'count']).sort_values('sum', ascending=False)
top.head(3)

# %%
for p in top.index[:2]:
    s = sales[sales['product'] == p].set_index('date').revenue.resample('ME').sum()
    plt.plot(s.index, s.values, label=p)
plt.legend()
plt.show()

# %% [markdown]
# # Weekdays

# %%
order = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
wd = sales.groupby('weekday').revenue.mean().reindex(order)
wd.plot.bar()

# %%
def summary(d):
    """short text"""
    return f"{len(d)} rows, {d.revenue.sum():,.0f} revenue, best {best_month}"

print(summary(sales))

# %%
sales.to_pickle('clean_sales.pkl')
!ls -1 *.pkl
