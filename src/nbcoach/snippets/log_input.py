# ruff: noqa: B018, F821
# mypy: ignore-errors
# Lines that record which data a run has seen, by a digest of its content. They stand behind the line that reads it.
# `source` is the argument that takes where the data lies.
# %% pandas source="source"
mlflow.log_input(mlflow.data.from_pandas(__arguments__))
# %% polars source="source"
mlflow.log_input(mlflow.data.from_polars(__arguments__))
# %% numpy source="source"
mlflow.log_input(mlflow.data.from_numpy(__arguments__))
# %% spark source="path"
mlflow.log_input(mlflow.data.from_spark(__arguments__))
# %% spark table source="table_name"
mlflow.log_input(mlflow.data.from_spark(__arguments__))
# %% huggingface source="path"
mlflow.log_input(mlflow.data.from_huggingface(__arguments__))
# %% run
with mlflow.start_run(run_name=__title__):
    __line__
