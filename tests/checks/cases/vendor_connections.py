# %% [markdown]
# # Connections, and who may open them
# %%
from prepared import *
import os, openai, tweepy, requests, boto3, psycopg2, mysql.connector
import pandas as pd
from sqlalchemy import create_engine
os.environ["OPENAI_API_KEY"] = "sk-T3BlbkFJa8Qw2Er5Ty7Ui9Op1As3Df5GhJ"  # expect: inline-secret
os.environ["OPENAI_API_KEY"] = "sk-..."
os.environ["OPENAI_API_KEY"] = "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
os.environ["OPENAI_API_KEY"] = "<your key>"
os.environ["OPENAI_API_KEY"] = "OPENAI_API_KEY"
os.environ["HF_TOKEN"] = "hf_..."
os.environ["KAGGLE_USERNAME"] = "lena"
os.environ["KAGGLE_KEY"] = "3f9a1c0b7e5d4a2f8c6b1e9d7a5c3f0b"  # expect: inline-secret
openai.api_key = "YOUR_KEY"
API_KEY = "insert-api-key-here"
# %%
consumer_key = "xvz1evFS4wEEPTGEFPHBog"  # expect: inline-secret
consumer_secret = "L8qq9PZyRg6ieKGEKhZolGC0vJWLw8iEJ88DRdyOg"  # expect: inline-secret
access_token = "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"  # expect: inline-secret
auth = tweepy.OAuthHandler("xvz1evFS4wEEPTGEFPHBog", "L8qq9PZyRg6ieKGEKhZolGC0vJWLw8iEJ88DRdyOg")  # expect: inline-secret
auth.set_access_token("370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", "ybGhMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9we")  # expect: inline-secret
# %%
engine = create_engine("mysql+pymysql://root:root@localhost/db")  # expect: inline-secret
engine = create_engine("postgresql://postgres:postgres@localhost:5432/db")  # expect: inline-secret
engine = create_engine("postgresql://user:password@localhost:5432/db")
conn = psycopg2.connect(dbname="x", user="postgres", password="1234")  # expect: inline-secret
conn = psycopg2.connect("dbname=x user=postgres password=secret99 host=localhost")  # expect: inline-secret
conn = mysql.connector.connect(host="localhost", user="root", passwd="admin")  # expect: inline-secret
conn = mysql.connector.connect(host="localhost", user="root", password="")
conn = mysql.connector.connect(host="localhost", user="root", password="password")
mongo = "mongodb+srv://lena:Qwe12rty@cluster0.mongodb.net/test"  # expect: inline-secret
# %%
api_key = "8f14e45fceea167a5a36dedd4bea2543"  # expect: inline-secret
url = "http://api.openweathermap.org/data/2.5/weather?q=London&appid=8f14e45fceea167a5a36dedd4bea2543"  # expect: inline-secret
r = requests.get(f"https://api.x.com/v1?api_key=9c8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f&q={q}")  # expect: inline-secret
CLIENT_ID = "ABCD1234EFGH5678IJKL9012MNOP3456QRST7890UVWX1234"
CLIENT_SECRET = "Z9Y8X7W6V5U4T3S2R1Q0P9O8N7M6L5K4J3I2H1G0F9E8D7C6"  # expect: inline-secret
headers = {"Authorization": "Bearer q7Gt2LkPz9RwXv4NcYb81mHs"}  # expect: inline-secret
headers = {"Authorization": "Bearer " + token}
headers = {"X-RapidAPI-Key": "4a8f3c2b1dmsh9e7f6a5b4c3d2e1p1f0a9bjsn8c7d6e5f4a3b"}  # expect: inline-secret
headers = {"Ocp-Apim-Subscription-Key": "0123456789abcdef0123456789abcdef"}
# %%
aws_access_key_id = "AKIAIOSFODNN7EXAMPLE"
aws_secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
session = boto3.Session(aws_access_key_id="AKIA4QWERTYUIOPASDFG", aws_secret_access_key="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")  # expect: inline-secret
# %%
!kaggle config set -n username -v lena
!wandb login 3f9a1c0b7e5d4a2f8c6b1e9d7a5c3f0b1a2b3c4d  # expect: inline-secret
!ngrok authtoken 1fGhJkL2mN3pQ4rS5tU6vW7xY8z_9LmKjHgBvCxZw4  # expect: inline-secret
!git clone https://lena:hunter22@github.com/lena/x.git  # expect: inline-secret, shell-step, unversioned-download
!git clone https://$TOKEN@github.com/lena/x.git  # expect: shell-step, unversioned-download
!echo '{"username":"lena","key":"3f9a1c0b7e5d4a2f8c6b1e9d7a5c3f0b"}' > ~/.kaggle/kaggle.json  # expect: hard-coded-path, inline-secret, shell-step
!export KAGGLE_KEY=3f9a1c0b7e5d4a2f8c6b1e9d7a5c3f0b  # expect: inline-secret
# %%
api_token = {"username": "lena", "key": "3f9a1c0b7e5d4a2f8c6b1e9d7a5c3f0b"}  # expect: inline-secret
import wandb
wandb.login(key="3f9a1c0b7e5d4a2f8c6b1e9d7a5c3f0b1a2b3c4d")  # expect: inline-secret
from pyngrok import ngrok
ngrok.set_auth_token("1fGhJkL2mN3pQ4rS5tU6vW7xY8z_9LmKjHgBvCxZw4")  # expect: inline-secret
from roboflow import Roboflow
rf = Roboflow(api_key="aB3dE5fG7hI9jK1lM3nO")  # expect: inline-secret
import quandl
quandl.ApiConfig.api_key = "zyX3wvU5tsR7qpO9nmL1"  # expect: inline-secret
from alpha_vantage.timeseries import TimeSeries
ts = TimeSeries(key="K7J2H9G4F1D8S5A3", output_format="pandas")  # expect: inline-secret
from newsapi import NewsApiClient
n = NewsApiClient(api_key="8f14e45fceea167a5a36dedd4bea2543")  # expect: inline-secret
import googlemaps
gm = googlemaps.Client(key="AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY")  # expect: inline-secret
import smtplib
s = smtplib.SMTP("smtp.gmail.com", 587)
s.login("lena@x.com", "Hunter2020")  # expect: inline-secret
# %%
spark.conf.set("fs.azure.account.key.lena.blob.core.windows.net", "k7Jd8sLq2mNv5Xz1Rt4Yp9Wc3Bh6Gf0AeUiOoPqLk7Jd8sLq2mNv5Xz1Rt4Yp9Wc3Bh6Gf0AeUiOoPqL==")  # expect: inline-secret
cs = "DefaultEndpointsProtocol=https;AccountName=lena;AccountKey=k7Jd8sLq2mNv5Xz1Rt4Yp9Wc3Bh6Gf0AeUiOoPqLk7Jd8sLq2mNv5Xz1Rt4Yp9Wc3Bh6Gf0AeUiOoPqL==;EndpointSuffix=core.windows.net"  # expect: inline-secret
cs = "DefaultEndpointsProtocol=https;AccountName=<name>;AccountKey=<key>;EndpointSuffix=core.windows.net"
sas = "?sv=2019-12-12&ss=bfqt&srt=sco&sp=rwdlacupx&se=2021-01-01T00:00:00Z&sig=k7Jd8sLq2mNv5Xz1Rt4Yp9Wc3Bh6Gf0AeUi%3D"  # expect: inline-secret
# %%
tokenizer_key = "input_ids"
key = "temperature"
keys = ["a", "b"]
token = "[CLS]"
token = "hello"
password_input = driver.find_element_by_name("password")
secret_name = "MyDbSecret"
secret = "ml-workspace-secret"
secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf"
df = pd.DataFrame({"user": ["a"], "password": ["x"]})
d = {"key": "value", "name": "x"}
project_key = "proj-1234"
s3_key = "data/2020/01/train_9f8a7b.csv"
Key = "sagemaker/DEMO-xgboost-dm/train.csv"
s3.put_object(Bucket=b, Key="data/9f8a7b6c5d4e3f2a/x.bin", Body=x)
client_id = "1054fc1e-2b3c-4d5e-8f90-1234567890ab"
tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47"
subscription_key = "72f988bf-86f1-41af-91ab-2d7cd011db47"  # expect: inline-secret
password = getpass.getpass()
password = input("Password: ")  # expect: interactive-input
kms_key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
password = "password123"  # expect: inline-secret
MLFLOW_TRACKING_PASSWORD = "mlflow-user"  # expect: inline-secret
admin_password = "Password@123"  # expect: inline-secret
user, pwd = "lena", "S3cr3t!"  # expect: inline-secret
login(token="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")  # expect: inline-secret
login("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")  # expect: inline-secret
def connect(user="root", password="toor"):  # expect: inline-secret
    pass
