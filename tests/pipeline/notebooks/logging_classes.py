# %% [markdown]
# # Inventory simulation
# Object oriented version.
# %%
from dataclasses import dataclass, field
from enum import Enum, auto
from abc import ABC, abstractmethod
from typing import NamedTuple, List, Dict, Optional
import logging, random, heapq, itertools, functools, operator
from collections import deque, OrderedDict, namedtuple
# %%
logging.basicConfig(level=logging.INFO, format='%(levelname)s %(name)s: %(message)s', force=True)
log = logging.getLogger('sim')
random.seed(11)
# %% [markdown]
# ## Types
# %%
class Kind(Enum):
    BUY = auto()
    SELL = auto()

Event = namedtuple('Event', 'time kind amount')

class Stat(NamedTuple):
    mean: float
    n: int = 0

@dataclass(order=True)
class Item:
    name: str
    stock: int = 0
    history: List[int] = field(default_factory=list)
    def add(self, n):
        self.stock += n
        self.history.append(n)
        return self
# %%
class Policy(ABC):
    registry: Dict[str, type] = {}
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Policy.registry[cls.__name__] = cls
    @abstractmethod
    def order(self, item): ...
    @property
    def label(self):
        return type(self).__name__.lower()

class Fixed(Policy):
    amount = 20
    def order(self, item):
        return self.amount if item.stock < 10 else 0

class UpTo(Fixed):
    def __init__(self, level):
        self.level = level
    def order(self, item):
        base = super().order(item)
        return max(base, self.level - item.stock)
Policy.registry
# %% [markdown]
# ## Decorators
# %%
def counted(fn):
    @functools.wraps(fn)
    def wrapper(*a, **k):
        wrapper.calls += 1
        return fn(*a, **k)
    wrapper.calls = 0
    return wrapper

def make_counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get():
        return n
    return inc, get
inc, get = make_counter()
inc(); inc(5)
# %%
@counted
def step(item, policy, t):
    demand = random.randint(0, 8)
    sold = min(item.stock, demand)
    item.add(-sold)
    queue.append(Event(t, Kind.SELL, sold))
    n = policy.order(item)
    if n:
        item.add(n)
        queue.append(Event(t, Kind.BUY, n))
        inc()
    return sold
queue = deque(maxlen=50)
# %% [markdown]
# ## Run
# %%
items = {k: Item(k, 15) for k in 'abc'}
policies = [Fixed(), UpTo(30)]
policies[0].amount = 12
total = 0
for t in range(20):
    for item, policy in zip(items.values(), itertools.cycle(policies)):
        total += step(item, policy, t)
log.info('sold %d', total)
step.calls, get(), len(queue)
# %%
Fixed.amount = 99
[p.amount for p in policies], [p.label for p in policies]
# %% [markdown]
# ## Summary
# %%
sell = [e for e in queue if e.kind is Kind.SELL]
st = Stat(sum(e.amount for e in sell) / len(sell), len(sell))
print(st, st._replace(n=1))
print(sorted(items.values())[0].name, items['a'].stock, functools.reduce(operator.add, items['b'].history))
# %%
heap = [(-i.stock, i.name) for i in items.values()]
heapq.heapify(heap)
log.warning('largest %s', heapq.heappop(heap)[1])
print(isinstance(policies[1], Fixed), step.calls, get(), Kind['BUY'] is Kind.BUY, queue[0].kind is Kind.SELL)
