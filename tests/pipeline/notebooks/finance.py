# %% [markdown]
# ## Portfolio backtest
# %%
from __future__ import annotations
import datetime as dt
from decimal import Decimal, getcontext
from fractions import Fraction
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import matplotlib.dates as mdates
getcontext().prec = 8
plt.rcParams['axes.grid'] = True
pd.plotting.register_matplotlib_converters()
# %% [markdown]
# ## Prices
# %%
np.random.seed(2024)
tickers = ['AAA', 'BBB', 'CCC']
dates = pd.bdate_range('2020-01-01', '2021-06-30')
ret = pd.DataFrame(np.random.normal(0.0004, 0.012, (len(dates), 3)), dates, tickers)
prices = 100 * (1 + ret).cumprod()
prices.tail(3)
# %%
prices.plot(figsize=(8, 3)); plt.gca().xaxis.set_major_formatter(mdates.DateFormatter('%b %y'))
# %% [markdown]
# ## Signals
# %%
fast, slow = 10, 40
sma = {w: prices.rolling(w).mean() for w in (fast, slow)}
signal = (sma[fast] > sma[slow]).astype(int).shift(1).fillna(0)
signal.sum()
# %%
%timeit -n 1 -r 1 prices.rolling(20).std()
# %% [markdown]
# ## Backtest
# %%
class Backtest:
    fee = Decimal('0.001')
    def __init__(self, signal, returns):
        self.signal, self.returns = signal, returns
    @property
    def turnover(self):
        return self.signal.diff().abs().sum()
    @staticmethod
    def sharpe(r):
        return r.mean() / r.std() * np.sqrt(252)
    @classmethod
    def of(cls, prices, signal):
        return cls(signal, prices.pct_change().fillna(0))
    def run(self):
        gross = (self.signal * self.returns).mean(axis=1)
        self.equity = (1 + gross).cumprod()
        return self
bt = Backtest.of(prices, signal).run()
bt.equity.iloc[-1], bt.sharpe(bt.equity.pct_change().dropna())
# %%
bt.turnover.sum() * float(bt.fee)
# %% [markdown]
# ## Monthly
# %%
m = bt.equity.resample('ME').last().pct_change()
table = m.groupby([m.index.year, m.index.month]).sum().unstack().round(4)
table
# %%
Decimal(1) / Decimal(7), Fraction(1, 3) + Fraction(1, 6)
# %%
dd = bt.equity / bt.equity.cummax() - 1
ax = dd.plot.area(color='red', alpha=.4, title=f'Max drawdown {dd.min():.1%}')
