"""A notebook after its fixes: nothing else has changed, and nothing is left to do."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbcoach.checking import Check, Fix, Offer, Selection, choose
from nbcoach.config import Settings
from nbcoach.errors import NotANotebookError
from nbcoach.fixing import Workshop, fixed
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.edit import CellInsertion, TextEdit
from nbcoach.notebook.model import Span
from nbcoach.notebook.offsets import cell_offsets
from nbcoach.project import Project

OUTPUT = {"output_type": "stream", "name": "stdout", "text": ["1\n", "é \ud83d\ude00"]}


def replacing(name, old, new, *, safe=True):
    """A check that finds a text and offers to replace it by another one."""

    class Replacing(Check):
        """Finds a text."""

        def find(self, notebook, project):
            for cell in notebook.code:
                for number, line in enumerate(cell.source.split("\n"), 1):
                    for match in re.finditer(f"(?={re.escape(old)})", line):
                        end = match.start() + len(old)
                        edit = TextEdit(cell.index, number, match.start(), number, end, old, new)
                        fix = Fix("Replace it", safe=safe, edits=(edit,))
                        yield self.finding("m", cell, Span(number, match.start(), number, end), fix)

    Replacing.name, Replacing.area = name, "area"
    return Replacing


class Titled(Check):
    """Wants a cell on top that says `title`."""

    def find(self, notebook, project):
        if not any(cell.source == "title" for cell in notebook.cells):
            yield self.finding("m", None, None, Fix("Insert", safe=True, edits=(CellInsertion(0, "before", "title"),)))


def bytes_of(*sources, indent=1):
    cells = [
        {
            "cell_type": "code",
            "id": f"id-{at}",
            "execution_count": at,
            "metadata": {"tags": [f"t{at}"], "x": 1.50},
            "outputs": [OUTPUT],
            "source": source.splitlines(keepends=True),
        }
        for at, source in enumerate(sources)
    ]
    document = {"nbformat_minor": 5, "cells": cells, "metadata": {}, "nbformat": 4}
    return json.dumps(document, indent=indent, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def shop(*checks, unsafe=False, narrow=None):
    selection = Selection(checks) if checks else choose(Settings())
    return Workshop("a.ipynb", selection, Settings(), Project(Path("/nowhere")), unsafe=unsafe, narrow=narrow)


def sources(data):
    return [cell.source for cell in parse_notebook(data).cells]


def with_sources_of(after, before):
    """The bytes `after` with the sources of the cells of `before`, which they stand for one by one."""
    pieces, position = [], 0
    for new, old in zip(cell_offsets(after), cell_offsets(before), strict=True):
        pieces += [after[position : new.source_start], before[old.source_start : old.source_end]]
        position = new.source_end
    return b"".join([*pieces, after[position:]])


def test_several_fixes_of_a_cell_are_applied_together():
    made = fixed(bytes_of("aa = aa\nb = aa"), shop(replacing("doubled", "aa", "x")))

    assert (sources(made.data), made.counts) == (["x = x\nb = x"], {"doubled": 3})


def test_fixes_that_overlap_are_applied_one_after_the_other():
    made = fixed(bytes_of("aab = 1"), shop(replacing("first", "aa", "x"), replacing("second", "ab", "y")))

    assert sources(made.data) == ["xb = 1"]
    assert made.counts == {"first": 1, "second": 1}


def test_a_fix_of_what_a_fix_has_made_is_applied_too():
    made = fixed(bytes_of("aa = 1"), shop(replacing("first", "aa", "bb"), replacing("second", "bbb", "c")))

    assert sources(made.data) == ["bb = 1"]


def test_fixes_that_undo_each_other_end_and_change_nothing():
    made = fixed(bytes_of("aa = 1"), shop(replacing("first", "aa", "bb"), replacing("second", "bb", "aa")))

    assert (sources(made.data), made.counts) == (["aa = 1"], {})


def test_a_fix_that_breaks_the_code_is_not_applied_and_others_are():
    data = bytes_of("aa = 1\ncc = 2")
    made = fixed(data, shop(replacing("breaking", "aa", "(("), replacing("fine", "cc", "d")))

    assert (sources(made.data), made.counts) == (["aa = 1\nd = 2"], {"fine": 1})


def test_a_fix_that_does_not_help_is_not_applied():
    made = fixed(bytes_of("aa = 1"), shop(replacing("growing", "aa", "aaa")))

    assert made.data == bytes_of("aa = 1")


def test_suggested_fixes_are_applied_only_on_request():
    check = replacing("doubled", "aa", "x", safe=False)

    assert fixed(bytes_of("aa = 1"), shop(check)).data == bytes_of("aa = 1")
    assert sources(fixed(bytes_of("aa = 1"), shop(check, unsafe=True)).data) == ["x = 1"]


def test_what_is_not_wanted_is_not_fixed():
    def narrow(report, notebook):
        return type(report)(report.path, tuple(each for each in report.findings if each.cell == 1))

    made = fixed(bytes_of("aa = 1", "aa = 2"), shop(replacing("doubled", "aa", "x"), narrow=narrow))

    assert sources(made.data) == ["aa = 1", "x = 2"]


def test_a_new_cell_and_text_fixes_go_together_and_the_cells_can_be_told_apart():
    made = fixed(bytes_of("aa = 1", "b = 2"), shop(replacing("doubled", "aa", "x"), Titled))

    assert sources(made.data) == ["title", "x = 1", "b = 2"]
    assert [getattr(item, "cell", None) for item in made.sheet] == [None, 0, 1]


def test_an_offer_that_is_refused_is_left_out():
    class Offering(Check):
        """Offers what nobody can do."""

        def find(self, notebook, project):
            yield self.finding("m", None, None, Fix("Do it", offer=Offer("nothing-like-it")))

    made = fixed(bytes_of("aa = 1"), shop(Offering, replacing("doubled", "aa", "x"), unsafe=True))

    assert sources(made.data) == ["x = 1"]


def test_a_script_is_fixed_as_a_script():
    data = b"# %%\n# !ls\naa = 1\n"

    made = fixed(data, shop(replacing("doubled", "aa", "x"))._replace(path="a.py"))

    assert made.data == b"# %%\n# !ls\nx = 1\n"


def test_what_is_no_notebook_cannot_be_fixed():
    with pytest.raises(NotANotebookError):
        fixed(b"{}", shop())


LINES = (
    "texts = [open(name).read() for name in os.listdir('.')]",
    "files = [f for f in glob.glob('*.csv')]\nframes = [pd.read_csv(f) for f in files]",
    "x = 1  # nbcoach: ignore[unseeded-run] -- nothing",
    "# nbcoach: ignore[nothing, unseeded-run] -- nothing",
    "noise = np.random.rand(3)  # nbcoach: ignore[unseeded-run, shell-step] -- a toy",
    "train, test = train_test_split(df)",
    "warnings.filterwarnings('ignore')",
    "df = pd.read_csv('/home/ana/x.csv')",
    "model = RandomForestClassifier().fit(train[['a']], train.y)\nprint(model.score(test[['a']], test.y))",
    "!pip install lightgbm",
    "model.cuda()",
    "broken = (",
    "é = '日本 \U0001f600'",
    "",
)
IMPORTS = (
    "import os, glob, warnings\nimport numpy as np\nimport pandas as pd\n"
    "from sklearn.model_selection import train_test_split\nfrom sklearn.ensemble import RandomForestClassifier\n"
)
cells = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=3).map("\n".join), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(cells, st.sampled_from([None, 1, 4]))
def test_safe_fixes_change_sources_and_no_other_byte(chosen, indent):
    before = bytes_of(IMPORTS, *chosen, indent=indent)

    made = fixed(before, shop())

    assert with_sources_of(made.data, before) == before
    assert sum(cell.facts.fault is not None for cell in made.notebook.cells) == sum(
        cell.facts.fault is not None for cell in parse_notebook(before).cells
    )
    assert fixed(made.data, shop()).data == made.data


@settings(max_examples=25, deadline=None)
@given(cells)
def test_all_fixes_keep_outputs_ids_and_metadata_and_a_second_call_changes_nothing(chosen):
    before = bytes_of(IMPORTS, *chosen)

    made = fixed(before, shop(unsafe=True))

    after = json.loads(made.data)["cells"]
    kept = [item.cell for item in made.sheet if hasattr(item, "cell")]
    for index, cell in zip(kept, [each for each in after if each["id"].startswith("id-")], strict=True):
        old = json.loads(before)["cells"][index]
        assert {**cell, "source": 0} == {**old, "source": 0}
    assert fixed(made.data, shop(unsafe=True)).data == made.data


names = st.text("ab", min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(st.lists(names, min_size=1, max_size=4), names, names)
def test_overlapping_fixes_of_any_kind_leave_code_that_parses(words, one, other):
    checks = (replacing("one", one, "c"), replacing("other", other, "d"))
    data = bytes_of("\n".join(f"{word} = 1" for word in words))

    made = fixed(data, shop(*checks))

    assert not any(cell.facts.fault for cell in made.notebook.cells)
    assert not made.outcome.findings
    assert fixed(made.data, shop(*checks)).data == made.data


def test_a_fix_that_cannot_be_made_is_left_out():
    class Wrong(Check):
        """Finds what is not there."""

        def find(self, notebook, project):
            yield self.finding("m", None, None, Fix("Do it", safe=True, edits=(TextEdit(7, 9, 0, 9, 1, "a", "b"),)))
            yield self.finding("m", None, None, Fix("Do that", safe=True, edits=("no edit",)))

    made = fixed(bytes_of("aa = 1"), shop(Wrong, replacing("doubled", "aa", "x")))

    assert sources(made.data) == ["x = 1"]
