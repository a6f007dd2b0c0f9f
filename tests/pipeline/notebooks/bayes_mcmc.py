# %% [markdown]
# # Metropolis sampling by hand
# ## Preliminaries
# %%
import numpy as np, matplotlib.pyplot as plt
from scipy import stats
from IPython import get_ipython
ip = get_ipython()
ip.run_line_magic('matplotlib', 'inline')
np.random.seed(10); plt.style.use(['seaborn-v0_8-whitegrid'])
# %% [markdown]
# ## Posterior
# %%
data = np.random.normal(2, 1, 40)
logpost = lambda mu: stats.norm.logpdf(data, mu, 1).sum() + stats.norm.logpdf(mu, 0, 10)
logpost(1.), logpost(2.)
# %% [markdown]
# ## Sampler
# %%
def chain(logp, start, n=800, step=.4):
    x, out, acc = start, np.empty(n), 0
    lp = logp(x)
    for i in range(n):
        y = x + step * np.random.randn()
        lq = logp(y)
        if np.log(np.random.rand()) < lq - lp:
            x, lp, acc = y, lq, acc + 1
        out[i] = x
    return out, acc / n
trace, rate = chain(logpost, 0.)
rate
# %%
burn = trace[200:]
print('mean %.3f sd %.3f' % (burn.mean(), burn.std()))
# %% [markdown]
# ## Second chain
# %%
trace2, rate2 = chain(logpost, 5.)
traces = np.vstack([trace, trace2])
traces[:, 400:].mean(1)
# %%
burn *= 1.0
burn[0] = -1
trace[200]
# %% [markdown]
# ## Plots
# %%
f, (a1, a2) = plt.subplots(2)
a1.plot(traces.T, lw=.5); a2.hist(traces[:, 400:].ravel(), 40);
# %%
f.savefig('trace.pdf'); f.axes[0].get_title()
