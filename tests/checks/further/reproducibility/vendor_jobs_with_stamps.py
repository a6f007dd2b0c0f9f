# %%
from datetime import datetime, date
from time import gmtime, strftime
import sagemaker
# %%
job_name = "churn-" + strftime("%Y-%m-%d-%H-%M-%S", gmtime())
TIMESTAMP = datetime.now().strftime("%Y%m%d%H%M%S")
bucket_folder = f"runs/{TIMESTAMP}"
# %%
start_time = datetime.now()
train()
elapsed = (datetime.now() - start_time).total_seconds()
# %%
metrics = {"accuracy": 0.9, "created": datetime.utcnow().isoformat()}
# %%
if (datetime.now() - last_refresh).seconds > 3600:
    refresh()
# %%
writer = SummaryWriter(f"logs/{date.today()}")
# %%
as_of = date(2024, 6, 30)
open_orders = orders[orders["due"] < as_of]
# %%
print(f"Copyright {date.today().year}")
