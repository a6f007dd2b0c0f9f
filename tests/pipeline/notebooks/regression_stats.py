# %% [markdown]
# # Wages: an OLS walk-through
#
# ### Imports
# %%
import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.outliers_influence import variance_inflation_factor
from scipy import stats
import matplotlib.pyplot as plt
# %% [markdown]
# ### Simulate
# %%
np.random.seed(123)
N = 300
educ = np.random.randint(8, 20, N)
exper = np.random.randint(0, 30, N)
female = np.random.binomial(1, 0.5, N)
wage = 5 + 0.8 * educ + 0.2 * exper - 1.5 * female + np.random.randn(N) * 2
d = pd.DataFrame(dict(wage=wage, educ=educ, exper=exper, female=female))
d['lwage'] = np.log(d.wage.clip(lower=1))
d.describe()
# %% [markdown]
# ### OLS
# %%
res = smf.ols('wage ~ educ + exper + C(female)', data=d).fit()
print(res.summary())
# %%
res.params
# %%
res2 = smf.ols('lwage ~ educ * female + exper + I(exper**2)', data=d).fit(cov_type='HC1')
res2.summary().tables[1]
# %%
sm.stats.anova_lm(res, typ=2)
# %% [markdown]
# ### Diagnostics
# %%
resid = res.resid
print(stats.jarque_bera(resid))
print('DW', sm.stats.durbin_watson(resid))
# %%
fig = sm.qqplot(resid, line='45', fit=True)
plt.show()
# %%
Xv = sm.add_constant(d[['educ', 'exper', 'female']])
pd.Series([variance_inflation_factor(Xv.values, i) for i in range(Xv.shape[1])], index=Xv.columns)
# %% [markdown]
# ### Logit
# %%
d['high'] = (d.wage > d.wage.median()).astype(int)
logit = sm.Logit(d.high, Xv).fit()
logit.summary2()
# %%
me = logit.get_margeff()
me.summary()
# %% [markdown]
# ### Predict
# %%
new = pd.DataFrame({'educ': [10, 16], 'exper': [5, 5], 'female': [0, 1]})
res.get_prediction(new).summary_frame(alpha=0.05)
# %%
res.predict(new)
