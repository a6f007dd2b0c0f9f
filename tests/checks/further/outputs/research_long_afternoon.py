# %% [markdown]
# # Growth curves of strain B
# %%
import numpy as np
import pandas as pd
# ran: 21
# %%
curves = pd.read_csv("curves.csv")
# ran: 22
# %%
fit(curves)  # expect: out-of-order-execution, path-in-output, deprecation-in-output
# ran: 8
# warns: /home/lvogt/miniforge3/envs/bio/lib/python3.10/site-packages/scipy/optimize/_minpack.py:3: RuntimeWarning: overflow
# warns:   return f(x)
# warns: /home/lvogt/miniforge3/envs/bio/lib/python3.10/site-packages/pandas/core/frame.py:9: FutureWarning: The default dtype will be 'object'
# %%
fit(curves, robust=True)
# ran: 23
# warns: /home/lvogt/bio/pandas/core/frame.py:9: FutureWarning: The default dtype will be 'object'
# %%
curves["dose"].mean()  # expect: failed-cell
# ran: 24
# fails: KeyError: 'dose'
# %%
for strain in strains:  # expect: failed-cell
    bootstrap(strain, rounds=100_000)
# ran: 25
# fails: KeyboardInterrupt: stopped
# %%
summary = curves.groupby("strain").agg("mean")  # expect: unrun-cell
# %%
summary.plot()
# %%
curves.describe()
# ran: 26
# %%
plot_every_well(curves)  # expect: oversized-output
# ran: 27
# draws: 1800
# %%
# curves.to_csv("old.csv")
# %%
import os  # expect: path-in-output
os.getcwd()
# ran: 28
# shows: '/Users/lena/lab/strain-b'
