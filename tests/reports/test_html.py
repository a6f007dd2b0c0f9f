import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from sample_report import EMPTY, FULL, HOSTILE, UnseededRun, file, finding

from nbcoach.checking import FileReport, Problem, Report, Severity
from nbcoach.reports import Look, html
from nbcoach.reports.html import render

VOID = {"meta", "input"}


class Page(HTMLParser):
    """A page as a browser reads it: its elements, the text of scripts, and that every element is closed."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.scripts, self.styles, self.data, self.text = [], [], [], {}, []
        self._open = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        tag, attributes = self._open[-1] if self._open else ("", {})
        if tag == "script" and attributes.get("type") == "application/json":
            self.data[attributes["id"]] = json.loads(data)
        elif tag in {"script", "style"}:
            (self.scripts if tag == "script" else self.styles).append(data)
        else:
            self.text.append(data)

    def all(self, tag, **wanted):
        return [each for name, each in self.elements if name == tag and wanted.items() <= each.items()]


def text(report):
    return "".join(render(report, Look()))


def page(report):
    return Page(text(report))


@pytest.fixture
def one_check(monkeypatch):
    monkeypatch.setattr(html, "discover", lambda: (UnseededRun,))
    monkeypatch.setattr(html, "__version__", "1.2.3")
    monkeypatch.setattr(html, "areas", lambda report: ("data", "deployment", "governance", "reproducibility"))


def test_a_report_is_told_as_agreed(one_check, golden):
    shown = text(FULL)
    for name in ("style", "script"):
        shown = shown.replace(html.asset(name), f"({name})")
    golden("lint.html", re.sub(r"sha256-[\w+/=]+", "sha256-…", shown))


def test_it_loads_nothing_and_names_its_script_and_style_by_digest():
    found = page(FULL)

    [policy] = found.all("meta", **{"http-equiv": "Content-Security-Policy"})
    allowed = dict(each.strip().split(" ", 1) for each in policy["content"].split(";"))
    digests = [
        base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in found.scripts + found.styles
    ]
    assert allowed == {
        "default-src": "'none'",
        "script-src": f"'sha256-{digests[0]}'",
        "style-src": f"'sha256-{digests[1]}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(digests) == 2
    assert not [each for _, each in found.elements if {"src", "srcset", "style"} & each.keys()]
    assert not found.all("link") + found.all("img") + found.all("iframe")


def test_the_only_links_that_lead_out_are_sources_of_checks():
    out = [each for each in page(FULL).all("a") if not each["href"].startswith("#")]

    assert out
    assert all(each["href"].startswith("https://") and each["rel"] == "noopener noreferrer" for each in out)


EVIL = (
    HOSTILE,
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]><svg onload=alert(1)>",
    "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1)",
    "javascript:alert(1)",
    "\u2028\u2029\ufeff\u202e\u2066\x00\x7f\x9b\ud800",
    "&lt;script&gt;&#60;img&#62;",
    "{{script}}{{data}}",
)


@pytest.mark.parametrize("evil", EVIL)
def test_text_of_a_notebook_is_never_markup(evil):
    known = page(Report((file("a/b.ipynb", finding("x", Severity.ERROR, "m", 1, (1, 0, 1, 6)), errors=_problem("m")),)))
    hostile = FileReport(
        f"{evil}/{evil}.ipynb",
        (finding("x", Severity.ERROR, evil, 1, (1, 0, 1, 6)),),
        _problem(evil),
        sources={1: evil},
        lines={1: (1,)},
    )

    found = page(Report((hostile,)))

    kinds = [(name, sorted(each)) for name, each in found.elements]
    assert kinds == [(name, sorted(each)) for name, each in known.elements]
    assert found.scripts == known.scripts
    shown = "".join(found.text) + str(found.data)
    assert not set("\u202e\u2066\x00\x9b\ud800") & set(shown)
    assert "alert(1)" not in evil or "alert(1)" in shown


def _problem(message):
    return (Problem("failed-to-run", message, f"{message}.ipynb", "x"),)


def test_every_address_within_leads_somewhere():
    found = page(FULL)

    there = {each["id"] for _, each in found.elements if "id" in each}
    there |= {name.replace("data-", "notebook-") for name in found.data}
    wanted = {each["href"][1:] for each in found.all("a") if each["href"].startswith("#")}
    assert wanted <= there
    assert len(there) == len([each for _, each in found.elements if "id" in each] + list(found.data))


def test_tables_say_what_their_rows_and_columns_are():
    found = page(FULL)

    assert len(found.all("table")) == len(found.all("caption")) == 3
    assert all(each.get("scope") in {"row", "col"} for each in found.all("th"))
    named = {each["for"] for each in found.all("label")}
    fields = {each["id"] for each in found.all("select") + found.all("input")}
    assert named == fields
    assert found.all("main") == [{"id": "main", "tabindex": "-1"}]
    assert found.all("html", lang="en")


def test_a_notebook_is_data_with_its_cells_and_findings(one_check):
    notebook = page(FULL).data["data-0"]

    assert notebook["path"] == "work/50%, a: b.ipynb"
    assert [cell["index"] for cell in notebook["cells"]] == [None, 1, 4]
    assert notebook["cells"][1] == {
        "index": 1,
        "lines": 4,
        "parts": [[1, "import numpy as np\n\nnoise = np.random.rand(3)\nprint(noise)"]],
        "findings": [
            {
                "check": "unseeded-run",
                "severity": "warning",
                "message": "No seed.",
                "span": [3, 8, 3, 25],
                "fixes": [["Insert a cell that sets the seed", False]],
            }
        ],
    }


def test_long_cells_and_lines_are_shortened():
    source = "\n".join([*(f"line {n}" for n in range(1, 101)), "x" * 1000])
    near = [finding("x", Severity.HINT, "m", 0, (40, 0, 40, 1)), finding("x", Severity.HINT, "m", 0, (50, 0, 52, 1))]
    last = finding("x", Severity.HINT, "m", 0, (101, 0, 101, 1))
    long = FileReport("a.ipynb", (*near, last), sources={0: source})

    [cell] = page(Report((long,))).data["data-0"]["cells"]

    assert [(first, len(part.split("\n"))) for first, part in cell["parts"]] == [(28, 37), (89, 13)]
    assert cell["lines"] == 101
    assert len(cell["parts"][1][1].split("\n")[-1]) == 401


def test_a_cell_that_is_long_and_has_no_place_shows_its_beginning():
    long = FileReport("a.ipynb", (finding("x", Severity.HINT, "m", 0),), sources={0: "x\n" * 500})

    [cell] = page(Report((long,))).data["data-0"]["cells"]

    assert [(first, len(part.split("\n"))) for first, part in cell["parts"]] == [(1, 60)]


def test_folders_stand_worst_first_and_count_what_is_in_them():
    shown = text(FULL)
    rows = re.findall(r'<tr class="folder"><th scope="row">.*?<bdi>(.*?)</bdi>.*?<td class="all">(\d+)</td>', shown)

    assert rows == [("work/", "6"), ("work/deep/", "1")]


def test_a_check_is_explained_and_says_where_it_fired():
    shown = text(FULL)
    section = shown[shown.index('id="check-unseeded-run"') :].partition("</section>")[0]

    assert "Why it matters" in section
    assert section.count('href="#notebook-') == 3


def test_nothing_found_is_a_page_too():
    assert "Nothing found in 1 notebook." in "".join(page(Report((file("a.ipynb"),))).text)
    assert "There is no notebook here." in "".join(page(EMPTY).text)


def palettes():
    style = html.asset("style")
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", style)
    return {head.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body)) for head, body in blocks}


def contrast(one, two):
    """The ratio of WCAG 2.2, from 1 to 21."""

    def light(colour):
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "sheet", "well")),
    *((kind, ground) for kind in ("error", "warning", "hint", "clean") for ground in ("sheet", "well")),
    *((kind, f"{kind}-wash") for kind in ("error", "warning", "hint")),
    *(("h-ink", f"h{level}") for level in (1, 2, 3, 4)),
    ("h5-ink", "h5"),
    *((token, "sheet") for token in ("keyword", "string", "comment", "digit", "magic")),
]


@pytest.mark.parametrize("palette", palettes())
def test_texts_have_the_contrast_of_wcag_aa(palette):
    colours = palettes()[palette]

    low = {pair: round(ratio, 2) for pair in PAIRS if (ratio := contrast(*(colours[name] for name in pair))) < 4.5}
    assert low == {}


def test_dark_is_the_same_by_choice_and_by_system():
    dark = [colours for head, colours in palettes().items() if head != ":root"]

    assert len(dark) == 2
    assert dark[0] == dark[1]
