# %%
import numpy as np
counts = np.zeros(10)
history = {"loss": []}
rows = []
# %%
for start in range(10):
    counts[start] += visits(start)  # expect: rerun-unsafe-cell
# %%
for start in range(10):
    counts[start] = visits(start)
# %%
try:
    rows += more()
except IOError:
    pass
# %%
rows, counts = counts, rows
# %%
counts = np.sort(counts)
counts = np.clip(counts, 0, 9)
# %%
counts = np.expand_dims(counts, 0)  # expect: rerun-unsafe-cell
# %%
counts -= counts.mean()
# %%
offset = 3
counts = counts + offset  # expect: rerun-unsafe-cell
