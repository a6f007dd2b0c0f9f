# expect: missing-purpose
# %%
import json
import logging
import os

import arviz as az
import cmdstanpy
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pandas.io.sql as psql
from sqlalchemy import create_engine

logging.getLogger("cmdstanpy").setLevel(logging.WARNING)
logging.disable(logging.CRITICAL)  # expect: silenced-warnings
np.seterr(divide="ignore", invalid="ignore")

# %%
engine = create_engine("postgresql://epi_reader:Gr4nul0cyte!@10.20.1.14:5432/hospital")  # expect: inline-secret
admissions = pd.read_sql("select day, site, n from admissions where day < '2021-03-01'", engine)  # expect: untracked-data
admissions.head()

# %%
with open("config/model.json") as f:
    cfg = json.load(f)
cfg["likelihood"]

# %% [markdown]
# A SEIR model of admissions, by site. Priors from the literature.

# %%
wide = admissions.pivot(index="day", columns="site", values="n").fillna(0)
wide.rolling(7).mean().plot(legend=False)
plt.ylabel("admissions")

# %%
%%writefile seir.stan
data { int T; array[T] int y; }
parameters { real<lower=0> beta; real<lower=0> phi; }
model { beta ~ normal(0, 1); y ~ neg_binomial_2(exp(beta), phi); }

# %%
os.environ["STAN_NUM_THREADS"] = "4"
model = cmdstanpy.CmdStanModel(stan_file="seir.stan")
data = {"T": len(wide), "y": wide.iloc[:, 0].astype(int).tolist()}

# %%
fit = model.sample(data=data, chains=4, seed=cfg.get("seed", 1), show_progress=False)
print(fit.diagnose())

# %%
idata = az.from_cmdstanpy(fit)
az.summary(idata)

# %%
draws = fit.stan_variable("beta")
sims = np.random.poisson(np.exp(draws[:, None]), size=(len(draws), len(wide)))  # expect: unseeded-run
plt.fill_between(range(len(wide)), *np.percentile(sims, [5, 95], axis=0), alpha=0.3)

# %%
# A sanity check against a plain regression
import statsmodels.api as sm

t = np.arange(len(wide))
glm = sm.GLM(wide.iloc[:, 0], sm.add_constant(t), family=sm.families.Poisson()).fit()  # expect: untracked-experiment
np.exp(glm.params)

# %%
total = 0
for day in wide.index:
    total += wide.loc[day].sum()
print("admissions in all:", total)

# %%
sites = {s for s in admissions["site"]}
if "north" in sites:
    print(sorted(sites))

# %%
!python simulate.py --draws 100 --out sims/  # expect: shell-step
!git rev-parse HEAD
!cat seir.stan | head -3

# %%
sims_df = pd.concat([pd.read_feather(os.path.join("archive", f)) for f in sorted(os.listdir("archive"))])  # expect: untracked-data
sims_df.groupby("day")["n"].median().plot()

# %%
census = pd.read_excel("s3://hospital-archive/census_2020.xlsx", sheet_name=1)  # expect: untracked-data
rate = wide.sum() / census.set_index("site")["beds"] * 1000
rate.sort_values()

# %%
fit.save_csvfiles(dir="fits")
az.plot_pair(idata, var_names=["beta", "phi"]);

# %%
peak_day = smoothed.idxmax()  # expect: undefined-on-restart
smoothed = wide.rolling(7).mean()
peak_day
