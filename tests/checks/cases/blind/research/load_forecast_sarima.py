# %% [markdown]
# # Forecasting hourly load
# Seasonal ARIMA against gradient boosting and a small LSTM.

# %%
!pip install pmdarima==2.0.4 "statsmodels==0.14.1"
%pip install prophet  # expect: unpinned-install

# %%
import itertools
import json
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.tsa.stattools import adfuller

warnings.simplefilter(action="ignore", category=FutureWarning)
plt.style.use("fivethirtyeight")

# %%
load = pd.read_csv("data/load_hourly.csv", parse_dates=["utc"], index_col="utc")  # expect: untracked-data
load = load["DE_load"].asfreq("h")
load["2019":].resample("D").mean().plot()

# %%
adf = adfuller(load.resample("D").mean())
print("ADF statistic %.3f, p-value %.3f" % adf[:2])

# %%
daily = load.resample("D").mean()
train, test = daily[:"2019-06"], daily["2019-07":]
len(train), len(test)

# %%
decomposition = sm.tsa.seasonal_decompose(train, model="additive", period=7)
decomposition.plot()
plt.show()

# %%
p = d = q = range(0, 2)
pdq = list(itertools.product(p, d, q))
candidates = {}
for order in pdq:
    try:
        mod = sm.tsa.statespace.SARIMAX(train, order=order, seasonal_order=(1, 1, 1, 7))
        candidates[order] = mod.fit(disp=False).aic  # expect: untracked-experiment
    except np.linalg.LinAlgError:
        continue
best = min(candidates, key=candidates.get)

# %%
results = sm.tsa.statespace.SARIMAX(train, order=best, seasonal_order=(1, 1, 1, 7)).fit(disp=False)
results.plot_diagnostics(figsize=(12, 8))

# %%
pred = results.get_forecast(steps=len(test))
ax = daily["2019":].plot(label="observed")
pred.predicted_mean.plot(ax=ax, label="forecast")
ax.fill_between(test.index, *pred.conf_int().values.T, alpha=0.2)
plt.legend()

# %%
mape = (abs(pred.predicted_mean - test) / test).mean()
print(f"MAPE of SARIMA: {mape:.2%}")

# %%
scores = {"sarima": float(mape)}

# %%
def features(s, lags=(1, 2, 7, 14)):
    f = pd.DataFrame({f"lag{k}": s.shift(k) for k in lags})
    f["dow"] = s.index.dayofweek
    return f.dropna()


F = features(daily)
F_train, F_test = F[:"2019-06"], F["2019-07":]

# %%
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_percentage_error

gbm = HistGradientBoostingRegressor(early_stopping=False).fit(F_train, daily[F_train.index])
scores["gbm"] = mean_absolute_percentage_error(daily[F_test.index], gbm.predict(F_test))

# %%
with open("scores.json", "w") as f:
    json.dump(scores, f)

# %% [markdown]
# ### LSTM

# %%
from sklearn.preprocessing import MinMaxScaler

scaler = MinMaxScaler()
scaled = scaler.fit_transform(daily.values.reshape(-1, 1))  # expect: leaky-preprocessing
train_scaled, test_scaled = scaled[: len(train)], scaled[len(train) :]


def windows(a, n=14):
    return np.stack([a[i : i + n] for i in range(len(a) - n)]), a[n:]


# %%
import tensorflow as tf

Xw, yw = windows(train_scaled)
net = tf.keras.Sequential([tf.keras.layers.LSTM(16, input_shape=(14, 1)), tf.keras.layers.Dense(1)])
net.compile("adam", "mse")
net.fit(Xw, yw, epochs=20, verbose=0)  # expect: unseeded-run

# %%
Xt, yt = windows(test_scaled)
net.evaluate(Xt, yt)  # expect: printed-metric

# %%
from prophet import Prophet

m = Prophet(weekly_seasonality=True)
m.fit(train.reset_index().set_axis(["ds", "y"], axis=1))
future = m.make_future_dataframe(periods=30)
m.plot(m.predict(future))

# %%
results.save("sarima.pickle")  # expect: loose-model-file
net.save("lstm.keras")  # expect: loose-model-file
