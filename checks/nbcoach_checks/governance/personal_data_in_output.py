"""Data of persons that a run has shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach_checks.governance._clearing import clearing
from nbcoach_checks.governance._personal import addresses, cards, telephones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project

_ABOUT_PACKAGES = frozenset({"%pip", "%conda", "%mamba", "%uv", "?", "%pinfo", "%load", "%%writefile", "%psource"})
_TOLD = ("pip ", "conda ", "git ", "apt")
_ASKED = ("help(", "show_versions", "license(", "credits(", "__doc__", "__author__")


class PersonalDataInOutput(Check):
    """Shows e-mail addresses, telephone or card numbers in a saved output.

    ## Why it matters
    A table that was printed to look at it stays in the notebook, with everybody who stands in it. From there it goes
    wherever the notebook goes, past all access rules of the database, and the history of a repository forgets nothing.

    ## What to do
    Clear the output, and look at columns that name nobody: `frame.drop(columns=["email", "phone"]).head()`. For work on
    such data replace persons by numbers before the notebook reads it, and keep outputs out of the repository.
    """

    severity = Severity.WARNING
    level = 1
    reads_outputs = True
    capability = "security-compliance"
    sources = (
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
        "https://csrc.nist.gov/pubs/sp/800/122/final",
    )
    examples = (
        Example(
            bad="""
            customers.head()  # expect: personal-data-in-output
            # shows: <tr><td>Mira Kovac</td><td>mira.kovac@posteo.de</td></tr>
            """,
            good="""
            customers.drop(columns=["name", "email"]).head()
            # shows: <tr><td>gold</td><td>12.50</td></tr>
            """,
        ),
        Example(
            bad="""
            print(calls.to_string())  # expect: personal-data-in-output
            # prints: customer  phone            minutes
            # prints: 17        +49 170 5550142  4
            # prints: 18        +49 171 3021877  9
            """,
            good="""
            %pip show seaborn
            # prints: Author-email: Michael Waskom <mwaskom@gmail.com>
            # %%
            print("Questions? Write to support@shop.de or user@example.com")
            # prints: Questions? Write to support@shop.de or user@example.com
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        found: dict[int, list[str]] = {}
        for kind in _KINDS:
            for cell in notebook.showing(*kind.signs):
                number = 0 if _is_about_packages(cell) else len(_new(notebook, cell, kind))
                if number:
                    found.setdefault(cell.index, []).append(f"{number} {kind.many}" if number > 1 else kind.one)
        for index in sorted(found):
            shown = " and ".join(found[index])
            cell = notebook.cells[index]
            yield self.finding(f"The saved output of this cell shows {shown}.", cell, None, clearing(cell))


class _Kind(NamedTuple):
    """What is looked for: in words, a sign that it may be there, and how it is told."""

    one: str
    many: str
    signs: tuple[bytes, ...]
    look: Callable[[str], Iterator[str]]


_TELEPHONE_SIGNS = (b"hone", b"elefon", b"obile", b"hatsA", b"hatsa")
_CARD_SIGNS = (b"card", b"Card", b"CARD", b"cc_num", b"Visa", b"VISA")
_KINDS = (
    _Kind("an e-mail address", "e-mail addresses", (b"@",), addresses),
    _Kind("a telephone number", "telephone numbers", _TELEPHONE_SIGNS, telephones),
    _Kind("a card number", "card numbers", _CARD_SIGNS, cards),
)


def _new(notebook: Notebook, cell: Cell, kind: _Kind) -> set[str]:
    """What the outputs of a cell show and no cell says itself; what goes to standard error comes from programs."""
    texts = (text for each in notebook.outputs(cell) if each.name != "stderr" for text in each.texts)
    found = {each for text in texts for each in kind.look(text)}
    return {each for each in found if not any(each in other.source for other in notebook.cells)}


def _is_about_packages(cell: Cell) -> bool:
    """True for a cell that asks about software, which names its authors."""
    if any(word in cell.source for word in _ASKED):
        return True
    return any(
        each.name in _ABOUT_PACKAGES or (each.is_shell and each.text.startswith(_TOLD)) for each in cell.facts.magics
    )
