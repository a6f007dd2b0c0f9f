"""Looks for a signal among the calls in notebooks and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import Reading, Rung, absent, seen, unknown
from nbcoach.maturity.fingerprints import calls_for, tools_present

if TYPE_CHECKING:
    from nbcoach.maturity.evidence import Place
    from nbcoach.maturity.scene import Scene


def by_call(scene: Scene, signal: str, found: str, not_found: str) -> Reading:
    """Seen where a tool is called; unknown where one is imported and no call is recognised, or code was not read.

    Args:
        scene: What is assessed.
        signal: The signal, as the catalogue names it.
        found: The sentence for a sighting.
        not_found: The sentence for none.
    """
    places = calls(scene, signal)
    if places:
        return seen(signal, Rung.WIRED, found, places)
    hints = calls(scene, signal, weak=True)
    if hints:
        return unknown(signal, "there are signs of it that settle nothing", "Look at the places beside it.", hints)
    return not_called(scene, signal, not_found)


def not_called(scene: Scene, signal: str, not_found: str) -> Reading:
    """The reading for a signal of which no call was found: absent, if that can be known."""
    present = [(source, tools) for source in scene.main if (tools := tools_present(source, signal))]
    if present:
        source, tools = present[0]
        return unknown(signal, f"{tools[0]} is imported, no use of it was recognised", "", [source.whole("imports it")])
    if scene.blind_spot:
        return unknown(signal, f"not found, but {scene.blind_spot}", "Make all code readable.")
    return absent(signal, not_found)


def calls(scene: Scene, signal: str, *, weak: bool = False) -> list[Place]:
    """The places of the calls that show a signal."""
    return [source.call(site) for source in scene.sources for site in calls_for(source, signal, weak=weak)]
