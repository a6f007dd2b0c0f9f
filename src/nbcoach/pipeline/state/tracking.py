"""What MLflow records by itself. Its store and its experiment are in the environment, which is handed on as a whole."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from nbcoach.pipeline.state.libraries import _loaded
from nbcoach.pipeline.state.settings import setting

_BY_THE_WHOLE = "globally_configured"
"""What MLflow notes of a library that `mlflow.autolog()` covers; others were asked for one by one."""


@setting("mlflow.autolog")
class _Autolog:
    """`mlflow.autolog()` and its like wrap the functions that train; in another kernel they have to do so again."""

    @staticmethod
    def read() -> Any:
        utils = _loaded("mlflow.utils.autologging_utils")
        known = getattr(utils, "AUTOLOGGING_INTEGRATIONS", None) or {}
        return {name: dict(config) for name, config in known.items() if config} or None

    @staticmethod
    def write(value: dict[str, dict[str, Any]]) -> None:
        if "mlflow" in value:  # for all libraries, also those that nobody has imported yet
            _record("mlflow", value["mlflow"])
        for name, config in value.items():
            if name != "mlflow" and not config.get(_BY_THE_WHOLE):
                _record("mlflow." + name, config)


def _record(module: str, config: dict[str, Any]) -> None:
    autolog = importlib.import_module(module).autolog
    taken = inspect.signature(autolog).parameters
    autolog(**{name: entry for name, entry in config.items() if name in taken})
