# %% [markdown]
# # MNIST with PyTorch in script mode
#
# 1. Set up the environment
# 2. Write the training script
# 3. Launch the job, deploy, and clean up

# %%
%pip install sagemaker==2.215.0 torchvision==0.15.2

# %%
import os
import random
import string

import boto3
import numpy as np
import sagemaker
import torch
from sagemaker.pytorch import PyTorch
from torchvision import datasets, transforms

sagemaker_session = sagemaker.Session()
role = sagemaker.get_execution_role()
bucket = sagemaker_session.default_bucket()

# a unique suffix, so that several people can run this in one account
suffix = "".join(random.choices(string.ascii_lowercase + string.digits, k=6))
prefix = f"sagemaker/DEMO-pytorch-mnist-{suffix}"

# %%
# datasets.MNIST.mirrors = ["https://example-files.s3.amazonaws.com/datasets/image/MNIST/"]
datasets.MNIST(
    "data",
    download=True,
    transform=transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))]),
)

# %%
inputs = sagemaker_session.upload_data(path="data", bucket=bucket, key_prefix=prefix)
print("input spec (in this case, just an S3 path): {}".format(inputs))

# %%
!mkdir -p code  # expect: shell-step
!ls -la

# %%
%%writefile code/mnist.py
import argparse, os, torch, torch.nn as nn, torch.nn.functional as F, torch.optim as optim

def train(args):
    device = torch.device("cuda")
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).cuda()
    optimizer = optim.SGD(model.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        optimizer.step()
    torch.save(model.state_dict(), os.path.join(args.model_dir, "model.pth"))

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.01)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--model-dir", type=str, default=os.environ["SM_MODEL_DIR"])
    train(parser.parse_args())

# %%
!pygmentize code/mnist.py

# %% [markdown]
# ## Train in the cloud

# %%
estimator = PyTorch(
    entry_point="mnist.py",
    source_dir="code",
    role=role,
    py_version="py310",
    framework_version="2.0.0",
    instance_count=2,
    instance_type="ml.g4dn.xlarge",
    hyperparameters={"epochs": 1, "backend": "gloo"},
)

# %%
estimator.fit({"training": inputs})  # expect: untracked-experiment

# %%
predictor = estimator.deploy(initial_instance_count=1, instance_type="ml.m4.xlarge")

# %% [markdown]
# ## Evaluate
# We draw a few of the local images and ask the endpoint.

# %%
import random

test_set = datasets.MNIST("data", train=False)
images = test_set.data.numpy().astype(np.float32)

mask = random.sample(range(len(images)), 16)  # expect: unseeded-run
mask = np.array(mask, dtype=int)
data = images[mask]

# %%
response = predictor.predict(np.expand_dims(data, axis=1))
print("Raw prediction result:")
print(response)

# %%
labeled_predictions = list(zip(range(10), response[0]))
labeled_predictions.sort(key=lambda label_and_prob: 1.0 - label_and_prob[1])
print("Most likely answer: {}".format(labeled_predictions[0]))

# %%
!aws s3 ls s3://{bucket}/{prefix}/
!aws s3 cp s3://{bucket}/{prefix}/output/model.tar.gz ./model.tar.gz  # expect: shell-step

# %%
import tarfile

with tarfile.open("model.tar.gz") as tar:
    tar.extractall("model")
model_files = os.listdir("model")
print(model_files)

# %%
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10)).to(device)
net.load_state_dict(torch.load("model/model.pth", map_location=device))
net.eval()

# %%
sagemaker_session.delete_endpoint(endpoint_name=predictor.endpoint_name)
