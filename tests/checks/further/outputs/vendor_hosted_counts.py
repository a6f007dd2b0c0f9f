# %% [markdown]
# # A quickstart, exported from a hosted notebook
# %%
%pip install -U somecloud-sdk
# %%
import somecloud
client = somecloud.Client()
# ran: 0
# %%
client.datasets()
# ran: 0
# warns: WARNING:absl:the environment is not set
# warns: /home/jovyan/work/client.py:3: UserWarning: no region
# %%
client.train("quickstart")  # expect: deprecation-in-output
# ran: 0
# warns: WARNING:tensorflow:From /usr/lib/train.py:7: log (from ops) is deprecated and will be removed in a future version.
# %%
client.status()
# ran: 0
# prints: DeprecationWarning: printed by the service, not by this Python
# %%
client.logs()
# ran: 0
# prints: reading C:\Users\runneradmin\work and /home/ubuntu/data and /home/user/x
