# %% [markdown]
# # Words that look like secrets

# %%
import os, re, hashlib, uuid
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
vec = TfidfVectorizer(token_pattern=r"(?u)\b\w\w+\b")
pad_token, unk_token = "[PAD]", "<unk>"
special = {"pad_token": "[PAD]", "bos_token": "<s>", "sep_token": "</s>"}
api_key = "YOUR_API_KEY_HERE"
API_KEY = "xxxxxxxxxxxxxxxx"
openai_api_key = "sk-..."
access_token = "<insert token>"
secret = os.environ["APP_SECRET"]
password = os.getenv("DB_PASSWORD", "")
client_id = "1054fc1e-2b3c-4d5e-8f90-1234567890ab"

# %%
sort_key = "customer_since_2021_q3"
primary_key = "order_line_id_2020_v2"
md5 = "9e107d9d372bb6826bd81d3542a419d6"
revision = "e6281661ce1c48d982bc483cf8a173c1bbeb5d31"
cache_key = hashlib.sha256(b"x").hexdigest()
run_id = "0f3c9a7e5b1d4264a0a9e7f3b5d1c864"
df = pd.DataFrame({"password_length": [8, 10], "token": ["the", "cat"]})
df.rename(columns={"pwd": "password_hash"})
labels = {"key": "value", "token": "NOUN"}
pattern = re.compile("password=(.*)")
message = "Enter password: please"
url = "https://example.org/login?token=YOUR_TOKEN"
dsn = f"postgresql://{os.environ['U']}:{os.environ['P']}@db/x"
template = "mysql://user:password@localhost/db"
kaggle_path = "kaggle.json"
PROJECT = "my-project-382719"
BUCKET = "gs://bucket-us-east-1-9f3a2c"
tokenizer_name = "bert-base-uncased"
SECRET_NAME = "prod/db/etl-2024-01"
print("password: hunter2")

# %%
%env CUDA_VISIBLE_DEVICES=0
!export TOKEN=$HF_TOKEN
!git config --global credential.helper store  # expect: shell-step

# %%
GITHUB = "https://lena:ghp_a7F3c0E9d1M5b8T264c0A9e7f3bP1d5c86Js@github.com/lena/private"  # expect: inline-secret
consumer_secret = "L8qq9PZyRg6ieKGEKhZolGC0vJWLw8iEJ88DRdyOg93kd"  # expect: inline-secret
# old = "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"  # expect: inline-secret
import psycopg2
db = psycopg2.connect(host="localhost", user="postgres", password="postgres")  # expect: inline-secret

# %%
signing = """-----BEGIN RSA PRIVATE KEY-----  # expect: inline-secret
MIIEpAIBAAKCAQEA7bq2kT9xQ2mZx9vWb4TnLs8dYf3gHj6cKp1eAo5RtXy0NqUI
-----END RSA PRIVATE KEY-----"""
public = "-----BEGIN PUBLIC KEY-----"
