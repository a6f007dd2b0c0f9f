# %% [markdown]
# # Epidemic on a grid
# Old notebook, works.
# %%
import random
import copy
# %%
random.seed(99)
SIZE = 12
P = 0.35
DAYS = 8
state = {}
counter = 0
hist = []
cache = {}
# %% [markdown]
# ## Functions
# %%
def init():
    global grid, counter
    grid = [['S'] * SIZE for _ in range(SIZE)]
    grid[SIZE // 2][SIZE // 2] = 'I'
    counter += 1
def neigh(i, j):
    if (i, j) not in cache:
        cache[i, j] = [(i + a, j + b) for a in (-1, 0, 1) for b in (-1, 0, 1) if (a or b) and 0 <= i + a < SIZE and 0 <= j + b < SIZE]
    return cache[i, j]
def tick():
    global grid
    new = copy.deepcopy(grid)
    for i in range(SIZE):
        for j in range(SIZE):
            if grid[i][j] == 'S':
                if any(grid[a][b] == 'I' and random.random() < P for a, b in neigh(i, j)):
                    new[i][j] = 'I'
            elif grid[i][j] == 'I' and random.random() < .2:
                new[i][j] = 'R'
    grid = new
    hist.append(count())
def count(): return tuple(sum(r.count(k) for r in grid) for k in 'SIR')
# %% [markdown]
# ## Run
# %%
init()
for day in range(DAYS):
    tick()
hist
# %%
for r in grid: print(''.join(r))
# %% [markdown]
# ## Change the odds
# %%
P = 0.9
old = hist
hist = []
init()
for day in range(DAYS): tick()
hist[-1], old[-1], counter
# %%
old is hist, len(cache), random.random()
# %% [markdown]
# ## Keep the best
# %%
best = min((old, hist), key=lambda h: h[-1][0])
best is hist
# %%
del old
'old' in globals(), best[-1], day
# %% [markdown]
# ## Averages
# %%
from statistics import mean, pstdev
def repeat(n):
    global hist
    finals = []
    for _ in range(n):
        hist = []
        init()
        while len(hist) < 5: tick()
        finals.append(hist[-1][1])
    return mean(finals), pstdev(finals)
repeat(4), counter
# %%
exec("z = counter * 2")
z
