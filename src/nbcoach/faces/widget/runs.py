"""What MLflow recorded in this kernel, asked of the copy of MLflow that the kernel has loaded."""

from __future__ import annotations

import shlex
import sys
from importlib.util import find_spec
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit


class Run(NamedTuple):
    """A recorded run; `store` is the tracking address without a password."""

    id: str
    name: str
    experiment: str
    parameters: int
    metrics: int
    store: str
    page: str


def is_loaded() -> bool:
    return "mlflow" in sys.modules


def is_installed() -> bool:
    """True where this kernel could import MLflow; nothing is imported to find out."""
    return is_loaded() or find_spec("mlflow") is not None


def autologging() -> bool:
    """True while MLflow's autologging is switched on for at least one library."""
    module = sys.modules.get("mlflow.utils.autologging_utils")
    settings = getattr(module, "AUTOLOGGING_INTEGRATIONS", {})
    return any(each and not each.get("disable", False) for each in list(settings.values()))


def latest(since: float) -> Run | None:
    """The newest run of this process if it was open at or after `since` (seconds since 1970), else None.

    MLflow raises when its store cannot be read or the run was deleted; then nothing is known of a run.
    """
    mlflow = sys.modules.get("mlflow")
    if mlflow is None:
        return None
    try:
        found = mlflow.active_run() or mlflow.last_active_run()
        if found is None or _ended_before(found.info.end_time, since):
            return None
        return _described(mlflow, mlflow.get_run(found.info.run_id))
    except mlflow.MlflowException:
        return None


def way_to_open(run: Run) -> str:
    """A command that shows the run, or the address of its page on a tracking server."""
    if run.page:
        return run.page
    return f"mlflow ui --backend-store-uri {shlex.quote(run.store)}"


def _ended_before(end: int | None, since: float) -> bool:
    return end is not None and end < int(since * 1000)


def _described(mlflow: Any, run: Any) -> Run:
    store = _without_password(mlflow.get_tracking_uri())
    return Run(
        id=run.info.run_id,
        name=run.info.run_name or run.info.run_id,
        experiment=mlflow.get_experiment(run.info.experiment_id).name,
        parameters=len(run.data.params),
        metrics=len(run.data.metrics),
        store=store,
        page=_page(store, run.info),
    )


def _page(store: str, info: Any) -> str:
    if not store.startswith(("http://", "https://")):
        return ""
    parts = urlsplit(store)
    open_address = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return f"{open_address.rstrip('/')}/#/experiments/{info.experiment_id}/runs/{info.run_id}"


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    if parts.password is None:
        return address
    _, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{parts.username}:***@{host}"))
