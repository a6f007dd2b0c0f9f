# %% [markdown]
# # Trend of sea surface temperature

# %%
from pathlib import Path
import numpy as np
import pandas as pd
import xarray as xr

root = Path("/gpfs/scratch/ocean/ersst")  # expect: hard-coded-path
out = Path("figures")
out.mkdir(exist_ok=True)

# %%
ds = xr.open_dataset("sst.mnmean.nc")  # expect: untracked-data
sst = ds.sst.sel(time=slice("1950", "2020"))
climatology = sst.groupby("time.month").mean()

# %%
members = [xr.open_dataset(p) for p in sorted(root.glob("*.nc"))]  # expect: untracked-data
ensemble = xr.concat(members, dim="member")

# %%
anomaly = (sst.groupby("time.month") - climatology).mean(["lat", "lon"])
anomaly.to_netcdf("anomaly.nc")

# %%
back = xr.open_dataset("anomaly.nc")
trend = np.polyfit(np.arange(back.time.size), back.sst.values, 1)

# %%
stations = pd.read_fwf("https://example.org/ghcn/stations.txt", header=None)  # expect: untracked-data, unversioned-download

# %%
print("Results go to /gpfs/scratch/ocean")
anomaly.plot().figure.savefig(out / "trend.png", dpi=150)
