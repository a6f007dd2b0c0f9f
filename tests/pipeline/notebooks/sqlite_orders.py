# %% [markdown]
# # Orders in SQLite
# %%
import sqlite3
import pandas as pd
from pathlib import Path
from contextlib import closing
# %%
DB = Path('shop.db')
if DB.exists():
    DB.unlink()
conn = sqlite3.connect(DB)
cur = conn.cursor()
# %% [markdown]
# ## Schema
# %%
cur.executescript("""
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, country TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, amount REAL, day TEXT);
""")
conn.commit()
# %%
names = ['Ada', 'Ben', 'Cleo', 'Dora']
cur.executemany('INSERT INTO customers(name, country) VALUES (?, ?)', [(n, c) for n, c in zip(names, ['DE', 'FR', 'DE', 'US'])])
rows = [(1 + i % 4, 10.5 * i, f'2024-01-{1 + i % 28:02d}') for i in range(60)]
cur.executemany('INSERT INTO orders(customer_id, amount, day) VALUES (?, ?, ?)', rows)
conn.commit()
cur.rowcount
# %% [markdown]
# ## Queries
# %%
def q(sql, params=()):
    return pd.read_sql_query(sql, conn, params=params)
q('SELECT * FROM orders LIMIT 5')
# %%
q("""SELECT c.country, COUNT(*) n, SUM(o.amount) total
FROM orders o JOIN customers c ON c.id = o.customer_id
GROUP BY c.country ORDER BY total DESC""")
# %%
MIN = 300
big = q('SELECT * FROM orders WHERE amount > ?', (MIN,))
big.shape
# %% [markdown]
# ## Window functions
# %%
run = q("""SELECT day, amount, SUM(amount) OVER (ORDER BY day, id) AS running FROM orders""")
run.tail()
# %%
run.plot(x='day', y='running', rot=45)
# %% [markdown]
# ## In memory
# %%
mem = sqlite3.connect(':memory:')
big.to_sql('big', mem, index=False)
list(mem.execute('select count(*), max(amount) from big'))
# %% [markdown]
# ## Done
# %%
print(mem.execute('select avg(amount) from big').fetchone())
with closing(conn.cursor()) as c2:
    print(c2.execute('select count(*) from customers').fetchone())
conn.close()
mem.close()
