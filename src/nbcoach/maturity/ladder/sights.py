"""Looks for each habit where no check speaks against it: is it kept, and what shows that?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import Place
from nbcoach.maturity.ladder.surroundings import exported, parameterised, pinned, versioned
from nbcoach.maturity.ladder.view import call_place, idle, kept, some, unknown
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.trackers import tracker_calls
from nbcoach.notebook.training import remote_trainings
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from nbcoach.maturity.ladder.habit import Habit
    from nbcoach.maturity.ladder.view import View

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def runs_through(view: View) -> Habit:
    if not any(cell.holds_code for cell in view.notebook.code):
        return idle("runs-through", "It holds no code yet.")
    return kept("runs-through", "Every name is made above the place where it is used.")


def seeded(view: View) -> Habit:
    calls = view.notebook.calls_named(_signs("seeders").match)
    keywords = frozenset(_table()["seed_keywords"])
    given = [
        site
        for site in view.notebook.calls_with(keywords)
        if any(each.name in keywords and each.value.text != "None" for each in site.call.keywords)
    ]
    if not calls and not given:
        return idle("seeded", "It draws no random numbers that a seed would govern.")
    places = some(call_place(site) for site in (*calls, *given))
    return kept("seeded", "Every draw comes from a seed.", places)


def measured_fairly(view: View) -> Habit:
    name = "measured-fairly"
    if not view.source.training:
        return idle(name, "It trains no model.")
    splits = view.notebook.calls_named(_signs("splitters").match)
    if not splits:
        return unknown(name, "No split and no cross-validation was seen, so that nothing can be said.")
    return kept(name, "Training and test rows are kept apart.", some(map(call_place, splits)))


def portable(view: View) -> Habit:
    if not any(cell.holds_code for cell in view.notebook.code):
        return idle("portable", "It holds no code yet.")
    return kept("portable", "No path, product or device of one machine stands in it.")


def secret_free(_: View) -> Habit:
    return kept("secret-free", "No credential was seen in its code.")


def data_recorded(view: View) -> Habit:
    recorded = view.notebook.calls_named(_signs("recorders").match)
    if recorded:
        return kept("data-recorded", "It records which data it read.", some(map(call_place, recorded)))
    found = view.notebook.calls_named(_signs("readers").match)
    reads = [site for site in found if site.method.startswith(tuple(_table()["reading"]))]
    if reads:
        return kept("data-recorded", "Of what it reads, a version is kept.", some(map(call_place, reads)))
    return idle("data-recorded", "It reads no data set.")


def runs_recorded(view: View) -> Habit:
    trackers = list(tracker_calls(view.notebook))
    if not view.source.training and not any(remote_trainings(view.notebook)):
        return idle("runs-recorded", "It trains no model.")
    if not trackers:
        return unknown("runs-recorded", "It trains, and whether that is recorded was not seen.")
    places = some(call_place(each.site) for each in trackers)
    return kept("runs-recorded", f"Its runs go to {trackers[0].tracker}.", places)


def measures_recorded(view: View) -> Habit:
    trackers = list(tracker_calls(view.notebook))
    if trackers and view.source.training:
        places = some(call_place(each.site) for each in trackers)
        return kept("measures-recorded", f"What it measures goes to {trackers[0].tracker}.", places)
    return idle("measures-recorded", "It shows no score of a model.")


def models_kept(view: View) -> Habit:
    calls = view.notebook.calls_named(_signs("keepers").match)
    if calls and view.source.training:
        return kept("models-kept", "The model is logged with its run.", some(map(call_place, calls)))
    return idle("models-kept", "It keeps no model.")


def explained(view: View) -> Habit:
    for cell in view.notebook.cells:
        found = _HEADING.search(cell.source) if cell.kind == "markdown" else None
        if found:
            title = Place(found[1], cell=cell.index, cell_id=cell.id, cell_line=1)
            return kept("explained", f"It begins with “{found[1]}”.", (title,))
    if not any(cell.holds_code for cell in view.notebook.code):
        return idle("explained", "It holds no code yet.")
    return kept("explained", "A text at its top says what it does.")


def unattended(view: View) -> Habit:
    if not any(cell.holds_code for cell in view.notebook.code):
        return idle("unattended", "It holds no code yet.")
    return kept("unattended", "Nothing in it waits for a person, or works beside the code.")


@cache
def _table() -> dict[str, Any]:
    return read_table(__file__, "signs.toml")


@cache
def _signs(name: str) -> Wildcards:
    return Wildcards(_table()[name])


SIGHTS: Mapping[str, Callable[[View], Habit]] = {
    "runs-through": runs_through,
    "seeded": seeded,
    "measured-fairly": measured_fairly,
    "portable": portable,
    "pinned": pinned,
    "secret-free": secret_free,
    "data-recorded": data_recorded,
    "runs-recorded": runs_recorded,
    "measures-recorded": measures_recorded,
    "models-kept": models_kept,
    "explained": explained,
    "unattended": unattended,
    "parameterised": parameterised,
    "versioned": versioned,
    "exported": exported,
}
"""The look for each habit of the table, by its name."""
