# %% [markdown]
# # What the notebook wrote itself, read through classes and functions

# %%
import io
import os

import bson
import pandas as pd
import pytorch_lightning as pl
from PIL import Image

# %%
frame = pd.DataFrame({"path": ["a"], "fold": [1]})
frame.to_csv("prepared.csv")


class Prepared:
    def __init__(self, table):
        self.frame = pd.read_csv(table)


class Foreign:
    def __init__(self, table, records):
        self.frame = pd.read_csv(table)  # expect: untracked-data
        self.records = open(records, "rb")  # expect: untracked-data

    def picture(self, start, length):
        self.records.seek(start)
        record = bson.decode(self.records.read(length))
        return Image.open(io.BytesIO(record["picture"]))


prepared = Prepared("prepared.csv")
foreign = Foreign(os.path.join("..", "input", "train.csv"), "../input/train.bson")

# %%
trainer = pl.Trainer(logger=pl.loggers.CSVLogger(save_dir="logs/"))
curves = pd.read_csv(f"{trainer.logger.log_dir}/metrics.csv")

# %%
%cd C:/Users/jo/yolov5  # expect: hard-coded-path
%run train.py --data D:\sets\birds.yaml --weights small.pt  # expect: hard-coded-path
!dir https://example.org/C:/notes
