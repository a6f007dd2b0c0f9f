# %% [markdown]
# # Exercises, chapter 2
# %%
name = "Ada"
print(f"Hello {name}")
# %%
def area(radius):
    # TODO  # expect: unparsable-cell
# %%
total = for x in range(3)  # expect: unparsable-cell
# %%
Read the file, then count the words in it.  # expect: unparsable-cell
# %%
>>> squares = [n ** 2 for n in range(5)]
>>> squares[-1]
16
# %%
    # copied from inside a function
    limit = 3
    limit + 1
# %%
?print
# %%
await answer()
# %%
%md
## A heading, as some hosted notebooks write it
# %%
%sql SELECT count(*)
FROM words
# %%
%%html
<b>not Python</b>
# %% tags=["raises-exception"]
print("this quote never ends)
# %%
files = !ls *.txt
for file in files:
    !wc -w {file}
# %%
if total > 3:
    %time total + 1
# %%
,print a b
# %%
{"missing": "bracket"  # expect: unparsable-cell
