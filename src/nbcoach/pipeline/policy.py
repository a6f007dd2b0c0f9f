"""What a run was told beyond its values."""

from __future__ import annotations

from msgspec import Struct


class Policy(Struct, frozen=True):
    """How a run goes about its steps.

    `force` executes every step; `begin` names a step that is executed with all that follow; `resume` goes on with the
    last run that did not end; `reuse_impure` takes over steps that may give another result, too; `accept_data` runs
    although the data is not what the lock says. `timeout` (seconds for a step) and `retries` win over pipeline.yaml.
    """

    force: bool = False
    begin: str = ""
    resume: bool = False
    reuse_impure: bool = False
    accept_data: bool = False
    timeout: float | None = None
    retries: int | None = None
