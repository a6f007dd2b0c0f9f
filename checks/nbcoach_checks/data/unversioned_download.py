"""Downloads that may bring something else tomorrow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex
from nbcoach_checks.data._addresses import is_versioned, is_web
from nbcoach_checks.data._checksums import verifying_fix, written_to
from nbcoach_checks.data._downloads import by_answers, by_calls, by_commands
from nbcoach_checks.data._hashes import compared_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.model import Span
    from nbcoach.notebook.shell import Command
    from nbcoach.project import Project
    from nbcoach_checks.data._downloads import Download

_SUMS = frozenset({"md5sum", "sha1sum", "sha256sum", "sha512sum", "shasum", "md5", "b2sum"})
_STORES = regex(r"(?:s3|s3a|gs|abfss?|wasbs?|hdfs|dbfs|file)://")


class UnversionedDownload(Check):
    """Fetches data, code or weights from an address that can change.

    ## Why it matters
    The file behind the address is replaced, moved or taken down, and nothing tells: the next run trains on other data,
    or on an error page. A branch on GitHub changes with every push.

    ## What to do
    Name the version in the address (a commit, a release, a DOI), or write down the checksum of what you fetched and
    compare it: `get_file(…, file_hash=…)`, `pooch.retrieve(…, known_hash=…)`, `sha256sum --check`. Clone a tag or
    check out a commit.
    """

    severity = Severity.WARNING
    level = 0
    capability = "data-versioning"
    sources = (
        "https://www.fatiando.org/pooch/latest/hashes.html",
        "https://docs.github.com/en/repositories/working-with-files/using-files/getting-permanent-links-to-files",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            iris = pd.read_csv("https://github.com/acme/data/raw/main/iris.csv")  # expect: unversioned-download
            """,
            good="""
            import pandas as pd
            iris = pd.read_csv("https://github.com/acme/data/raw/2b29313/iris.csv")
            """,
        ),
        Example(
            bad="""
            !wget -q http://files.grouplens.org/datasets/movielens/ml-100k.zip  # expect: unversioned-download
            !git clone https://github.com/openai/gpt-2  # expect: unversioned-download
            """,
            good="""
            !wget -q http://files.grouplens.org/datasets/movielens/ml-100k.zip
            !echo "50d2a982c66986937beb9ffb3aa76efe955bf3d5c6b761f4e3a7cd717c6a3229  ml-100k.zip" | sha256sum --check
            !git clone --branch v4.44.0 https://github.com/huggingface/transformers
            """,
        ),
        Example(
            bad="""
            import requests
            answer = requests.get("https://example.org/measurements")  # expect: unversioned-download
            with open("measurements.csv", "wb") as out:
                out.write(answer.content)
            """,
            good="""
            import requests
            weather = requests.get("https://api.weather.example/now", params={"city": "Oslo"}).json()
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        found = [*by_commands(notebook), *by_calls(notebook), *by_answers(notebook)]
        seen: set[tuple[int, Span]] = set()
        for download in sorted(found, key=lambda each: (each.cell.index, each.span)):
            place = (download.cell.index, download.span)
            if place in seen or _is_fixed(download) or _is_verified(notebook, download):
                continue
            seen.add(place)
            yield self.finding(_message(download), download.cell, download.span, *verifying_fix(download, project))


def _is_fixed(download: Download) -> bool:
    """True where each address that is known names a version, or leads to an object store."""
    known = [each for each in download.addresses if each != "{}"]
    return bool(known) and all(is_versioned(each) or _STORES.match(each) for each in known)


def _is_verified(notebook: Notebook, download: Download) -> bool:
    """True where a checksum of what was fetched is compared later."""
    names = {_file_name(each) for each in (*download.addresses, written_to(download))} - {""}
    sums = [each for each in notebook.commands if each.program in _SUMS and each.has("-c", "--check")]
    if any(_covers(each, download, names) for each in sums):
        return True
    for record in notebook.once(compared_hashes):
        if download.call is not None and record.covers(download.call):
            return True
        if any(_file_name(text) in names for text in record.texts):
            return True
        if not record.texts.isdisjoint(_given(download)):
            return True
    return False


def _covers(check: Command, download: Download, names: set[str]) -> bool:
    """True for a check of sums in the cell of a download, or in a later one that names the file."""
    after = check.cell.index - download.cell.index
    return after == 0 or (after > 0 and any("." in each and each in check.cell.source for each in names))


def _given(download: Download) -> tuple[str, ...]:
    """The texts given to the call: the name under which it stores what it fetched."""
    call = download.call
    return tuple(each.text for each in call.call.arguments if each.kind == "string") if call else ()


def _file_name(address: str) -> str:
    return address.partition("?")[0].rstrip("/").rpartition("/")[2]


def _message(download: Download) -> str:
    known = next((each for each in download.addresses if is_web(each) or "/" in each), "")
    name = _file_name(known).replace("{}", "...")
    shown = f"`{name}`" if re.fullmatch(r"[\w. +%:-]{1,60}", name) else "What is fetched here"
    return f"{shown} may be another file tomorrow: the address names no version, and no checksum is compared."
