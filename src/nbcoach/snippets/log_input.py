# ruff: noqa: B018, F821
# mypy: ignore-errors
# Lines that record which data a run has seen, by a digest of its content. They stand behind the line that reads it.
# %% pandas
mlflow.log_input(mlflow.data.from_pandas(__arguments__))
# %% polars
mlflow.log_input(mlflow.data.from_polars(__arguments__))
# %% numpy
mlflow.log_input(mlflow.data.from_numpy(__arguments__))
# %% run
with mlflow.start_run(run_name=__title__):
    __line__
