"""What nbcoach looks for: one function per signal, each from the scene to a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import Reading, unknown
from nbcoach.maturity.probes import code, data, deployment, pipelines, registry, scope, tests, tracking

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.maturity.scene import Scene

ROOMS = (scope, code, tracking, registry, data, pipelines, tests, deployment)

PROBES: dict[str, Callable[[Scene], Reading]] = {
    probe.__name__.replace("_", "-"): probe for room in ROOMS for probe in room.SIGNALS
}
"""The signals that are looked for; every other one is unknown, and says so."""


def read_signal(scene: Scene, signal: str) -> Reading:
    """What is known of a signal."""
    probe = PROBES.get(signal)
    return probe(scene) if probe else unknown(signal, "nbcoach does not look for this yet")
