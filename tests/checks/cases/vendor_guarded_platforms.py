# expect: missing-purpose
# %%
import os
import sys
IS_COLAB = "google.colab" in sys.modules
IS_KAGGLE = "kaggle_secrets" in sys.modules

# %% [markdown]
# # Runs everywhere

# %%
if IS_COLAB:
    from google.colab import drive, files
    drive.mount("/content/drive")  # expect: hard-coded-path
    %pip install -q -U "tfx"  # expect: unpinned-install
elif IS_KAGGLE:
    from kaggle_secrets import UserSecretsClient
    os.environ["TOKEN"] = UserSecretsClient().get_secret("token")

# %%
try:
    from google.colab import userdata
    token = userdata.get("HF_TOKEN")
except ImportError:
    token = os.getenv("HF_TOKEN")

# %%
def running_in_colab():
    try:
        import google.colab
        return True
    except ImportError:
        return False

if running_in_colab():
    files.download("report.html")

# %%
if 'google.colab' in str(get_ipython()):
    from google.colab import output
    output.enable_custom_widget_manager()

# %%
%load_ext google.colab.data_table  # expect: platform-bound
if not os.environ.get("OPENAI_API_KEY"):
    from getpass import getpass
    os.environ["OPENAI_API_KEY"] = getpass("key")

# %%
from google.colab import runtime  # expect: platform-bound
runtime.unassign()  # expect: platform-bound
