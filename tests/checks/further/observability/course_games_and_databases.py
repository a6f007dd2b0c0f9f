# %% [markdown]
# # Small programs

# %%
import sqlite3
import sys
from contextlib import suppress

connection = sqlite3.connect("notes.db")
try:
    connection.execute("DROP TABLE notes")
except:
    pass

# %%
while True:
    try:
        number = int(input("A number: "))
    except:
        continue
    break

# %%
try:
    sys.path.append("lib")
except Exception:
    pass

# %%
with suppress(FileNotFoundError):
    text = open("notes.txt").read()
with suppress(Exception):  # expect: swallowed-error
    text = open("notes.txt").read()

# %%
try:
    try:
        rows = open("rows.csv").readlines()
    except OSError:
        rows = []
except Exception:  # expect: swallowed-error
    ...

# %%
try:
    total = sum(rows)
finally:
    connection.close()
