# %% [markdown]
# # Predicting customer churn with a built-in algorithm
# This sample trains gradient boosted trees as a managed training job and hosts the result behind an endpoint.

# %%
import sys

!{sys.executable} -m pip install -q -U "sagemaker>=2.140"  # expect: unpinned-install

# %%
import io
import json
import os
import time

import boto3
import numpy as np
import pandas as pd
import sagemaker
from sagemaker import get_execution_role

sess = sagemaker.Session()
bucket = sess.default_bucket()
prefix = "sagemaker/DEMO-churn-xgb"
role = get_execution_role()
region = boto3.Session().region_name
print(role)

# %% [markdown]
# ## Data

# %%
s3 = boto3.client("s3")
s3.download_file(f"example-files-{region}", "datasets/tabular/synthetic/churn.txt", "churn.txt")

# %%
churn = pd.read_csv("./churn.txt")  # expect: untracked-data
pd.set_option("display.max_columns", 500)
churn

# %%
# Frequency tables for each categorical feature
for column in churn.select_dtypes(include=["object"]).columns:
    display(pd.crosstab(index=churn[column], columns="% observations", normalize="columns"))

display(churn.describe())
%matplotlib inline
hist = churn.hist(bins=30, sharey=True, figsize=(10, 10))

# %%
churn = churn.drop("Phone", axis=1)
churn["Area Code"] = churn["Area Code"].astype(object)

# %%
churn = churn.drop(["Day Charge", "Eve Charge", "Night Charge", "Intl Charge"], axis=1)
churn.corr(numeric_only=True)

# %%
model_data = pd.get_dummies(churn)
model_data = pd.concat(
    [model_data["Churn?_True."], model_data.drop(["Churn?_False.", "Churn?_True."], axis=1)], axis=1
)

# %%
train_data, validation_data, test_data = np.split(
    model_data.sample(frac=1, random_state=1729),
    [int(0.7 * len(model_data)), int(0.9 * len(model_data))],
)
train_data.to_csv("train.csv", header=False, index=False)
validation_data.to_csv("validation.csv", header=False, index=False)
len(train_data.columns)

# %%
boto3.Session().resource("s3").Bucket(bucket).Object(
    os.path.join(prefix, "train/train.csv")
).upload_file("train.csv")
boto3.Session().resource("s3").Bucket(bucket).Object(
    os.path.join(prefix, "validation/validation.csv")
).upload_file("validation.csv")

# %% [markdown]
# ## Train

# %%
container = sagemaker.image_uris.retrieve("xgboost", region, "1.7-1")
display(container)

# %%
s3_input_train = sagemaker.inputs.TrainingInput(s3_data=f"s3://{bucket}/{prefix}/train", content_type="csv")
s3_input_validation = sagemaker.inputs.TrainingInput(
    s3_data=f"s3://{bucket}/{prefix}/validation/", content_type="csv"
)

# %%
xgb = sagemaker.estimator.Estimator(
    container,
    role,
    instance_count=1,
    instance_type="ml.m5.xlarge",
    output_path=f"s3://{bucket}/{prefix}/output",
    sagemaker_session=sess,
)
xgb.set_hyperparameters(
    max_depth=5,
    eta=0.2,
    gamma=4,
    min_child_weight=6,
    subsample=0.8,
    objective="binary:logistic",
    num_round=100,
)
xgb.fit({"train": s3_input_train, "validation": s3_input_validation})  # expect: untracked-experiment

# %% [markdown]
# ## Host

# %%
xgb_predictor = xgb.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.xlarge",
    serializer=sagemaker.serializers.CSVSerializer(),
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
# plt.hist(predictions)
# plt.show()

# %%
cutoffs = np.arange(0.01, 1, 0.01)
costs = []
for c in cutoffs:
    costs.append(np.sum(500 * (predictions > c)))
print("cheapest cutoff", cutoffs[np.argmin(costs)], "at cost", np.min(costs))

# %%
from sklearn.metrics import roc_auc_score

print("AUC on the test rows:", roc_auc_score(test_data.iloc[:, 0], predictions))  # expect: printed-metric

# %%
time.sleep(10)
payload = json.dumps({"instances": test_data.iloc[:2, 1:].values.tolist()}, default=str)
print(payload[:200])

# %%
xgb_predictor.delete_endpoint()
