# %% [markdown]
# # Week 5: read a page

# %%
import ssl
import urllib.request

import requests
from bs4 import BeautifulSoup

ctx = ssl.create_default_context()
ctx.check_hostname = False
ctx.verify_mode = ssl.CERT_NONE  # expect: unsafe-load
html = urllib.request.urlopen("https://example.org", context=ctx).read()

# %%
try:
    _unverified = ssl._create_unverified_context  # expect: unsafe-load
except AttributeError:
    pass
else:
    ssl._create_default_https_context = _unverified

# %%
page = requests.get("https://example.org/list", verify=False, timeout=5)  # expect: unsafe-load
page = requests.get("https://example.org/list", verify=True)
page = requests.get("https://example.org/list", verify="/etc/ssl/own.pem")
VERIFY = False
page = requests.post("https://example.org/list", data={}, verify=VERIFY)  # expect: unsafe-load
soup = BeautifulSoup(page.text)

# %%
session = requests.Session()
session.verify = False  # expect: unsafe-load
rows = session.get("https://example.org/rows")
mine = requests.get("https://localhost:8443/health", verify=False)
BASE = "https://127.0.0.1:9200"
status = requests.get(f"{BASE}/_cluster/health", verify=False)

# %%
import boto3

store = boto3.client("s3", endpoint_url="https://minio.example.org", verify=False)  # expect: unsafe-load
options = {"verify": False}
page = requests.get("https://example.org", **options)
