# %% [markdown]
# # Which names a fresh kernel knows
# What magics, texts and loops bind, and what they only mention.

# %%
%%writefile train.py
weights = 3
print(weights)

# %%
print(weights)  # expect: undefined-on-restart

# %%
%%bash --out listing
pwd

# %%
print(listing)

# %%
%%sql rows <<
SELECT 1

# %%
print(rows)

# %%
while not finished:  # expect: undefined-on-restart
    finished = True

# %%
for number in range(3):
    if number:
        print(before)
    before = number

# %%
def typed(table: Table) -> int:  # expect: undefined-on-restart
    return later + 1


later = 1

# %%
class Square(Shape):  # expect: undefined-on-restart
    side = 3
    area = side * side * factor  # expect: undefined-on-restart
