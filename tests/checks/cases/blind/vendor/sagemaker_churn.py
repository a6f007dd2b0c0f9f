# %% [markdown]
# # Churn prediction with the built-in XGBoost container
#
# This notebook trains on a managed instance, deploys an endpoint and removes it again.
# Tested with the Python 3 (Data Science 3.0) kernel on `ml.t3.medium`.

# %%
%pip install --upgrade --quiet sagemaker pandas==1.5.3  # expect: unpinned-install

# %%
# restart after the installation
import IPython

IPython.Application.instance().kernel.do_shutdown(True)

# %%
import io
import json
import os
import re
import time
from time import gmtime, strftime

import boto3
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import sagemaker
from IPython.display import display
from sagemaker.inputs import TrainingInput
from sagemaker.serializers import CSVSerializer

# %%
sess = sagemaker.Session()
role = sagemaker.get_execution_role()
region = sess.boto_region_name
bucket = sess.default_bucket()
prefix = "sagemaker/DEMO-xgboost-churn"
print(f"{region=} {bucket=}")

# %%
# role = "arn:aws:iam::111122223333:role/service-role/AmazonSageMaker-ExecutionRole"

# %%
!aws s3 ls s3://sagemaker-example-files-prod-us-east-1/datasets/tabular/synthetic/

# %%
s3 = boto3.client("s3")
s3.download_file(
    f"sagemaker-example-files-prod-{region}", "datasets/tabular/synthetic/churn.txt", "churn.txt"
)

# %%
churn = pd.read_csv("./churn.txt")  # expect: untracked-data
pd.set_option("display.max_columns", 500)
churn

# %%
len(churn.columns)

# %%
for column in churn.select_dtypes(include=["object"]).columns:
    display(pd.crosstab(index=churn[column], columns="% observations", normalize="columns"))

display(churn.describe())
%matplotlib inline
hist = churn.hist(bins=30, sharey=True, figsize=(10, 10))

# %%
churn = churn.drop("Phone", axis=1)
churn["Area Code"] = churn["Area Code"].astype(object)
pd.plotting.scatter_matrix(churn[["Day Mins", "Eve Mins", "Night Mins"]], figsize=(12, 12))
plt.show()

# %%
model_data = pd.get_dummies(churn)
model_data = pd.concat(
    [model_data["Churn?_True."], model_data.drop(["Churn?_False.", "Churn?_True."], axis=1)], axis=1
)
model_data = model_data.astype(float)

# %% [markdown]
# Shuffle with a fixed state, then cut at 70 % and 90 %.

# %%
train_data, validation_data, test_data = np.split(
    model_data.sample(frac=1, random_state=1729),
    [int(0.7 * len(model_data)), int(0.9 * len(model_data))],
)
train_data.to_csv("train.csv", header=False, index=False)
validation_data.to_csv("validation.csv", header=False, index=False)

# %%
!head -n 2 train.csv
!wc -l train.csv validation.csv

# %%
boto3.Session().resource("s3").Bucket(bucket).Object(
    os.path.join(prefix, "train/train.csv")
).upload_file("train.csv")
!aws s3 cp validation.csv s3://$bucket/$prefix/validation/validation.csv  # expect: shell-step

# %%
# sanity check of what was uploaded
check = pd.read_csv("train.csv", header=None)
assert check.shape[1] == model_data.shape[1]

# %%
container = sagemaker.image_uris.retrieve("xgboost", region, "1.7-1")
s3_input_train = TrainingInput(s3_data=f"s3://{bucket}/{prefix}/train", content_type="csv")
s3_input_validation = TrainingInput(s3_data=f"s3://{bucket}/{prefix}/validation/", content_type="csv")

# %%
xgb = sagemaker.estimator.Estimator(
    container,
    role,
    instance_count=1,
    instance_type="ml.m5.xlarge",
    output_path=f"s3://{bucket}/{prefix}/output",
    sagemaker_session=sess,
)
xgb.set_hyperparameters(max_depth=5, eta=0.2, gamma=4, min_child_weight=6, subsample=0.8, num_round=100)
xgb.fit({"train": s3_input_train, "validation": s3_input_validation})  # expect: untracked-experiment

# %%
job_name = xgb.latest_training_job.name
print(job_name, strftime("%Y-%m-%d-%H-%M-%S", gmtime()))

# %%
%%writefile inference.py
import joblib, os

def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "/opt/ml/model/model.joblib"))

# %%
xgb_predictor = xgb.deploy(
    initial_instance_count=1, instance_type="ml.m4.xlarge", serializer=CSVSerializer()
)

# %%
def predict(data, rows=500):
    split_array = np.array_split(data, int(data.shape[0] / float(rows) + 1))
    predictions = ""
    for array in split_array:
        predictions = ",".join([predictions, xgb_predictor.predict(array).decode("utf-8")])
    return np.fromstring(predictions[1:], sep=",")


predictions = predict(test_data.to_numpy()[:, 1:])
predictions[:10]

# %%
plt.hist(predictions)
plt.xlabel("score")
plt.show()

# %%
from sklearn.metrics import accuracy_score, roc_auc_score

y_true = test_data.iloc[:, 0]
print("accuracy", accuracy_score(y_true, np.round(predictions)))  # expect: printed-metric
print("auc", roc_auc_score(y_true, predictions))  # expect: printed-metric

# %%
cutoffs = np.arange(0.01, 1, 0.01)
costs = [100 * (predictions > c).sum() + 500 * ((predictions <= c) & (y_true == 1)).sum() for c in cutoffs]
plt.plot(cutoffs, costs)
plt.show()

# %%
# where did the time go?
sm_client = boto3.client("sagemaker")
description = sm_client.describe_training_job(TrainingJobName=job_name)
print(description["TrainingTimeInSeconds"], "s")

# %%
xgb_predictor.delete_endpoint()
!rm -f train.csv validation.csv  # expect: shell-step
