# %% [markdown]
# # Trends of hot days in reanalysis data, 1979-2020
# Figures 2 and 3 of the manuscript.

# %%
import warnings

import cartopy.crs as ccrs
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from dask.distributed import Client, LocalCluster

warnings.filterwarnings("ignore", message="All-NaN slice encountered")

# %%
cluster = LocalCluster(n_workers=4)
client = Client(cluster)
client

# %%
from pathlib import Path

DATA = Path("/work/bb1234/era5/t2m")  # expect: hard-coded-path
files = sorted(DATA.glob("t2m_*.nc"))
len(files)

# %%
ds = xr.open_mfdataset(files, combine="by_coords", parallel=True)  # expect: untracked-data
ds

# %%
mask = xr.open_dataset("lsm.nc")["lsm"].isel(time=0, drop=True)  # expect: untracked-data
t2m = ds["t2m"].where(mask > 0.5) - 273.15

# %%
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    p90 = t2m.sel(time=slice("1981", "2010")).groupby("time.dayofyear").quantile(0.9)

# %%
hot = (t2m.groupby("time.dayofyear") > p90).groupby("time.year").sum("time")
hot = hot.compute()
hot.mean(["latitude", "longitude"]).plot()

# %%
hot.to_netcdf("hot_days.nc")

# %%
hot = xr.open_dataarray("hot_days.nc")
hot.sel(year=2003).plot(cmap="Reds")


# %%
def trend(y, x):
    good = np.isfinite(y)
    if good.sum() < 10:
        return np.nan
    return np.polyfit(x[good], y[good], 1)[0]


slopes = xr.apply_ufunc(
    trend, hot, hot["year"].astype(float), input_core_dims=[["year"], ["year"]], vectorize=True, dask="parallelized"
)

# %%
ax = plt.axes(projection=ccrs.Robinson())
slopes.plot(ax=ax, transform=ccrs.PlateCarree())
ax.coastlines()
plt.savefig("/home/mkessler/paper/figs/fig2.pdf")  # expect: hard-coded-path

# %%
# significance by resampling years
rng = np.random.default_rng(seed=20)
n_boot = 500
series = hot.mean(["latitude", "longitude"]).values
years = hot["year"].values.astype(float)
boot = [np.polyfit(years, rng.permutation(series), 1)[0] for _ in range(n_boot)]
np.quantile(boot, [0.025, 0.975])

# %%
import statsmodels.api as sm

ols = sm.OLS(series, sm.add_constant(years)).fit(cov_type="HAC", cov_kwds={"maxlags": 3})  # expect: untracked-experiment
ols.params, ols.pvalues

# %%
enso = pd.read_csv(  # expect: untracked-data, unversioned-download
    "https://www.example.org/data/indices/oni.ascii.txt", sep=r"\s+", index_col=["YR", "SEAS"]
)
enso = enso["ANOM"].groupby("YR").mean()
np.corrcoef(enso.reindex(years.astype(int)).fillna(0), series)

# %%
jitter = np.random.normal(0, 0.1, size=len(series))  # expect: unseeded-run
plt.scatter(series + jitter, enso.reindex(years.astype(int)))

# %%
zarr_store = "s3://example-pds/zarr/2003/t2m.zarr"
remote = xr.open_zarr(zarr_store)  # expect: untracked-data
remote.t2m.isel(time=0).plot()

# %%
import pooch

gistemp = pooch.retrieve(
    "https://data.example.gov/gistemp/GLB.Ts+dSST.csv",
    known_hash="sha256:6d3a3a9d6b6d31ea0ea6a6f8a9b3d3c1f6c3b0d9f0a1c2b3d4e5f60718293a4b",
)
gis = pd.read_csv(gistemp, skiprows=1)
gis.tail()

# %%
client.close()
