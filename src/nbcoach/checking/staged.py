"""What is around the code of a percent notebook, in examples and cases: what a run has left, and files beside it.

Comments say it, each on a line of its own; they are taken off before the notebook is read. Above the first cell:

    # named: Untitled3.ipynb                  what the notebook's own file is called
    # beside: requirements.txt: pandas>=2     a line of a file in the notebook's folder

And below the code of a cell:

    df.head()
    # ran: 4                            its execution count
    # prints: 3 rows                    standard output, a line each
    # warns: FutureWarning: soon gone   standard error
    # shows: <td>3</td>                 the value of its last line, as HTML where it begins with a tag
    # draws: 300                        a picture of so many kilobytes
    # fails: KeyError: 'x'              an error
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_BESIDE = regex(r"(?m)^# beside: (?P<file>[\w./-]+): (?P<line>.*)\n?")
_LINE = regex(r"# (ran|prints|warns|shows|draws|fails): (.*)")


def files_beside(text: str) -> dict[str, str]:
    """The files that a percent notebook says to lie beside it, by their relative paths."""
    files: dict[str, str] = {}
    for found in _BESIDE.finditer(text):
        files[found["file"]] = files.get(found["file"], "") + found["line"] + "\n"
    return files


def without_files(text: str) -> str:
    """A percent notebook without the lines that tell of files beside it."""
    return _BESIDE.sub("", text) if "# beside: " in text else text


def stage(cell: dict[str, Any]) -> None:
    """Turns the comments of a code cell that say what its run has left into its count and its outputs."""
    lines = cell["source"].split("\n")
    found = [_LINE.fullmatch(line) for line in lines]
    if cell["cell_type"] != "code" or not any(found):
        return
    cell["source"] = "\n".join(line for line, match in zip(lines, found, strict=True) if not match).rstrip("\n")
    said = [(match[1], match[2]) for match in found if match]
    cell["execution_count"] = next((int(text) for what, text in said if what == "ran"), None)
    cell["outputs"] = list(_outputs((what, text) for what, text in said if what != "ran"))


def _outputs(said: Iterable[tuple[str, str]]) -> Iterable[dict[str, Any]]:
    for what, lines in groupby(said, key=lambda each: each[0]):
        yield _output(what, "\n".join(text for _, text in lines))


def _output(what: str, text: str) -> dict[str, Any]:
    if what == "fails":
        name, _, message = text.partition(": ")
        return {"output_type": "error", "ename": name, "evalue": message, "traceback": [text]}
    if what == "draws":
        picture = {"image/png": "A" * (1000 * int(text))}
        return {"output_type": "display_data", "metadata": {}, "data": picture}
    if what == "shows":
        form = "text/html" if text.startswith("<") else "text/plain"
        return {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": {form: text}}
    return {"output_type": "stream", "name": "stdout" if what == "prints" else "stderr", "text": text + "\n"}
