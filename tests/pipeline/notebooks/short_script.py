# %%
import csv
rows = list(csv.DictReader(open('data/churn.csv')))
# %%
ages = [int(r['tenure']) for r in rows]
sum(ages) / len(ages)
# %%
from collections import Counter
c = Counter(r['Contract'] for r in rows)
# %%
for k, v in sorted(c.items()):
    print(k, v)
# %%
open('count.txt', 'w').write(str(dict(sorted(c.items()))))
