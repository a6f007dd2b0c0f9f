# %% [markdown]
# # Forecasting monthly electricity demand
# From plots to SARIMA; a hold-out of two years at the end.

# %%
import itertools
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.api as sm
from pylab import rcParams
from statsmodels.graphics.tsaplots import plot_acf, plot_pacf
from statsmodels.tsa.stattools import adfuller

warnings.filterwarnings("ignore")  # expect: silenced-warnings
rcParams["figure.figsize"] = 14, 5

# %%
np.seterr(all="ignore")  # expect: silenced-warnings
pd.set_option("display.max_rows", 20)

# %%
url = "https://raw.githubusercontent.com/jbrownlee/Datasets/3c1a5d7f0a9e8b7c6d5e4f3a2b1c0d9e8f7a6b5c/monthly-demand.csv"
y = pd.read_csv(url, index_col=0, parse_dates=True).iloc[:, 0].asfreq("MS")
y.plot()

# %%
holidays = pd.read_csv("https://example.org/calendars/holidays.csv", parse_dates=["date"])  # expect: untracked-data, unversioned-download
holidays.head()

# %%
y.isna().sum(), y.index.min(), y.index.max()

# %%
decomposition = sm.tsa.seasonal_decompose(y, model="additive")
decomposition.plot()
plt.show()

# %%
def test_stationarity(series, window=12):
    fig, ax = plt.subplots()
    series.plot(ax=ax, label="original")
    series.rolling(window).mean().plot(ax=ax, label="rolling mean")
    series.rolling(window).std().plot(ax=ax, label="rolling std")
    ax.legend()
    result = adfuller(series.dropna())
    print("ADF statistic %.3f, p-value %.3f" % (result[0], result[1]))


test_stationarity(y)
test_stationarity(np.log(y).diff(12).diff())

# %%
plot_acf(y.diff().dropna(), lags=36)
plot_pacf(y.diff().dropna(), lags=36)
plt.show()

# %%
train, test = y[:-24], y[-24:]
len(train), len(test)

# %%
p = d = q = range(0, 2)
pdq = list(itertools.product(p, d, q))
seasonal_pdq = [(x[0], x[1], x[2], 12) for x in pdq]
print("SARIMAX: {} x {}".format(pdq[1], seasonal_pdq[1]))

# %%
best = (np.inf, None, None)
for param in pdq:
    for seasonal in seasonal_pdq:
        try:
            res = sm.tsa.statespace.SARIMAX(train, order=param, seasonal_order=seasonal).fit(disp=False)  # expect: untracked-experiment
        except Exception:
            continue
        if res.aic < best[0]:
            best = (res.aic, param, seasonal)
order, seasonal_order = best[1:]
print(order, seasonal_order)

# %%
results = sm.tsa.statespace.SARIMAX(train, order=order, seasonal_order=seasonal_order).fit(disp=False)
results.plot_diagnostics(figsize=(15, 12))
plt.show()

# %%
pred = results.get_forecast(steps=24)
ci = pred.conf_int()
ax = y["2010":].plot(label="observed")
pred.predicted_mean.plot(ax=ax, label="forecast", alpha=0.7)
ax.fill_between(ci.index, ci.iloc[:, 0], ci.iloc[:, 1], color="k", alpha=0.2)
plt.legend()
plt.show()

# %%
mse = ((pred.predicted_mean - test) ** 2).mean()
print("RMSE of the forecast: {:.2f}".format(np.sqrt(mse)))  # expect: printed-metric

# %%
naive = train[-12:].to_numpy()
mape_naive = np.mean(np.abs(np.tile(naive, 2) - test) / test)
mape = np.mean(np.abs(pred.predicted_mean - test) / test)
print(f"naive {mape_naive:.3f}  sarima {mape:.3f}")  # expect: printed-metric

# %%
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.preprocessing import MinMaxScaler

lags = pd.concat({f"lag{k}": y.shift(k) for k in (1, 2, 12)}, axis=1).dropna()
target = y.loc[lags.index]
scaler = MinMaxScaler()
lags_scaled = scaler.fit_transform(lags)  # expect: leaky-preprocessing
cut = len(lags) - 24
lin = LinearRegression().fit(lags_scaled[:cut], target[:cut])

# %%
errors = {"linear": mean_absolute_error(target[cut:], lin.predict(lags_scaled[cut:]))}
pd.DataFrame.from_dict(errors, orient="index", columns=["mae"]).to_csv("errors.csv")
errors

# %%
proper = MinMaxScaler().fit(lags[:cut])
lin2 = LinearRegression().fit(proper.transform(lags[:cut]), target[:cut])
lin2.coef_

# %%
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    future = results.append(test).get_forecast(steps=12).predicted_mean
future.to_csv("forecast_next_year.csv")

# %%
results.save("sarima.pickle")  # expect: loose-model-file
