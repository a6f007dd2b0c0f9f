# %%
import os  # expect: secret-in-output
print(dict(os.environ))
# ran: 1
# prints: {'PATH': '/usr/bin', 'WANDB_API_KEY': '7d1f0c93ab54e26812f7be0d44c3a6591e8b20fd'}
# %%
!env | grep -i mlflow  # expect: secret-in-output
# ran: 2
# prints: MLFLOW_TRACKING_USERNAME=etl
# prints: MLFLOW_TRACKING_PASSWORD=Gr4nula-Rasa
# %%
client.headers  # expect: secret-in-output
# ran: 3
# shows: {'Authorization': 'Bearer 3f9c2b77e01d4a5d8f6b1e0c9a72d453'}
# %%
page = listing(token=None)
page
# ran: 4
# shows: {'next_page_token': 'CAUQAA7f3b9c2e01d4a5d8f6b1', 'key': 'a8f5f167f44f4964e6c998dee827110c'}
# %%
tokenizer
# ran: 5
# shows: BertTokenizer(vocab_size=30522, bos_token='[CLS]', pad_token='[PAD]')
# %%
hashes.head()
# ran: 6
# prints: d41d8cd98f00b204e9800998ecf8427e  train.csv
# prints: commit 2a6f5b3e9c8d7f0a1b2c3d4e5f60718293a4b5c6
# %%
print(os.environ.get("OPENAI_API_KEY"))
# ran: 7
# prints: sk-...
# %%
password = "c0rrect-h0rse"  # expect: secret-in-output
login(password)
# ran: 8
# prints: logging in with c0rrect-h0rse
# %%
engine  # expect: secret-in-output
# ran: 9
# shows: Engine(postgresql://report:n8tmare-7@db.shop.at:5432/sales)
# %%
masked_engine
# ran: 10
# shows: Engine(postgresql://report:***@db.shop.at:5432/sales)
# %%
sequences[0]
# ran: 11
# shows: ASIAGKLMNPQRSTVWYADE
# %%
files_in_bucket()
# ran: 12
# prints: https://storage.example.com/a.csv?page_token=abc
# prints: key: sales/2024/01/part-0001.parquet
