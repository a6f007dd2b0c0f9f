# %% [markdown]
# # Energy demand forecast
# %% 
%load_ext autoreload
%autoreload 2
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import adfuller, acf
from statsmodels.tsa.arima.model import ARIMA
from statsmodels.tsa.holtwinters import ExponentialSmoothing
import warnings; warnings.simplefilter('ignore')

# %% [markdown]
# # Data
# %%
np.random.seed(7)
idx = pd.date_range('2018-01-01', periods=48, freq='MS')
trend = np.linspace(100, 150, 48)
season = 10 * np.sin(2 * np.pi * idx.month / 12)
demand = pd.Series(trend + season + np.random.normal(0, 2, 48), index=idx, name='demand')
demand.head(12)
# %%
demand.plot(title='demand', figsize=(8, 3))
plt.show()
# %% [markdown]
# # Decompose
# %%
dec = seasonal_decompose(demand, period=12)
fig = dec.plot()
fig.set_size_inches(8, 6)
plt.show()
# %%
def adf(series, name=''):
    stat, p, *_ = adfuller(series.dropna())
    print(f'{name:10s} ADF={stat:.3f} p={p:.4f}', '-> stationary' if p < ALPHA else '-> not stationary')
ALPHA = 0.05
adf(demand, 'raw'); adf(demand.diff(), 'diff')
# %%
acf(demand, nlags=6)
# %% [markdown]
# # Fit
# %%
h = 6
train, test = demand[:-h], demand[-h:]
# %%
%%capture cap
model = ARIMA(train, order=(1, 1, 1), seasonal_order=(0, 1, 0, 12))
fit = model.fit()
print(fit.summary())
# %%
print(cap.stdout[:200])
# %%
fit.summary()
# %%
hw = ExponentialSmoothing(train, trend='add', seasonal='add', seasonal_periods=12).fit()
# %% [markdown]
# # Forecast
# %%
fc = pd.DataFrame({'true': test, 'arima': fit.forecast(h), 'hw': hw.forecast(h)})
fc
# %%
mape = lambda a, b: (np.abs((a - b) / a)).mean() * 100
for m in ['arima', 'hw']:
    print(m, 'MAPE %.2f%%' % mape(fc['true'], fc[m]))
# %%
ax = train[-24:].plot(label='train')
fc.plot(ax=ax)
plt.legend(); plt.show()
# %%
fit.plot_diagnostics(figsize=(8, 6), lags=5)
plt.show()
