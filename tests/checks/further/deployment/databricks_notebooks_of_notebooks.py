# %% [markdown]
# # Orchestrate

# %%
%run ./setup  # expect: hidden-notebook-call

# %%
%run /Shared/helpers $mode="full"  # expect: hidden-notebook-call

# %%
%run ../00_common/01.environment_config  # expect: hidden-notebook-call

# %%
%run ./plain.py

# %%
path = dbutils.widgets.get("path")
result = dbutils.notebook.run("score", 600, {"path": path})  # expect: hidden-notebook-call
dbutils.notebook.exit(result)
