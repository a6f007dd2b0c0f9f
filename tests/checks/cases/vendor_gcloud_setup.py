# %%
# Copyright 2024 The Vendor
#
# Licensed under the Apache License, Version 2.0 (the "License");

# %% [markdown]
# <table align="left"><td><a href="https://colab.research.google.com/x"><img src="logo.png" alt="Google Colaboratory logo"><br> Open in Colab</a></td></table>

# %% [markdown]
# # Tune a tabular model
#
# This tutorial shows how to train and deploy a custom model.

# %%
! pip3 install --upgrade --quiet google-cloud-aiplatform \  # expect: unpinned-install
                                 google-cloud-storage
! pip3 install --quiet 'kfp==2.7.0' 'google-cloud-pipeline-components==2.14.0'

# %%
PROJECT_ID = "[your-project-id]"
REGION = "us-central1"
if PROJECT_ID == "" or PROJECT_ID is None or PROJECT_ID == "[your-project-id]":
    shell_output = ! gcloud config list --format 'value(core.project)' 2>/dev/null
    PROJECT_ID = shell_output[0]
! gcloud config set project $PROJECT_ID  # expect: shell-step

# %%
import sys
if "google.colab" in sys.modules:
    from google.colab import auth
    auth.authenticate_user()

# %%
! gcloud auth login  # expect: interactive-input
! gcloud services enable aiplatform.googleapis.com  # expect: shell-step
! gcloud ai models list --region=$REGION
! gsutil mb -l $REGION gs://bucket-$PROJECT_ID  # expect: shell-step
! gsutil ls -al gs://bucket-$PROJECT_ID

# %%
%%writefile trainer/task.py
import torch
model = torch.nn.Linear(2, 1).cuda()
!pip install nothing
password = "not-run-here-42"

# %%
%%bash
export IMAGE=trainer:latest
docker build -t $IMAGE .  # expect: shell-step
docker images | head -3

# %%
from google.cloud import aiplatform
aiplatform.init(project=PROJECT_ID, location=REGION)
job = aiplatform.CustomTrainingJob(display_name="t", script_path="trainer/task.py",
    container_uri="us-docker.pkg.dev/vertex-ai/training/pytorch-gpu.2-1.py310:latest",
    requirements=["pandas"])

# %%
import vertexai
from vertexai.generative_models import GenerativeModel
vertexai.init(project=PROJECT_ID)
gemini = GenerativeModel("gemini-1.5-pro")  # expect: floating-model-version
pinned = GenerativeModel("gemini-1.5-pro-002")
gemini.generate_content("hello")
