# %% [markdown]
# # Who signs in, and how

# %%
import os

import comet_ml
import huggingface_hub
import wandb
from azure.identity import DefaultAzureCredential, InteractiveBrowserCredential

# %%
wandb.login()  # expect: interactive-input
wandb.login(key=os.environ["KEY"])
wandb.login(anonymous="must")

# %%
credential = InteractiveBrowserCredential()  # expect: interactive-input
other = DefaultAzureCredential()

# %%
if not os.path.exists("kaggle.json"):
    from google.colab import files  # expect: platform-bound
    files.upload()  # expect: platform-bound, interactive-input

# %%
os.environ["COMET_API_KEY"] = os.environ["TEAM_KEY"]
comet_ml.login()
%env HF_TOKEN=$token
huggingface_hub.login()

# %%
!accelerate config  # expect: interactive-input, shell-step
!accelerate config default  # expect: shell-step
!samtools faidx genome.fa  # expect: shell-step
get_ipython().system_raw("python serve.py &")  # expect: shell-step
!curl -sSL https://install.example.org/tool.py | python -  # expect: shell-step, unversioned-download
