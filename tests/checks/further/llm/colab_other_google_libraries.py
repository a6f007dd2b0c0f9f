# %% [markdown]
# # No model in sight

# %%
import boto3
import requests
from google.cloud import bigquery
from sklearn.metrics import accuracy_score

client = bigquery.Client()
rows = client.query("""
select a
from b
where c
group by d
""")
store = boto3.client("s3")
store.put_object(Bucket="b", Key="k", Body=b"x")
prompt = input("Which file? ")
accuracy_score([1], [1])
