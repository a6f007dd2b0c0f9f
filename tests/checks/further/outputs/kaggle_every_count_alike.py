# %%
import pandas as pd
# ran: 1
# %%
frame = pd.read_csv("a.csv")
# ran: 1
# %%
frame.head()
# ran: 1
# shows: <td>1</td>
# %%
frame.describe()
# ran: 1
# %%
frame.hist()
# ran: 1
# draws: 120
