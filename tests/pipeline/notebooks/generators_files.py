# %% [markdown]
# # Log parsing
# %%
import re, csv, io, gzip, glob, itertools
from pathlib import Path
# %% [markdown]
# ## Make a log
# %%
root = Path('logs'); root.mkdir(exist_ok=True)
for d in range(3):
    with gzip.open(root / f'app{d}.log.gz', 'wt') as f:
        for i in range(40):
            f.write(f'2024-02-0{d+1} 10:{i:02d}:00 {"ERROR" if i % 7 == d else "INFO"} user={i % 5} ms={i * 3 + d}\n')
sorted(p.name for p in root.iterdir())
# %% [markdown]
# ## Parse lazily
# %%
pat = re.compile(r'(?P<day>\S+) (?P<time>\S+) (?P<level>\w+) user=(?P<user>\d+) ms=(?P<ms>\d+)')
def lines():
    for p in sorted(glob.glob('logs/*.gz')):
        with gzip.open(p, 'rt') as f:
            yield from f
records = (pat.match(l).groupdict() for l in lines())
first = next(records)
first
# %%
head = list(itertools.islice(records, 5))
len(head)
# %% [markdown]
# ## Consume
# %%
rest = list(records)
print(len(rest), sum(int(r['ms']) for r in rest))
# %% [markdown]
# ## A reader that stays open
# %%
with open('out.csv', 'w', newline='') as fh:
    w = csv.DictWriter(fh, fieldnames=list(first))
    w.writeheader(); w.writerows(rest)
fh = open('out.csv')
reader = csv.DictReader(fh)
print(next(reader)['user'])
# %% [markdown]
# ## Go on reading
# %%
errors = [r for r in reader if r['level'] == 'ERROR']
fh.close()
len(errors), errors[0]['time']
# %% [markdown]
# ## Report
# %%
buf = io.StringIO()
print('errors:', len(errors), file=buf)
print(buf.getvalue())
