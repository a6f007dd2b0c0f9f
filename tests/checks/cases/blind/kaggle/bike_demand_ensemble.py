# expect: missing-purpose
# %%
import calendar
import pylab
import numpy as np
import pandas as pd
import seaborn as sn
import matplotlib.pyplot as plt
from scipy import stats
from datetime import datetime
from sklearn.ensemble import RandomForestRegressor, GradientBoostingRegressor, BaggingRegressor, VotingRegressor
from sklearn.linear_model import LinearRegression, Ridge, Lasso
from sklearn.model_selection import GridSearchCV, train_test_split, TimeSeriesSplit, cross_val_predict
from sklearn.preprocessing import OneHotEncoder, MinMaxScaler
from sklearn import metrics
import joblib
import warnings
pd.options.mode.chained_assignment = None
warnings.filterwarnings("ignore", category=DeprecationWarning)
%matplotlib inline

# %% [markdown]
# ## Data

# %%
dailyData = pd.read_csv("~/kaggle/bike/train.csv")  # expect: hard-coded-path, untracked-data
dailyData.shape

# %%
dailyData.head(2)

# %%
dailyData["date"] = dailyData.datetime.apply(lambda x: x.split()[0])
dailyData["hour"] = dailyData.datetime.apply(lambda x: int(x.split()[1].split(":")[0]))
dailyData["weekday"] = dailyData.date.apply(lambda d: calendar.day_name[datetime.strptime(d, "%Y-%m-%d").weekday()])
dailyData["month"] = dailyData.date.apply(lambda d: datetime.strptime(d, "%Y-%m-%d").month)

# %%
fig, axes = plt.subplots(nrows=2, ncols=2)
sn.boxplot(data=dailyData, y="count", orient="v", ax=axes[0][0])
sn.boxplot(data=dailyData, y="count", x="season", orient="v", ax=axes[0][1])
stats.probplot(np.log1p(dailyData["count"]), dist='norm', fit=True, plot=axes[1][0])

# %%
dataTrain = pd.read_csv("~/kaggle/bike/train.csv")  # expect: hard-coded-path, untracked-data
dataTest = pd.read_csv("~/kaggle/bike/test.csv")  # expect: hard-coded-path, untracked-data
data = dataTrain.append(dataTest)
data.reset_index(inplace=True)
data.drop('index', inplace=True, axis=1)

# %%
# which columns matter? quick forest
quickColumns = ["season", "weather", "humidity", "temp", "atemp", "windspeed"]
rfModel_quick = RandomForestRegressor()  # expect: unseeded-run
rfModel_quick.fit(dailyData[quickColumns], dailyData["count"])  # expect: untracked-experiment
pd.Series(rfModel_quick.feature_importances_, index=quickColumns).plot.bar()

# %%
dataTrain = data[pd.notnull(data['count'])].sort_values(by=["datetime"])
dataTest = data[~pd.notnull(data['count'])].sort_values(by=["datetime"])
datetimecol = dataTest["datetime"]
yLabels = dataTrain["count"]
dropFeatures = ['casual', "count", "datetime", "registered"]
dataTrain = dataTrain.drop(dropFeatures, axis=1)
dataTest = dataTest.drop(dropFeatures, axis=1)

# %%
def rmsle(y, y_, convertExp=True):
    if convertExp:
        y = np.exp(y)
        y_ = np.exp(y_)
    log1 = np.nan_to_num(np.array([np.log(v + 1) for v in y]))
    log2 = np.nan_to_num(np.array([np.log(v + 1) for v in y_]))
    return np.sqrt(np.mean((log1 - log2) ** 2))

# %%
lModel = LinearRegression()
yLabelsLog = np.log1p(yLabels)
lModel.fit(X=dataTrain, y=yLabelsLog)
preds = lModel.predict(X=dataTrain)
print("RMSLE Value For Linear Regression: ", rmsle(np.exp(yLabelsLog), np.exp(preds), False))  # expect: no-holdout, printed-metric

# %%
rfModel = RandomForestRegressor(n_estimators=100, random_state=7)
rfModel.fit(dataTrain, yLabelsLog)
preds = rfModel.predict(X=dataTrain)
print("RMSLE Value For Random Forest: ", rmsle(np.exp(yLabelsLog), np.exp(preds), False))  # expect: no-holdout, printed-metric

# %%
gbm = GradientBoostingRegressor(n_estimators=4000, alpha=0.01)
tscv = TimeSeriesSplit(n_splits=5)
errs = []
for tr, va in tscv.split(dataTrain):
    gbm.fit(dataTrain.iloc[tr], yLabelsLog.iloc[tr])
    errs.append(rmsle(yLabelsLog.iloc[va], gbm.predict(dataTrain.iloc[va])))
np.mean(errs)  # expect: printed-metric

# %%
gbm.fit(dataTrain, yLabelsLog)
print('train rmsle', rmsle(yLabelsLog, gbm.predict(dataTrain)))  # expect: printed-metric

# %%
joblib.dump(gbm, 'gbm.pkl')  # expect: loose-model-file

# %%
predsTest = gbm.predict(X=dataTest)
fig, (ax1, ax2) = plt.subplots(ncols=2)
sn.distplot(yLabels, ax=ax1, bins=50)
sn.distplot(np.exp(predsTest), ax=ax2, bins=50)

# %%
submission = pd.DataFrame({"datetime": datetimecol, "count": [max(0, x) for x in np.exp(predsTest)]})
submission.to_csv('bike_predictions_gbm.csv', index=False)
