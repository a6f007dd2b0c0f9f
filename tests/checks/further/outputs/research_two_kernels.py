# %%
import numpy as np
# ran: 1
# %%
data = np.load("a.npy")
# ran: 2
# %%
data.mean()  # expect: out-of-order-execution
# ran: 2
# shows: 0.4
# %%
data.std()
# ran: 3
# %%
data.max()
# ran: 1
