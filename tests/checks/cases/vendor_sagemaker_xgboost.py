# %% [markdown]
# # Predict marketing response with XGBoost on a managed service
# Data go to a bucket, training runs in a container.

# %%
import os
import random
import string

import boto3
import numpy as np
import pandas as pd
import sagemaker
from sagemaker.inputs import TrainingInput

sess = sagemaker.Session()
bucket = sess.default_bucket()
prefix = "demo/marketing"
role = sagemaker.get_execution_role()
suffix = "".join(random.choices(string.ascii_lowercase + string.digits, k=6))
job_name = f"marketing-{suffix}"

# %%
!wget -q https://sagemaker-sample-data-us-west-2.s3-us-west-2.amazonaws.com/autopilot/direct_marketing/bank-additional.zip  # expect: shell-step, unversioned-download
!unzip -o -q bank-additional.zip  # expect: shell-step

# %%
data = pd.read_csv("./bank-additional/bank-additional-full.csv")  # expect: untracked-data
pd.set_option("display.max_columns", 500)
data.sample(10)  # expect: unseeded-run

# %%
model_data = pd.get_dummies(data)
train_data, validation_data, test_data = np.split(
    model_data.sample(frac=1, random_state=1729),
    [int(0.7 * len(model_data)), int(0.9 * len(model_data))],
)
train_data.to_csv("train.csv", index=False, header=False)
validation_data.to_csv("validation.csv", index=False, header=False)

# %%
boto3.Session().resource("s3").Bucket(bucket).Object(os.path.join(prefix, "train/train.csv")).upload_file("train.csv")
s3_train = TrainingInput(s3_data=f"s3://{bucket}/{prefix}/train", content_type="csv")
pd.read_csv("train.csv", header=None).shape

# %%
container = sagemaker.image_uris.retrieve("xgboost", sess.boto_region_name, "1.7-1")
xgb = sagemaker.estimator.Estimator(
    container,
    role,
    instance_count=1,
    instance_type="ml.m5.xlarge",
    output_path=f"s3://{bucket}/{prefix}/output",
    environment={"MODEL_DIR": "/opt/ml/model", "TRAIN": "/opt/ml/input/data/train"},
)
xgb.set_hyperparameters(max_depth=5, eta=0.2, objective="binary:logistic", num_round=100)
xgb.fit({"train": s3_train}, job_name=job_name)  # expect: untracked-experiment

# %%
history = pd.read_csv("s3://company-marketing/exports/history.csv")  # expect: untracked-data
baseline = history["y"].mean() + 0.01 * np.random.randn(len(history))  # expect: unseeded-run
