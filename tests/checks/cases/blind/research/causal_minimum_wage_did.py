# %% [markdown]
# # Minimum wage and employment: difference in differences
# Replication of the county panel, with matching as a robustness check.

# %%
import os
import sqlite3

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
import statsmodels.api as sm
import statsmodels.formula.api as smf

np.random.seed(1)
pd.options.display.float_format = "{:,.3f}".format

# %%
con = sqlite3.connect("qcew.db")
cur = con.cursor()
cur.execute("select fips, year, emp, wage from county")  # expect: untracked-data
county = pd.DataFrame(cur.fetchall(), columns=["fips", "year", "emp", "wage"])
county.head()

# %%
policy = pd.read_stata("min_wage_panel.dta")  # expect: untracked-data
policy["treated"] = (policy["state_mw"] > policy["fed_mw"]).astype(int)

# %%
panel = county.merge(policy[["fips", "year", "treated", "state"]], on=["fips", "year"], how="inner")
panel["post"] = (panel["year"] >= 2005).astype(int)
panel["lemp"] = np.log(panel["emp"])
print(panel.shape, panel["fips"].nunique())

# %%
means = panel.groupby(["treated", "year"])["lemp"].mean().unstack(0)
means.plot(marker="o")
plt.axvline(2004.5, ls="--", c="k")

# %%
did = smf.ols("lemp ~ treated * post", data=panel).fit(cov_type="cluster", cov_kwds={"groups": panel["fips"]})  # expect: untracked-experiment
did.params["treated:post"]

# %%
demeaned = panel[["lemp", "wage"]] - panel.groupby("fips")[["lemp", "wage"]].transform("mean")
fe = sm.OLS(demeaned["lemp"], demeaned[["wage"]]).fit()
print(fe.params, fe.bse)

# %% [markdown]
# ## Propensity scores

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler

base = panel[panel["year"] == 2003].dropna()
Z = StandardScaler().fit_transform(base[["lemp", "wage"]])
ps = LogisticRegression().fit(Z, base["treated"]).predict_proba(Z)[:, 1]
sns.kdeplot(x=ps, hue=base["treated"].values)

# %%
treated_idx = np.where(base["treated"] == 1)[0]
control_idx = np.where(base["treated"] == 0)[0]
nn = NearestNeighbors(n_neighbors=1).fit(ps[control_idx, None])
_, match = nn.kneighbors(ps[treated_idx, None])
matched = base.iloc[np.concatenate([treated_idx, control_idx[match.ravel()]])]
matched.groupby("treated")[["lemp", "wage"]].mean()

# %%
# wild bootstrap of the effect
effects = []
for b in range(200):
    draw = panel["fips"].drop_duplicates().sample(frac=1, replace=True)
    sub = panel.merge(draw.to_frame(), on="fips")
    effects.append(smf.ols("lemp ~ treated * post", data=sub).fit().params["treated:post"])
pd.Series(effects).describe()

# %%
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import cross_val_predict

X = panel[["wage", "year", "post"]]
rf_y = RandomForestRegressor(n_estimators=200, min_samples_leaf=10)
y_res = panel["lemp"] - cross_val_predict(rf_y, X, panel["lemp"], cv=5)
d_res = panel["treated"] - cross_val_predict(RandomForestRegressor(n_estimators=200), X, panel["treated"], cv=5)
theta = (d_res * y_res).sum() / (d_res**2).sum()
theta

# %%
event = pd.get_dummies(panel["year"] - 2005, prefix="t", dtype=float)
event = event.mul(panel["treated"], axis=0)
es = sm.OLS(panel["lemp"], sm.add_constant(event.drop(columns=event.columns[0]))).fit()
ci = es.conf_int()
plt.errorbar(range(len(es.params)), es.params, yerr=(ci[1] - ci[0]) / 2)

# %%
with open("tables/did.tex", "w") as fh:
    fh.write(did.summary().as_latex())

# %%
out = os.path.expanduser("~/Dropbox/minwage/results.csv")  # expect: hard-coded-path
pd.Series({"did": did.params["treated:post"], "dml": theta}).to_csv(out)

# %%
con.close()
