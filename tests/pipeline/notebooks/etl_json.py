# %% [markdown]
# # ETL: nested JSON to tables
# %%
import json, os, re, sys
from pathlib import Path
from pprint import pprint
import pandas as pd
from string import Template
from textwrap import dedent
# %%
BASE = Path.cwd()
RAW, OUT = BASE / 'raw', BASE / 'out'
for p in (RAW, OUT):
    p.mkdir(exist_ok=True)
# %% [markdown]
# ## Extract
# %%
for i in range(5):
    rec = {'id': i, 'user': {'name': f'u{i}', 'tags': ['a', 'b'][: i % 3]}, 'items': [{'sku': j, 'price': 1.5 * j} for j in range(i)]}
    (RAW / f'{i}.json').write_text(json.dumps(rec))
# %%
!cat raw/2.json
# %%
records = [json.loads(p.read_text()) for p in sorted(RAW.glob('*.json'))]
pprint(records[2])
# %% [markdown]
# ## Transform
# %%
users = pd.json_normalize(records, sep='_')[['id', 'user_name', 'user_tags']]
items = pd.json_normalize(records, 'items', ['id', ['user', 'name']])
items.groupby('id').price.sum()
# %%
users['n_tags'] = users.user_tags.apply(len)
first = users.loc[0]
tags = users.user_tags.tolist()
tags[1].append('changed')
users
# %% [markdown]
# ## Load
# %%
users.drop(columns='user_tags').to_parquet(OUT / 'users.parquet')
items.to_json(OUT / 'items.json', orient='records', lines=True)
with pd.ExcelWriter(OUT / 'x.xlsx') if False else open(OUT / 'log.txt', 'a') as log:
    print('loaded', len(items), file=log)
sorted(p.name for p in OUT.iterdir())
# %%
tpl = Template(dedent('''\
    users: $u
    items: $i'''))
print(tpl.substitute(u=len(users), i=len(items)))
# %% [markdown]
# ## Check
# %%
back = pd.read_parquet('out/users.parquet')
assert back.shape == (5, 3), back.shape
pd.testing.assert_frame_equal(back, users.drop(columns='user_tags'))
(OUT / 'log.txt').read_text()
