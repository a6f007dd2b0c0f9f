# %% [markdown]
# # Tuples and dictionaries
# %%
point = (3, 4)
point[0]
# ran: 1
# shows: 3
# %% [markdown]
# A tuple cannot be changed. Python tells us with a `TypeError`:
# %%
point[0] = 5
# ran: 2
# fails: TypeError: 'tuple' object does not support item assignment
# %%
point.append(5)  # this fails as well
# ran: 3
# fails: AttributeError: 'tuple' object has no attribute 'append'
# %% tags=["raises-exception"]
{}["missing"]
# ran: 4
# fails: KeyError: 'missing'
# %% tags=["skip-execution"]
while True:
    pass
# %%
!pip install -q cowsay==6.1
# %%
import cowsay
# ran: 5
# %%
sorted({"b": 1, "a": 2})
# ran: 6
# shows: ['a', 'b']
# %% [markdown]
# Now it is your turn.
# %%
# write your answer here
# %%
print(undefined)  # expect: failed-cell
# ran: 8
# fails: NameError: name 'undefined' is not defined
