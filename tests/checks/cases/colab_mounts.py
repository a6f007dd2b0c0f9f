# %% [markdown]
# # Serve the segmentation demo from Drive

# %%
import os
from google.colab import drive  # expect: platform-bound

drive.mount('/content/drive')  # expect: hard-coded-path, interactive-input, platform-bound

# %%
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

app = FastAPI()
app.mount("/static", StaticFiles(directory="static"), name="static")


@app.get("/data/items")
def items():
    return len(os.listdir("items"))


# %%
if os.path.exists("/kaggle/input"):
    print("on Kaggle, see /kaggle/input")
masks = os.path.join('/content/drive/MyDrive/masks', 'train')  # expect: hard-coded-path
