# %% [markdown]
# # Tables of a warehouse
# What this notebook stores itself is read back; the rest comes from elsewhere.

# %%
import pandas as pd
from snowflake.connector.pandas_tools import write_pandas
from snowflake.snowpark import Session

session = Session.builder.getOrCreate()
connection = session.connection

# %%
early = session.table("STATIONS").to_pandas()  # expect: untracked-data

# %%
stations = pd.DataFrame({"id": [1, 2], "height": [10.0, 310.5]})
session.write_pandas(stations, "STATIONS", auto_create_table=True)
write_pandas(connection, stations, "STATIONS_COPY")
session.create_dataframe(stations).write.mode("overwrite").save_as_table("STATIONS_AGAIN")
session.write_pandas(stations, table_name="STATIONS_NAMED")

# %%
one = session.table("STATIONS").to_pandas()
two = session.table("STATIONS_COPY").to_pandas()
three = session.table("STATIONS_AGAIN").filter("ID > 1").to_pandas()
four = session.table("STATIONS_NAMED").to_pandas()

# %%
weather = session.table("WEATHER").to_pandas()  # expect: untracked-data
