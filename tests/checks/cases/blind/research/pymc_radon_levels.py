# %% [markdown]
# # Multilevel models of radon
# Complete pooling, no pooling, partial pooling.

# %%
import arviz as az
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pymc as pm
import xarray as xr

%config InlineBackend.figure_format = 'retina'
RANDOM_SEED = 8924
rng = np.random.default_rng(RANDOM_SEED)
az.style.use("arviz-darkgrid")

# %%
try:
    srrs2 = pd.read_csv("../data/srrs2.dat")  # expect: untracked-data
except FileNotFoundError:
    srrs2 = pd.read_csv(pm.get_data("srrs2.dat"))

srrs2.columns = srrs2.columns.map(str.strip)
srrs_mn = srrs2[srrs2.state == "MN"].copy()

# %%
srrs_mn["fips"] = srrs_mn.stfips * 1000 + srrs_mn.cntyfips
county, mn_counties = srrs_mn.county.factorize()
srrs_mn["county_code"] = county
radon = srrs_mn.activity
srrs_mn["log_radon"] = log_radon = np.log(radon + 0.1).values
floor_measure = srrs_mn.floor.values

# %%
srrs_mn.log_radon.hist(bins=25)
plt.xlabel("log(radon)")

# %%
import statsmodels.formula.api as smf

pooled_ols = smf.ols("log_radon ~ floor", srrs_mn).fit()  # expect: untracked-experiment
pooled_ols.params

# %%
coords = {"county": mn_counties}
with pm.Model(coords=coords) as pooled_model:
    floor_ind = pm.Data("floor_ind", floor_measure, dims="obs_id")
    alpha = pm.Normal("alpha", 0, sigma=10)
    beta = pm.Normal("beta", mu=0, sigma=10)
    sigma = pm.Exponential("sigma", 5)
    y = pm.Normal("y", mu=alpha + beta * floor_ind, sigma=sigma, observed=log_radon, dims="obs_id")

pm.model_to_graphviz(pooled_model)

# %%
with pooled_model:
    prior_checks = pm.sample_prior_predictive(random_seed=RANDOM_SEED)

# %%
with pooled_model:
    pooled_trace = pm.sample()  # expect: unseeded-run
az.summary(pooled_trace, round_to=2)

# %%
with pm.Model(coords=coords) as unpooled_model:
    floor_ind = pm.Data("floor_ind", floor_measure, dims="obs_id")
    alpha = pm.Normal("alpha", 0, sigma=10, dims="county")
    beta = pm.Normal("beta", 0, sigma=10)
    sigma = pm.Exponential("sigma", 1)
    pm.Normal("y", mu=alpha[county] + beta * floor_ind, sigma=sigma, observed=log_radon, dims="obs_id")
    unpooled_trace = pm.sample(draws=2000, tune=1000, random_seed=RANDOM_SEED, target_accept=0.95)

# %%
az.plot_forest(unpooled_trace, var_names=["alpha"], r_hat=True, combined=True, figsize=(6, 18))

# %%
with pm.Model(coords=coords) as partial_pooling:
    mu_a = pm.Normal("mu_a", mu=0.0, sigma=10)
    sigma_a = pm.Exponential("sigma_a", 1)
    z = pm.Normal("z", 0, 1, dims="county")
    alpha = pm.Deterministic("alpha", mu_a + z * sigma_a, dims="county")
    sigma_y = pm.Exponential("sigma_y", 1)
    pm.Normal("y_like", mu=alpha[county], sigma=sigma_y, observed=log_radon)

with partial_pooling:
    partial_trace = pm.sample(tune=2000, random_seed=rng)
    ppc = pm.sample_posterior_predictive(partial_trace, random_seed=rng)

# %%
az.plot_ppc(ppc, num_pp_samples=100)

# %%
xvals = xr.DataArray([0, 1], dims="Level")
theta = partial_trace.posterior["alpha"].mean(("chain", "draw")) + 0 * xvals
theta.plot.scatter(x="Level")

# %%
fake = rng.normal(size=100)
noise = np.random.normal(size=100)  # expect: unseeded-run
plt.hist(fake + noise)

# %%
partial_trace.to_netcdf("partial.nc")
reloaded = az.from_netcdf("partial.nc")

# %%
az.plot_trace(varying_trace)  # expect: undefined-on-restart

# %%
%load_ext watermark
%watermark -n -u -v -iv -w
