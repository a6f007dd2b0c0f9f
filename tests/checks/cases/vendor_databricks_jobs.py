# %% [markdown]
# # Nightly scoring

# %%
%pip install mlflow==2.14.1 databricks-feature-store==0.17.0
dbutils.library.restartPython()  # expect: platform-bound

# %%
dbutils.widgets.text("date", "2024-01-01")  # expect: platform-bound
date = dbutils.widgets.get("date")  # expect: platform-bound
password = dbutils.secrets.get(scope="db", key="password")  # expect: platform-bound
url = f"jdbc:postgresql://db.internal:5432/sales?user=etl&password={password}"

# %%
%fs ls /mnt/raw  # expect: platform-bound

# %%
jdbc = "jdbc:sqlserver://db:1433;database=x;user=etl;password=Tr0ub4dor3;encrypt=true"  # expect: inline-secret
storage = "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=kT9xQ2mZx9vWb4TnLs8dYf3gHj6cKp1eAo5RtXy0NqUIr7=;EndpointSuffix=core.windows.net"  # expect: inline-secret
spark.conf.set("fs.azure.account.auth.type.x.dfs.core.windows.net", "OAuth")

# %%
def in_databricks():
    import os
    return "DATABRICKS_RUNTIME_VERSION" in os.environ

if in_databricks():
    dbutils.fs.rm("dbfs:/tmp/x", True)

try:
    from pyspark.dbutils import DBUtils
except ImportError:
    DBUtils = None

# %%
import sagemaker
role = sagemaker.get_execution_role()
from google.cloud import storage as gcs
bucket_client = gcs.Client()
displayHTML("<b>done</b>")  # expect: platform-bound
