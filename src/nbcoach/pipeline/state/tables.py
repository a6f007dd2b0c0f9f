"""How arrays, frames, sparse matrices, tensors and figures are compared."""

from __future__ import annotations

import sys
from typing import Any, Iterator

from nbcoach.pipeline.state.differences import Comparison, Difference, compares, shown, steady, unequal


@compares("numpy.ndarray")
def _arrays(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    for kind in ("dtype", "shape"):
        if getattr(left, kind) != getattr(right, kind):
            yield Difference(kind, str(getattr(left, kind)), str(getattr(right, kind)), where)
            return
    numpy = sys.modules["numpy"]
    if left.dtype.hasobject:
        yield_from: Any = _elements(comparison, left.ravel(), right.ravel(), where)
    elif left.dtype.names:
        yield_from = (
            d for name in left.dtype.names for d in _arrays(comparison, left[name], right[name], where + "[%r]" % name)
        )
    else:
        yield_from = _different(comparison, numpy.asarray(left), numpy.asarray(right), where)
    for difference in yield_from:
        yield difference


def _different(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    numpy = sys.modules["numpy"]
    is_equal = left == right
    if numpy.all(is_equal):
        return
    if left.dtype.kind in "fc":
        is_equal = numpy.isclose(left, right, rtol=comparison.tolerance, atol=comparison.tolerance, equal_nan=True)
    elif left.dtype.kind in "mM":
        is_equal = is_equal | (numpy.isnat(left) & numpy.isnat(right))
    wrong = numpy.argwhere(~is_equal)
    if len(wrong):
        place = tuple(int(part) for part in wrong[0])
        at = "%s[%s]" % (where, ", ".join(map(str, place)))
        of = " (%d of %d differ)" % (len(wrong), left.size)
        yield Difference("value", shown(left[place]) + of, shown(right[place]) + of, at)


def _elements(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist())):
        if one is other or (type(one) is type(other) is str and one == other):
            continue
        for difference in comparison.differ(one, other, "%s[%d]" % (where, place)):
            yield difference


@compares("pandas.DataFrame", "pandas.core.frame.DataFrame")
def _frames(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if left.shape != right.shape:
        yield Difference("shape", str(left.shape), str(right.shape), where)
        return
    for name in ("columns", "index"):
        for difference in comparison.differ(getattr(left, name), getattr(right, name), "%s.%s" % (where, name)):
            yield difference
    for place in range(left.shape[1]):
        column = "%s[%s]" % (where, shown(left.columns[place]))
        for difference in _columns(comparison, left.iloc[:, place].array, right.iloc[:, place].array, column):
            yield difference


@compares("pandas.Series", "pandas.core.series.Series")
def _series(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if len(left) != len(right):
        yield Difference("shape", str(left.shape), str(right.shape), where)
        return
    for difference in comparison.differ(left.name, right.name, where + ".name"):
        yield difference
    for difference in comparison.differ(left.index, right.index, where + ".index"):
        yield difference
    for difference in _columns(comparison, left.array, right.array, where):
        yield difference


@compares("pandas.Index", "pandas.core.indexes.base.Index")
def _indexes(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    for difference in unequal(list(left.names), list(right.names), where + ".names"):
        yield difference
    if len(left) != len(right):
        yield Difference("shape", str(len(left)), str(len(right)), where)
    elif left.nlevels > 1:
        for level in range(left.nlevels):
            values = [part.get_level_values(level) for part in (left, right)]
            for difference in comparison.differ(values[0], values[1], "%s.level %d" % (where, level)):
                yield difference
    elif not (left.dtype == right.dtype and left.identical(right)):
        for difference in _columns(comparison, left.array, right.array, where):
            yield difference


@compares("pandas.core.arrays.base.ExtensionArray", "pandas.api.extensions.ExtensionArray")
def _columns(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if left.dtype != right.dtype:
        yield Difference("dtype", str(left.dtype), str(right.dtype), where)
        return
    pandas = sys.modules["pandas"]
    empty = [pandas.isna(part) for part in (left, right)]
    if (empty[0] != empty[1]).any():
        place = int((empty[0] != empty[1]).argmax())
        yield Difference("value", shown(left[place]), shown(right[place]), "%s[%d]" % (where, place))
        return
    numpy = sys.modules["numpy"]
    plain = [numpy.asarray(part if not mask.any() else part[~mask]) for part, mask in zip((left, right), empty)]
    for difference in _arrays(comparison, plain[0], plain[1], where):
        yield difference


@compares("scipy.sparse._base._spbase", "scipy.sparse._base.spmatrix", "scipy.sparse.base.spmatrix")
def _sparse(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    for kind in ("shape", "dtype", "format"):
        if getattr(left, kind) != getattr(right, kind):
            yield Difference(kind, str(getattr(left, kind)), str(getattr(right, kind)), where)
            return
    rows = [part.tocsr().sorted_indices() for part in (left, right)]
    for name in ("indptr", "indices", "data"):
        for difference in comparison.differ(getattr(rows[0], name), getattr(rows[1], name), "%s.%s" % (where, name)):
            yield difference


@compares("torch.Tensor")
def _tensors(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    for kind in ("dtype", "shape", "device", "requires_grad"):
        if getattr(left, kind) != getattr(right, kind):
            yield Difference(kind, str(getattr(left, kind)), str(getattr(right, kind)), where)
            return
    values = [part.detach().cpu() for part in (left, right)]
    if left.is_floating_point() or left.is_complex():
        torch = sys.modules["torch"]
        tolerance = max(comparison.tolerance, 1e-6 if left.dtype in (torch.float32, torch.float16) else 0)
        if torch.allclose(values[0], values[1], rtol=tolerance, atol=tolerance, equal_nan=True):
            return
    elif values[0].equal(values[1]):
        return
    yield Difference("value", shown(values[0]), shown(values[1]), where)


@compares("torch.nn.modules.module.Module")
def _networks(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    for difference in unequal(repr(left), repr(right), where, "structure"):
        yield difference
    for difference in comparison.differ(dict(left.state_dict()), dict(right.state_dict()), where):
        yield difference


@compares("matplotlib.figure.Figure")
def _figures(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if len(left.axes) != len(right.axes):
        yield Difference("axes", str(len(left.axes)), str(len(right.axes)), where)
        return
    for place, pair in enumerate(zip(left.axes, right.axes)):
        for difference in comparison.differ(pair[0], pair[1], "%s.axes[%d]" % (where, place)):
            yield difference


@compares("matplotlib.axes._base._AxesBase")
def _axes(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    return comparison.differ(_drawn(left), _drawn(right), where)


def _drawn(axes: Any) -> dict[str, Any]:
    return {
        "title": axes.get_title(),
        "labels": [axes.get_xlabel(), axes.get_ylabel()],
        "limits": [list(axes.get_xlim()), list(axes.get_ylim())],
        "lines": [line.get_xydata() for line in axes.lines],
        "patches": [_corners(patch) for patch in axes.patches],
        "points": [_offsets(collection) for collection in axes.collections],
        "images": [image.get_array() for image in axes.images],
        "texts": [text.get_text() for text in axes.texts],
    }


def _corners(patch: Any) -> list[Any]:
    return [patch.get_path().vertices, patch.get_patch_transform().get_matrix()]


def _offsets(collection: Any) -> list[Any]:
    return [sys.modules["numpy"].asarray(collection.get_offsets()), [path.vertices for path in collection.get_paths()]]


@compares("matplotlib.artist.Artist")
def _artists(_: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    for difference in unequal(steady(str(left)), steady(str(right)), where):
        yield difference


@compares("matplotlib.collections.Collection")
def _collections(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    parts = [[*_offsets(each), each.get_array()] for each in (left, right)]
    return comparison.differ(parts[0], parts[1], where)


@compares("polars.dataframe.frame.DataFrame", "polars.series.series.Series", "pyarrow.lib._PandasConvertible")
def _columnar(_: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if not left.equals(right):
        yield Difference("value", shown(left), shown(right), where)


@compares("xgboost.core.Booster")
def _boosters(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    return comparison.differ(left.get_dump(with_stats=True), right.get_dump(with_stats=True), where)


@compares("lightgbm.basic.Booster")
def _light_boosters(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    return comparison.differ(left.model_to_string(), right.model_to_string(), where)
