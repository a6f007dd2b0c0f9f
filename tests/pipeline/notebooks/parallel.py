# %% [markdown]
# # Does it go faster in parallel?
# %%
import os, time, math
from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor
from multiprocessing import Pool, cpu_count
from joblib import Parallel, delayed, Memory
import threading
import asyncio
import numpy as np
# %% [markdown]
# ## Work
# %%
N = 4
lock = threading.Lock()
results = {}
def work(n):
    return sum(math.sqrt(i) for i in range(n * 1000))
def store(n):
    r = work(n)
    with lock:
        results[n] = r
# %% [markdown]
# ## Threads
# %%
%%time
with ThreadPoolExecutor(2) as pool:
    list(pool.map(store, range(N)))
sorted(results)
# %%
timing = %timeit -o -n 2 -r 2 work(1)
timing.best > 0
# %% [markdown]
# ## Joblib
# %%
out = Parallel(n_jobs=2, prefer='threads')(delayed(work)(i) for i in range(N))
np.round(out, 2)
# %% [markdown]
# ## Async
# %%
async def fetch(i):
    await asyncio.sleep(0.01)
    return i * 2
await asyncio.gather(*[fetch(i) for i in range(3)])
# %%
async def main():
    return [await fetch(i) for i in range(2)]
got = await main()
# %% [markdown]
# ## An executor that lives on
# %%
pool = ThreadPoolExecutor(max_workers=1)
fut = pool.submit(work, 3)
# %% [markdown]
# ## Collect
# %%
print(round(fut.result(), 3), got, lock.locked())
pool.shutdown()
