# %%
from keras.models import Sequential
from keras.layers import Dense
model = Sequential()
# %%
model.add(Dense(10))  # expect: rerun-unsafe-cell
model.add(Dense(1))
# %%
model.compile(loss="mse")
# %%
seen = 0
names = set()
table = {}
# %%
seen += 10  # expect: rerun-unsafe-cell
# %%
names.add("Ada")
names |= {"Bob"}
table["a"] = 1
table.update(b=2)
# %%
def count(row):
    global seen
    seen += 1
    return seen
# %%
import sys
sys.path.append("lib")
# %%
step = 0
while step < 3:
    step += 1
# %%
text = "a"
# %%
text = text.upper()
# %%
text = text + "!"  # expect: rerun-unsafe-cell
# %%
image = load()
# %%
image = image[::-1]  # expect: rerun-unsafe-cell
# %%
image = image / image.max()
# %%
top = image.max()
image = image / top
