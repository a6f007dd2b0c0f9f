# %% [markdown]
# **1. Setup**
# %%
import pandas as pd
import numpy as np
from scipy import stats
# %% [markdown]
# **2. Load the data**
# %%
url = "data/titanic.csv"
t = pd.read_csv(url, index_col='PassengerId')
t.head(2)
# %% [markdown]
# **3. Tests**
# %%
a, b = t[t.Sex == 'male'].Age.dropna(), t[t.Sex == 'female'].Age.dropna()
tt = stats.ttest_ind(a, b)
tt
# %%
stats.mannwhitneyu(a, b).pvalue
# %% [markdown]
# **4. Chi square**
# %%
ct = pd.crosstab(t.Sex, t.Survived)
chi2, p, dof, exp = stats.chi2_contingency(ct)
print(f"{chi2=:.3f} {p=:.4g} {dof=}")
# %%
Out[3] if 3 in Out else None
# %% [markdown]
# **5. Bootstrap**
# %%
np.random.seed(0)
boots = [np.random.choice(a, len(a)).mean() for _ in range(200)]
np.percentile(boots, [2.5, 97.5])
# %%
tt.statistic, tt.pvalue < .05
