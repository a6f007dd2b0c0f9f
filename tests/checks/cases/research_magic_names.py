# %% [markdown]
# # Names that magics bind

# %%
%load_ext sql
files = !ls *.csv
print(files)

# %%
%%capture captured
print("hidden")

# %%
captured.show()
%sql rows << SELECT * FROM trips
print(rows)

# %%
%%time
slow = sum(range(10))

# %%
%%bash --out listing
ls

# %%
print(slow, listing)
pwd

# %%
ls

# %%
print(nobody)  # expect: undefined-on-restart

# %%
def broken(:
    other = 1

# %%
print(other, broken)

# %%
%run helpers.py

# %%
print(from_helpers)
