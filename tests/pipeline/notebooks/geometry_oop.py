# %% [markdown]
# Course notebook: classes
# %% [markdown]
# # Vectors
# %%
import math
from functools import total_ordering, singledispatch, cached_property
class Vector:
    """A 2-d vector"""
    __slots__ = ('x', 'y')
    def __init__(self, x=0, y=0):
        self.x, self.y = x, y
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __repr__(self): return f'Vector({self.x}, {self.y})'
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
v = Vector(1, 2)
v + Vector(3, 4)
# %%
{v: 'a'}[Vector(1, 2)]
# %% [markdown]
# # Shapes
# %%
class Meta(type):
    shapes = []
    def __new__(m, name, bases, ns):
        c = super().__new__(m, name, bases, ns)
        m.shapes.append(name)
        return c
@total_ordering
class Shape(metaclass=Meta):
    count = 0
    def __init__(self):
        Shape.count += 1
        self._id = Shape.count
    def area(self): raise NotImplementedError
    def __lt__(self, o): return self.area() < o.area()
    def __eq__(self, o): return self.area() == o.area()
class Circle(Shape):
    def __init__(self, r):
        super().__init__()
        self.r = r
    def area(self): return math.pi * self.r ** 2
class Square(Shape):
    def __init__(self, a):
        super().__init__()
        self.a = a
    @cached_property
    def big(self):
        print('computing')
        return self.a ** 10
    def area(self): return self.a ** 2
shapes = [Circle(1), Square(2), Circle(.5)]
Meta.shapes, Shape.count
# %% [markdown]
# # Sorting
# %%
[type(s).__name__ for s in sorted(shapes)], shapes[1].big
# %%
shapes.append(Square(3)); shapes[1].big, Shape.count
# %% [markdown]
# # Dispatch
# %%
@singledispatch
def describe(o): return 'thing'
@describe.register
def _(o: Circle): return f'circle {o.r}'
@describe.register(Square)
def _(o): return f'square {o.a}'
[describe(s) for s in shapes]
# %% [markdown]
# # Context manager and iterators
# %%
class Timer:
    def __enter__(self): self.log = []; return self
    def __exit__(self, *a): self.log.append('end')
    def __iter__(self): return iter(self.log)
with Timer() as t:
    t.log.append('work')
list(t)
# %%
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
[next(f) for _ in range(5)]
# %% [markdown]
# # The end
# %%
next(f), describe(v), Shape.count, isinstance(shapes[-1], Shape), {v, Vector(1, 2)}
