# %% [markdown]
# # Names, scopes and loops
# A chapter on what a kernel remembers.

# %%
x = 3
squares = [y ** 2 for y in range(x)]
print(y)  # expect: undefined-on-restart

# %%
def later():
    return helper(x)

# %%
later_result = helper(2)  # expect: undefined-on-restart
double = lambda v: v * factor

# %%
def helper(v):
    return v + 1

factor = 2
double(later())

# %%
class Circle:
    pi = 3.14159
    area = pi * 2
    def grow(self):
        return self.pi * scale

c = Circle()
scale += 1  # expect: undefined-on-restart

# %%
a, *rest = [1, 2, 3]
with open("notes.txt") as handle:  # expect: untracked-data
    lines = handle.readlines()
print(_, __, _12, Out, In[0], _i3, ___)
if (n := len(lines)) > 2:
    print(n, rest)
del a
[print(i) for i in rest if (last := i)]
print(last)

# %%
import os.path, xml.etree.ElementTree as ET
os.path.join("a", "b"); ET.fromstring("<a/>")
result: int
print(result)  # expect: undefined-on-restart

# %%
for k in range(2):
    if k == 1:
        print(previous)
    previous = k

# %%
match rest:
    case [first, *others]:
        print(first, others)
print(__name__, NotImplemented, display(c))
