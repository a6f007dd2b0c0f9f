# %%
import pandas as pd
df = pd.read_csv("train.csv")
# %%
df.head()
# %%
df.info()
# %%
df.hist()
# %%
df = pd.read_csv("test.csv")  # expect: redefined-name
# %%
df.head()
# %%
fig = df.plot()
# %%
df["a"] = 1
# %%
model = fit(df)
# %%
model.predict(df)
# %%
model.score(df)
# %%
model = other(df)
# %%
model.predict(df)
