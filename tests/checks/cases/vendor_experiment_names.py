# %% [markdown]
# # Names of experiments
# A tracker sorts its experiments into folders of a workspace; these are no folders of a disk.

# %%
import os

import mlflow
import pandas as pd

user = os.environ["OWNER"]

# %%
experiment_path = f"/Users/{user}/churn"
print("goes to", experiment_path)
mlflow.set_experiment(experiment_path)

# %%
base_dir = "/Users/team@shop.example/forecasts"
weekly_path = f"{base_dir}/weekly"
mlflow.set_experiment(weekly_path)
mlflow.create_experiment(os.path.join(base_dir, "daily"))

# %%
shared_dir = "/Users/team/exports"  # expect: hard-coded-path
mlflow.set_experiment(shared_dir)
pd.DataFrame({"day": [1]}).to_csv(shared_dir + "/days.csv")

# %%
export_path = f"/Users/{user}/exports"  # expect: hard-coded-path
os.makedirs(export_path)
