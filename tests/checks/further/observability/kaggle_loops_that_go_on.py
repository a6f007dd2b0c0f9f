# %% [markdown]
# # Collect everything

# %%
import os

import cv2
import matplotlib.pyplot as plt
import pandas as pd
import requests
from lightgbm import LGBMClassifier
from tqdm import tqdm

images = []
for name in tqdm(os.listdir("train")):
    try:
        img = cv2.imread(os.path.join("train", name))
        images.append(cv2.resize(img, (64, 64)))
    except Exception as e:  # expect: swallowed-error
        pass

# %%
frame = pd.read_csv("train.csv")
for i, row in frame.iterrows():
    try:
        frame.loc[i, "price"] = float(row["price"].replace(",", ""))
    except: continue  # expect: swallowed-error

# %%
prices = []
for text in ["1", "x"]:
    try:
        prices.append(float(text))
    except ValueError:
        pass

# %%
broken = 0
for text in ["1", "x"]:
    try:
        prices.append(float(text))
    except Exception:
        broken += 1
for text in ["1", "x"]:
    try:
        prices.append(float(text))
    except Exception as error:
        print(text, error)

# %%
# what only tidies up, or looks different at worst
try:
    os.remove("submission.csv")
except:
    pass
try:
    plt.style.use("seaborn-whitegrid")
except Exception:
    pass
try:
    import cudf
except:
    pass
try:
    del images
except:
    pass

# %%
def fetch(url):
    try:
        return requests.get(url).json()
    except:  # expect: swallowed-error
        # no answer, no row
        pass


# %%
for depth in range(2, 20):
    try:
        model = LGBMClassifier(max_depth=depth).fit(frame[["a"]], frame["y"])
    except (ValueError, Exception):  # expect: swallowed-error
        pass
    else:
        print(depth)
