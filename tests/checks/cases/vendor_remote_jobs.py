# %% [markdown]
# # Train on managed machines
# The estimator runs in a container; nothing trains here.

# %%
import sagemaker
from sagemaker.pytorch import PyTorch
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import make_pipeline
from sklearn.impute import SimpleImputer

role = sagemaker.get_execution_role()

# %%
prepare = make_pipeline(SimpleImputer(), StandardScaler())
rows = prepare.fit_transform([[1.0], [2.0], [3.0]])

# %%
estimator = PyTorch(entry_point="train.py", role=role, instance_count=1, instance_type="ml.g5.xlarge",
                    framework_version="2.2", py_version="py310", hyperparameters={"epochs": 3})

# %%
estimator.fit({"training": "s3://bucket/train"}, wait=False)  # expect: untracked-experiment

# %%
estimator.fit({"training": "s3://bucket/train-2"})
predictor = estimator.deploy(initial_instance_count=1, instance_type="ml.m5.large")
