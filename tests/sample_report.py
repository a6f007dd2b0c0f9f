"""One report with everything in it, for the golden file of each format."""

from nbcoach.checking import Check, FileReport, Finding, Fix, Offer, Problem, Report, Severity
from nbcoach.checking.fingerprint import CellKey, digest
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.model import Span

SEEDLESS = "import numpy as np\n\nnoise = np.random.rand(3)\nprint(noise)"
SPLIT = f'train, test = train_test_split(\n    df[["a", "b"]],\n    df["y"],\n)\napi_key = "{"*" * 32}"'
HOSTILE = "</script><img src=x onerror=alert(1)> & \"quotes\" 'too' \u202e\x1b[31m\x00 \ud83d [a](javascript:b) |"


class UnseededRun(Check):
    """Draws random numbers that no seed governs.

    ## Why it matters
    Two runs give two results, and nobody can tell
    which one was right.

    A third run does not help.

    ## What to do
    Set the seed once, **after the imports**: `np.random.seed(42)`, and never write `<script>`.
    """

    severity = Severity.WARNING
    sources = ("https://numpy.org/doc/stable/reference/random/",)


UnseededRun.name, UnseededRun.area = "unseeded-run", "reproducibility"


def finding(check, severity, message, cell=None, span=None, *fixes, area="reproducibility"):
    cell_id = None if cell is None else f"id{cell}"
    return Finding(check, area, severity, message, cell, cell_id, span and Span(*span), fixes)


def file(path, *findings, **more):
    sources = {1: SEEDLESS, 4: SPLIT}
    used = {each.cell for each in findings} & sources.keys()
    return FileReport(
        path,
        findings,
        sources={index: sources[index] for index in used},
        lines={index: tuple(range(10 * index, 10 * index + 5)) for index in used},
        keys={index: CellKey(digest(sources[index])) for index in used},
        **more,
    )


SEED = Fix("Insert a cell that sets the seed", offer=Offer("seed", {"libraries": ["numpy"]}))
PASS = Fix("Pass random_state=42", safe=True, edits=(TextEdit(4, 3, 11, 3, 12, "", ", random_state=42"),))
FULL = Report(
    (
        file(
            "work/50%, a: b.ipynb",
            finding("missing-purpose", Severity.HINT, "Nothing says what it does.", area="governance"),
            finding("unseeded-run", Severity.WARNING, "No seed.", 1, (3, 8, 3, 25), SEED),
            finding("unseeded-run", Severity.WARNING, "`random_state` is left open.", 4, (1, 14, 4, 1), PASS, SEED),
            finding("inline-secret", Severity.ERROR, "Here stands a key.", 4, (5, 10, 5, 44), area="governance"),
            finding("oversized-cell", Severity.HINT, "Too long.", 4, area="deployment"),
        ),
        file("work/clean.ipynb"),
        file("work/deep/ä\u202e.ipynb", finding("unseeded-run", Severity.WARNING, HOSTILE, 1, (1, 0, 1, 6))),
        FileReport("work/r.ipynb", skipped="its language is r"),
        FileReport("html.ipynb", errors=(Problem("not-a-notebook", "html.ipynb is not a notebook.", "html.ipynb"),)),
        file(
            "work/crash.ipynb",
            finding("unseeded-run", Severity.WARNING, "No seed.", 1, (3, 8, 3, 25)),
            errors=(Problem("failed-to-run", "the check x failed: KeyError 'a'", "work/crash.ipynb", "x"),),
        ),
    ),
    (Problem("failed-to-run", "the check shouting cannot be imported", check="shouting"),),
)
EMPTY = Report()
