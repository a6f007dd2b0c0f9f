# %% [markdown]
# # A competition that is served by a module

# %%
import io

import boto3
import kaggle_evaluation.default_gateway  # expect: platform-bound
import pandas as pd
from google.colab import files  # expect: platform-bound

# %%
picked = files.upload()  # expect: platform-bound, interactive-input

# %%
for name in picked.keys():
    print(name)
rows = pd.read_csv(io.BytesIO(picked["rows.csv"]))  # expect: untracked-data

# %%
stored = boto3.client("s3").get_object(Bucket="shop", Key="rows.csv", VersionId="3f1c2ab")
same = pd.read_csv(stored["Body"])
latest = boto3.client("s3").get_object(Bucket="shop", Key="rows.csv")
other = pd.read_csv(latest["Body"])  # expect: untracked-data
