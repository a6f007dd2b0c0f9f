"""What tells which version of a data set was read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.notebook.regex import regex
from nbcoach_checks.data._addresses import is_here, is_versioned, is_web
from nbcoach_checks.data._downloads import has_fixed_content, versioned_files
from nbcoach_checks.data._files import normal, tables
from nbcoach_checks.data._hashes import compared_hashes

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.ancestry import Ancestry
    from nbcoach.notebook.model import Value
    from nbcoach_checks.data._reads import Read

_COMMIT = regex(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")
_DAY = regex(r"(?<!\d)(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01])(?!\d)")
_QUERY = regex(r"\s*(?:--[^\n]*\n\s*)*(?:select|with)\s", re.IGNORECASE)
_QUOTED = regex(r"'[^']*'|\"[^\"]*\"|\b\d{4}-\d\d-\d\d\b")
"""The values that a query compares with: a day among them limits the rows, and says nothing of their version."""
_PAST = regex(
    r"\b(?:as\s+of|before|at)\s*\(?\s*(?:timestamp|version|offset|\d)|_table_suffix\b|system_time\s+as\s+of",
    re.IGNORECASE,
)
_VERSIONS = frozenset({"version", "VersionId", "version_id", "revision", "generation"})
_TIME_TRAVEL = frozenset({"versionAsOf", "timestampAsOf"})


def names_its_version(source: str) -> bool:
    """True for an address or path that itself says which version it is: a commit, a tag, a DOI, a dated snapshot."""
    if _QUERY.match(source):
        return bool(_PAST.search(source) or _DAY.search(_QUOTED.sub("", source)))
    return bool(
        _COMMIT.search(source)
        or (is_web(source) and is_versioned(source) and not is_here(source))
        or _DAY.search(source.rpartition("/")[2])
        or re.search(r"(?:^|/)(?:dt|date|snapshot|version|ds)=[\w.-]+", source)
    )


class Records:
    """What a notebook records or checks about the versions of its data, and which reads that covers."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        sites = notebook.calls_named(_is_record)
        self._records = [_ancestry_of_call(notebook, site) for site in sites]
        self._places = {site.place for site in sites}
        self._hashes = notebook.once(compared_hashes)
        self._texts = {normal(text) for record in self._records for text in record.texts}
        self._texts |= {normal(text) for check in self._hashes for text in check.texts}
        self._fetched = versioned_files(notebook)

    def cover(self, read: Read) -> bool:
        """True where a version is recorded for what was read: by its frame, its path, or the way it was fetched."""
        if read.source and normal(read.source) in self._texts:
            return True
        if read.source.rpartition("/")[2] in self._fetched:
            return True
        if read.call is None:
            return False
        behind = _ancestry_of_call(self._notebook, read.call)
        if behind.calls & self._places or behind.texts & _TIME_TRAVEL or self._names_version(behind):
            return True
        if any(each.covers(read.call) for each in self._hashes):
            return True
        return any(read.call.place in record.calls or _says_nothing(record) for record in self._records)

    def _names_version(self, behind: Ancestry) -> bool:
        """True where a version is given on the way to what is read: `get_object(…, VersionId=…)`."""
        found = [each for each in map(self._notebook.site_at, behind.calls) if each is not None]
        if any(has_fixed_content(self._notebook, each) for each in found):
            return True
        keywords = (keyword for each in found for keyword in each.call.keywords)
        return any(each.name in _VERSIONS and each.value.text != "None" for each in keywords)


@lru_cache(maxsize=65_536)
def _is_record(name: str) -> bool:
    records = tables()["records"]
    if name in records["names"] or name.startswith(tuple(records["prefixes"])):
        return True
    return "." in name and name.rpartition(".")[2] in records["methods"]


def _ancestry_of_call(notebook: Notebook, site: CallSite) -> Ancestry:
    """What stands behind the receiver and the arguments of a call."""
    return notebook.ancestry(site.cell, site.call.function, *_call_values(site))


def _call_values(site: CallSite) -> tuple[Value, ...]:
    return (*site.call.arguments, *[keyword.value for keyword in site.call.keywords])


def _says_nothing(record: Ancestry) -> bool:
    """True for a record of something that cannot be followed: the parameter of a function, a bare name."""
    return record.is_open or not (record.calls or record.texts)
