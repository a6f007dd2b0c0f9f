# %% [markdown]
# # Which files are foreign, and which versions stand in a query
# %%
import glob
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import pandas as pd
import pooch
from keras.preprocessing.image import ImageDataGenerator
from PIL import Image
from snowflake.snowpark import Session

# %%
out = Path("frames")
for step in range(10):
    plt.plot(range(step))
    plt.savefig(out / f"step_{step:02d}.png")

# %%
frames = [Image.open(name) for name in sorted(out.glob("step_*.png"))]
others = [Image.open(name) for name in sorted(out.glob("photo_*.png"))]  # expect: untracked-data
again = [Image.open(name) for name in sorted(glob.glob("frames/*.png"))]

# %%
depths = pooch.retrieve("https://example.org/depths.csv", known_hash="md5:0cc175b9c0f1b6a831c399e269772661")
pd.read_csv(depths)

# %%
open_depths = pooch.retrieve("https://example.org/depths.csv", known_hash=None)  # expect: unversioned-download
pd.read_csv(open_depths)  # expect: untracked-data

# %%
folder = keras.utils.get_file("birds.tgz", "https://example.org/birds.tgz", file_hash="9f2b", extract=True)
birds = keras.utils.image_dataset_from_directory(Path(folder).with_suffix(""))

# %%
!wget -q https://raw.githubusercontent.com/acme/tides/3f1e8c2ab94d5e6f708192a3b4c5d6e7f8091a2b/tides.csv -O harbour.csv  # expect: shell-step
tides = pd.read_csv("harbour.csv")
gauges = pd.read_csv("gauges.csv")  # expect: untracked-data

# %%
late = pd.read_sql("select * from tides where day > '2024-05-01'", "postgresql://db/sea")  # expect: untracked-data
shard = pd.read_gbq("select * from sea.tides_20240501 where level > 3")
past = pd.read_gbq("select * from sea.tides for system_time as of timestamp '2024-05-01'")

# %%
rows = ImageDataGenerator().flow_from_dataframe(tides, "waves", x_col="name", y_col="height", seed=1)  # expect: untracked-data

# %%
session = Session.builder.getOrCreate()
session.table("BUOYS").to_pandas()  # expect: untracked-data
session.create_dataframe(tides).write.save_as_table("TIDES")
session.table("TIDES").to_pandas()

# %%
try:
    import dbutils
except ImportError:
    pass
else:
    dbutils.notebook.exit("done")
