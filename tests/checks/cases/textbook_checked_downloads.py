# %% [markdown]
# # Fetching files, and making sure that they are the right ones

# %%
import hashlib
import os
import urllib.request

import pandas as pd
import requests

# %%
!wget -q https://example.org/corpus.zip  # expect: shell-step
!echo "9f86d081884c7d659a2feaa0c55ad015 corpus.zip" | md5sum -c
!wget -q https://example.org/other.zip  # expect: shell-step

# %%
!wget -q https://example.org/late.zip  # expect: shell-step
!wget -q https://example.org/never.zip  # expect: shell-step, unversioned-download
!md5sum never.zip

# %%
!md5sum --check late.zip.md5

# %%
!wget -q https://ftp.example.org/genomes/release_46/genome.fa.gz  # expect: shell-step
!wget -q https://repo.example.org/archive/Tools2-2019.03-Linux-x86_64.sh  # expect: shell-step
!git clone -b python3 https://github.com/acme/tools  # expect: shell-step, unversioned-download
!git clone -b release-2.1 https://github.com/acme/engine  # expect: shell-step
!yt-dlp https://video.example.org/watch?v=1  # expect: shell-step, unversioned-download

# %%
def fetch(root):
    name = root + ".tgz"
    if not os.path.exists(name) or hashlib.md5(open(name, "rb").read()).hexdigest() != "82dd47135053303e9526c2d5c43befd5":
        urllib.request.urlretrieve("http://data.example.org/{0}.tgz".format(root), name)


fetch("mortgages")

# %%
short = pd.read_csv("https://github.com/acme/data/raw/2b29313/iris.csv")
local = pd.read_csv("http://localhost:8000/iris.csv")  # expect: untracked-data

# %%
def fetch_from_drive(key, target):
    session = requests.Session()
    answer = session.get("https://drive.example.org/uc", params={"id": key}, stream=True)  # expect: unversioned-download
    keep(answer, target)


def keep(answer, target):
    with open(target, "wb") as out:
        for piece in answer.iter_content(1 << 15):
            out.write(piece)


fetch_from_drive("1x", "weights.bin")

# %%
def ask(session, place):
    weather = requests.get("https://api.weather.example/now", params={"city": place})
    return weather.json()
