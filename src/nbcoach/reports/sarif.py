"""SARIF 2.1.0 (OASIS), for code scanning and for viewers.

A region is whole lines of the `.ipynb` file: source lines stand there as JSON strings, so that columns within a cell
are no columns of the file. Cell, line and column as people and editors know them are `properties` of a result, and a
logical location. Fixes are named in `properties` and not given as SARIF fixes, since those replace characters of the
file, which an editor that knows nothing of notebooks would get wrong.

`primaryLocationLineHash` is made of the lines that a finding covers, `nbcoachCell/v1` of its cell: both stay when the
cell moves. Paths are relative to the root of the repository, which is the base `SRCROOT`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from nbcoach import __version__
from nbcoach.checking.fingerprint import fingerprints
from nbcoach.reports.finding_place import file_lines, place, repository_path
from nbcoach.reports.sarif_rules import LEVELS, rules
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.checking import FileReport, Finding, Report
    from nbcoach.reports import Look

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"


def render(report: Report, look: Look) -> Iterator[str]:
    """One run, with a result a line."""
    known = rules({finding.check: finding for _, finding in report.findings}.values())
    places = {rule["id"]: index for index, rule in enumerate(known)}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
    yield f'"tool": {json.dumps(_tool(known))},\n'
    yield f'"originalUriBaseIds": {json.dumps({_ROOT: {"description": {"text": "The root of the repository."}}})},\n'
    yield f'"columnKind": "unicodeCodePoints",\n"invocations": {json.dumps([_invocation(report, look)])},\n'
    yield '"results": ['
    yield from _items(_results(report, places, look))
    yield "]}]}\n"


def _items(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "\n"
    for each in objects:
        yield before + json.dumps(each)
        before = ",\n"


def _tool(known: list[dict[str, Any]]) -> dict[str, Any]:
    return {"driver": {"name": "nbcoach", "semanticVersion": __version__, "rules": known}}


def _results(report: Report, places: dict[str, int], look: Look) -> Iterator[dict[str, Any]]:
    for file in report.files:
        for finding, print_ in zip(file.findings, fingerprints(file), strict=True):
            yield _result(file, finding, print_, look) | {"ruleIndex": places[finding.check]}


def _result(file: FileReport, finding: Finding, fingerprint: str, look: Look) -> dict[str, Any]:
    where = place(finding)
    key = file.keys.get(finding.cell) if finding.cell is not None else None
    return {
        "ruleId": finding.check,
        "level": LEVELS[finding.severity],
        "message": {"text": visible(f"{where.capitalize()}: {finding.message}" if where else finding.message)},
        "locations": [_location(file, finding, look)],
        "partialFingerprints": {
            "primaryLocationLineHash": fingerprint,
            **({"nbcoachCell/v1": key.own} if key and key.own else {}),
        },
        "properties": _properties(finding),
    }


def _location(file: FileReport, finding: Finding, look: Look) -> dict[str, Any]:
    first, last = file_lines(file, finding)
    region = {"startLine": first, "endLine": last} if last > first else {"startLine": first}
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(file.path, look), "region": region}}
    if finding.cell is not None:
        name = f"cell {finding.cell + 1}"
        found["logicalLocations"] = [
            {"name": name, "fullyQualifiedName": visible(f"{file.path}/{name}"), "kind": "member"}
        ]
    return found


def _artifact(path: str, look: Look) -> dict[str, str]:
    inside = repository_path(path, look)
    address = quote(inside.encode("utf-8", "surrogateescape" if _is_from_disk(inside) else "surrogatepass"))
    return {"uri": address, "uriBaseId": _ROOT}


def _is_from_disk(path: str) -> bool:
    """Whether a name holds bytes that are no UTF-8, as Python reads them from a file system."""
    return all(0xDC80 <= ord(each) <= 0xDCFF for each in path if 0xD800 <= ord(each) <= 0xDFFF)


def _properties(finding: Finding) -> dict[str, Any]:
    """Cells count from 0, lines from 1, columns from 0 in code points, as in the JSON of `nbcoach lint`."""
    found: dict[str, Any] = {"area": finding.area}
    if finding.cell is not None:
        found |= {"cell": finding.cell}
    if finding.cell_id is not None:
        found |= {"cellId": finding.cell_id}
    if span := finding.span:
        found |= {
            "line": span.line,
            "column": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return found | ({"fixes": [visible(fix.title) for fix in finding.fixes]} if finding.fixes else {})


def _invocation(report: Report, look: Look) -> dict[str, Any]:
    """What could not be read or run makes an error, what was left alone a note."""
    errors = [_notice(each.message, "error", each.path, look) for each in report.problems]
    left = [_notice(f"Left alone: {file.skipped}.", "note", file.path, look) for file in report.skipped]
    return {"executionSuccessful": not errors, "toolExecutionNotifications": [*errors, *left]}


def _notice(message: str, level: str, path: str | None, look: Look) -> dict[str, Any]:
    where = {"locations": [{"physicalLocation": {"artifactLocation": _artifact(path, look)}}]} if path else {}
    return {"message": {"text": visible(message)}, "level": level, **where}
