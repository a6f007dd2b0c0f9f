"""Which columns of which frame a value holds, as far as the notebook spells them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.model import Place
from nbcoach_checks.evaluation._column_names import constants, dropped_columns, is_all_columns, receiver
from nbcoach_checks.evaluation._taken_out import taken_out

if TYPE_CHECKING:
    from nbcoach.notebook import BindingSite, Cell, Notebook
    from nbcoach.notebook.model import Call, Value

_SAME_COLUMNS = frozenset(
    {"values", "to_numpy", "copy", "astype", "fillna", "dropna", "sample", "reset_index", "head", "ffill", "bfill"}
    | {"to_pandas", "compute", "interpolate", "drop_duplicates", "sort_values", "sort_index", "round", "as_matrix"}
)
_SAME_TARGET = frozenset(
    {"values", "to_numpy", "copy", "astype", "ravel", "reshape", "map", "replace", "flatten", "squeeze", "as_matrix"}
    | {"to_list", "tolist", "cat", "codes", "fillna", "reset_index", "to_frame"}
)
_SAME_CALLS = frozenset(
    {"numpy.array", "numpy.asarray", "numpy.ravel", "numpy.log", "numpy.log1p", "numpy.sqrt", "pandas.DataFrame"}
    | {"pandas.Series", "pandas.get_dummies", "keras.utils.to_categorical", "sklearn.preprocessing.scale"}
)
_TRANSFORMS = frozenset({"fit_transform", "transform"})
_TRANSFORMERS = (
    "sklearn.preprocessing.", "sklearn.impute.", "sklearn.pipeline.make_pipeline().",
)  # fmt: skip
_SPLIT = "sklearn.model_selection.train_test_split"
_FRAME_NAMES = frozenset({"values", "T", "index", "columns", "shape", "size", "loc", "iloc", "at", "iat", "str", "dt"})
_DEPTH = 16


class Selection(NamedTuple):
    """Columns of a frame: `kept` are those that are named, None for all; `dropped` those that are left out.

    `frame` is the place that binds the frame; `cell` and `value` are what selects, the frame itself where nothing does.
    """

    frame: Place
    kept: frozenset[str] | None
    dropped: frozenset[str]
    cell: Cell
    value: Value

    @property
    def is_whole(self) -> bool:
        """True where nothing selects: the frame as it is."""
        return self.kept is None and not self.dropped

    def holds(self, column: str) -> bool:
        return (self.kept is None or column in self.kept) and column not in self.dropped


class Target(NamedTuple):
    """One column of a frame."""

    frame: Place
    column: str


def features(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> Selection | None:
    """The columns that a value holds; None where that is not known."""
    if depth > _DEPTH:
        return None
    if value.kind == "name":
        return _named(notebook, cell, value, depth)
    if value.kind == "subscript":
        return _taken(notebook, cell, value, depth)
    if value.kind == "attribute" and value.text in _SAME_COLUMNS:
        return features(notebook, cell, value.parts[0], depth + 1)
    if value.kind == "call":
        return _called(notebook, cell, value, depth)
    return None


def _named(notebook: Notebook, cell: Cell, value: Value, depth: int) -> Selection | None:
    root, _, rest = value.text.partition(".")
    site = notebook.definition(cell, value)
    if site is None or (rest and not set(rest.split(".")) <= _SAME_COLUMNS):
        return None
    found = _bound(notebook, site, depth)
    if found is None and site.binding.kind in {"assign", "parameter", "for", "with"} and not _is_opaque(notebook, site):
        found = Selection(site.place, None, frozenset(), cell, value)
    if found is None:
        return None
    return _changed(notebook, found, root, site, Place(cell.index, value.at))


def _is_opaque(notebook: Notebook, site: BindingSite) -> bool:
    """True for a value that is taken out of a frame in a way that is not followed: it is no frame of its own."""
    value = site.binding.value
    if site.binding.kind != "assign":
        return False
    if value is None or site.binding.index >= 0:
        return True
    if value.kind in {"subscript", "list", "dict", "operation", "comprehension", "conditional"}:
        return True
    if value.kind != "call":
        return value.kind != "name"
    name = notebook.resolve(site.cell, site.cell.facts.calls[value.call].function)
    return not name.startswith(
        ("pandas.read_", "pandas.DataFrame", "polars.read_", "__main__.", "seaborn.load_dataset")
    )


def _bound(notebook: Notebook, site: BindingSite, depth: int) -> Selection | None:
    """What a name was bound to, through an assignment or one part of a split."""
    value = site.binding.value
    if value is None or site.binding.kind not in {"assign", "annotate"}:
        return None
    if site.binding.index < 0:
        return features(notebook, site.cell, value, depth + 1)
    part = _part_of_split(notebook, site)
    return features(notebook, site.cell, part, depth + 1) if part is not None else None


def _part_of_split(notebook: Notebook, site: BindingSite) -> Value | None:
    """What `X_test` is a part of in `X_train, X_test, … = train_test_split(X, …)`; the same of `X, y = frame, …`."""
    value, index = site.binding.value, site.binding.index
    if value is not None and value.kind == "tuple" and index < len(value.parts):
        return value.parts[index]
    if value is None or value.kind != "call":
        return None
    call = site.cell.facts.calls[value.call]
    if notebook.resolve(site.cell, call.function) != _SPLIT or index // 2 >= len(call.arguments):
        return None
    return call.arguments[index // 2]


def _taken(notebook: Notebook, cell: Cell, value: Value, depth: int) -> Selection | None:
    """`frame[["a", "b"]]`, `frame[names]`, `frame.loc[:, names]`; rows that are taken keep the columns."""
    base, index = value.parts
    names = index
    if base.kind in {"name", "attribute"} and base.text.endswith("loc") and not base.text.endswith("iloc"):
        if index.kind != "tuple" or len(index.parts) != 2 or base.kind != "name":
            return None
        names = index.parts[1]
        base = type(base)("name", base.text.removesuffix(".loc"), (), *base.span, base.at, base.block)
    columns = constants(notebook, cell, names)
    all_of_it = is_all_columns(notebook, cell, names)
    frame = features(notebook, cell, base, depth + 1) if columns is not None or all_of_it else None
    if frame is None or columns is None:
        return frame
    return Selection(frame.frame, frozenset(columns), frozenset(), cell, value)


def _called(notebook: Notebook, cell: Cell, value: Value, depth: int) -> Selection | None:
    call = cell.facts.calls[value.call]
    method = call.function.text.rpartition(".")[2]
    if method == "drop" and call.keyword("inplace") is None:
        return _without(notebook, cell, value, call, depth)
    owner = receiver(call)
    if method in _SAME_COLUMNS and owner is not None:
        return features(notebook, cell, owner, depth + 1)
    name = notebook.resolve(cell, call.function)
    is_same = name in _SAME_CALLS or (method in _TRANSFORMS and name.startswith(_TRANSFORMERS))
    return features(notebook, cell, call.arguments[0], depth + 1) if is_same and call.arguments else None


def _without(notebook: Notebook, cell: Cell, value: Value, call: Call, depth: int) -> Selection | None:
    """`frame.drop(columns=["a"])`."""
    owner, columns = receiver(call), dropped_columns(notebook, cell, call)
    frame = features(notebook, cell, owner, depth + 1) if owner is not None and columns is not None else None
    if frame is None or columns is None:
        return None
    return Selection(frame.frame, frame.kept, frame.dropped | set(columns), cell, value)


def _changed(notebook: Notebook, selected: Selection, name: str, site: BindingSite, until: Place) -> Selection | None:
    """A selection without what is taken out of the name that holds it; None where that is not known."""
    gone: set[str] = set()
    for columns in taken_out(notebook, name, site.place, until):
        if columns is None:
            return None
        gone |= set(columns)
    return selected._replace(dropped=selected.dropped | gone) if gone else selected


def target(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> Target | None:
    """The one column of a frame that a value is, whole or changed value by value; None where that is not known."""
    if depth > _DEPTH:
        return None
    if value.kind == "name":
        return _named_target(notebook, cell, value, depth)
    if value.kind == "subscript":
        return _column(notebook, cell, value, depth)
    if value.kind == "attribute" and value.text in _SAME_TARGET:
        return target(notebook, cell, value.parts[0], depth + 1)
    if value.kind != "call":
        return None
    call = cell.facts.calls[value.call]
    method = call.function.text.rpartition(".")[2]
    name = notebook.resolve(cell, call.function)
    is_encoded = method in _TRANSFORMS and name.startswith(_TRANSFORMERS)
    if (name in _SAME_CALLS or is_encoded) and call.arguments:
        return target(notebook, cell, call.arguments[0], depth + 1)
    owner = receiver(call)
    return target(notebook, cell, owner, depth + 1) if method in _SAME_TARGET and owner is not None else None


def _named_target(notebook: Notebook, cell: Cell, value: Value, depth: int) -> Target | None:
    root, _, rest = value.text.partition(".")
    site = notebook.definition(cell, value)
    if site is None:
        return None
    parts = [part for part in rest.split(".") if part and part not in _SAME_TARGET]
    if len(parts) == 1 and parts[0] not in _FRAME_NAMES:
        base = type(value)("name", root, (), *value.span, value.at, value.block)
        frame = features(notebook, cell, base, depth + 1)
        return Target(frame.frame, parts[0]) if frame is not None and frame.holds(parts[0]) else None
    if parts or site.binding.value is None or site.binding.kind not in {"assign", "annotate"}:
        return None
    inner = site.binding.value if site.binding.index < 0 else _part_of_split(notebook, site)
    return target(notebook, site.cell, inner, depth + 1) if inner is not None else None


def _column(notebook: Notebook, cell: Cell, value: Value, depth: int) -> Target | None:
    base, index = value.parts
    named = constants(notebook, cell, index)
    only = named[0] if named is not None and len(named) == 1 else notebook.constant(cell, index)
    if not isinstance(only, str) or base.text.endswith(("loc", "iloc")):
        return None
    frame = features(notebook, cell, base, depth + 1)
    return Target(frame.frame, only) if frame is not None and frame.holds(only) else None
