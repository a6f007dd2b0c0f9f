"""Plans the MLflow instrumentation of a notebook as edits; nothing is run, nothing is written."""

from nbcoach.tracking.obstacle import Nothing, nothing_to_do, tracking_cells
from nbcoach.tracking.plan import STYLES, plan, plan_removal, tracking_cell, tracking_insertion
from nbcoach.tracking.track import track

__all__ = [
    "STYLES",
    "Nothing",
    "nothing_to_do",
    "plan",
    "plan_removal",
    "track",
    "tracking_cell",
    "tracking_cells",
    "tracking_insertion",
]
