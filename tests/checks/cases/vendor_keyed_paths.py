# %% [markdown]
# # Paths in settings, options and environment variables

# %%
import argparse
import os

import mlflow
from IPython.display import Image

# %%
os.environ["KAGGLE_CONFIG_DIR"] = "/content"  # expect: hard-coded-path
os.environ["SPARK_HOME"] = "/content/spark-3.5.1-bin-hadoop3"  # expect: hard-coded-path
os.environ["PATH"] = "/content/tools/bin:" + os.environ["PATH"]  # expect: hard-coded-path
os.environ["JAVA_HOME"] = "/usr/lib/jvm/java-11-openjdk-amd64"

# %%
settings = {"data_dir": "/data/imagenet", "route": "/data/v1", "mountPath": "/data/models"}  # expect: hard-coded-path
settings["out_dir"] = "/output/run1"  # expect: hard-coded-path
settings["health"] = "/output/health"

# %%
parser = argparse.ArgumentParser()
parser.add_argument("--data-dir", default="/data/imagenet")  # expect: hard-coded-path
parser.add_argument("--route", default="/data/v1")

# %%
photo = "/content/cat.png"  # expect: hard-coded-path
download_url = "/content/cat.png"
Image("/content/dog.png")  # expect: hard-coded-path

# %%
if os.path.exists("/kaggle/input"):
    print("on Kaggle")
if not os.path.exists("/content/birds"):  # expect: hard-coded-path
    print("no birds")

# %%
mlflow.set_experiment("/Users/maria@example.org/churn")
mlflow.set_tracking_uri("file:///home/maria/mlruns")  # expect: hard-coded-path

# %%
!docker run -v $(pwd):/data/work image:1 ls  # expect: shell-step
!docker run -v /home/maria/work:/data/work image:1 ls  # expect: shell-step, hard-coded-path
get_ipython().system("ls /content/birds")  # expect: hard-coded-path
