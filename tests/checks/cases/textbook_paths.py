# %% [markdown]
# # What is a path?

# %%
import os
import re
import sys
from pathlib import Path

import pandas as pd
from flask import Flask
from lxml import html

app = Flask(__name__)

# %%
home = "/home/maria/course"  # expect: hard-coded-path
os.chdir(home)
shelf = Path("/Users/ben/Documents/books")  # expect: hard-coded-path
list(shelf.glob("*.txt"))

# %%
sys.path.append("/home/maria/course/lib")  # expect: hard-coded-path
notes = open(os.path.expanduser("~/notes.txt")).read()  # expect: hard-coded-path, untracked-data

# %%
old = pd.read_csv(r"C:\Users\lena\sales.csv")  # expect: hard-coded-path, untracked-data
shared = pd.read_excel("\\\\fileserver\\team\\plan.xlsx")  # expect: hard-coded-path, untracked-data

# %%
here = Path("data") / "raw"
here.mkdir(parents=True, exist_ok=True)
scratch = open("/tmp/scratch.txt", "w")
sink = open("/dev/null", "w")
cpu = open("/proc/cpuinfo").read()
Path("/etc/hostname").read_text()

# %%
root = os.environ.get("COURSE_DATA", "/data/course")
where = os.getenv("CACHE", "/mnt/cache")


# %%
@app.route("/home/<user>")
def profile(user):
    return user


# %%
page = html.fromstring("<html><body><div>x</div></body></html>")
page.xpath("/html/body/div")
re.findall(r"/home/(\w+)", "see /home/maria")
print("/home/maria is full")
message = "Put the files into /data/course first."
s3 = "s3://bucket/data/x.csv"
gs = "gs://bucket/mnt/x.csv"
api = "/v1/users"
request = "https://example.org/home/maria/x.csv"

# %%
if os.path.exists("/opt/course/ready"):
    print("ready")
