# ruff: noqa: B018, F821
# mypy: ignore-errors
# The cell that papermill puts its values behind. Literals only: what is computed from them belongs below.
# %% tags=["parameters"]
__lines__
