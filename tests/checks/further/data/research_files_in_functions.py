# %% [markdown]
# # Reaction times of forty participants

# %%
import json

import pandas as pd


# %%
def clean(path):
    frame = pd.read_csv(path)
    frame = frame[frame.rt > 100]
    frame.to_csv(path)  # expect: overwritten-source-data
    return frame


def load(path="trials.csv"):
    return pd.read_csv("trials.csv")


def keep(frame):
    frame.to_csv("trials.csv")  # expect: overwritten-source-data


def never_called():
    pd.read_csv("old.csv").to_csv("old.csv")  # expect: overwritten-source-data


# %%
trials = load()
keep(trials.assign(log_rt=1))


# %%
def save_table(table):
    table.to_csv("table.csv")


def load_table():
    return pd.read_csv("table.csv")


save_table(trials)
table = load_table()

# %%
with open("participants.json") as file:
    participants = json.load(file)
for each in participants:
    each["age"] = int(each["age"])
with open("participants.json", "w") as file:  # expect: overwritten-source-data
    json.dump(participants, file)

# %%
with open("config.json") as file:
    config = json.load(file)
config["seen"] = True
with open("config.json", "w") as file:
    json.dump(config, file)
