"""The report of an export: one page without scripts, safe against whatever a notebook holds."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from sample_export import HOSTILE, OBSERVATION, PIPELINE, proof

from nbcoach.pipeline.lessons import lessons
from nbcoach.pipeline.model import Merged, Step, StepCell
from nbcoach.pipeline.proof import CellVerdict, Difference, FirstDifference, unverified
from nbcoach.pipeline.report_graph import bytes_in_words
from nbcoach.pipeline.report_html import report_html


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.text, self.ids = [], [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += "" if self.open and self.open[-1] == "style" else data


def page(*arguments, **more):
    read = Page(report_html(*arguments, **more).decode())
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    return read


@pytest.mark.parametrize("outcome", ["verified", "partial", "differs", "unverified"])
def test_every_outcome_has_a_page(outcome):
    told = proof(outcome)

    read = page(PIPELINE, told, OBSERVATION, lessons(OBSERVATION, told, PIPELINE.merged))

    assert told.label in read.text
    assert PIPELINE.name in read.text
    assert "script" not in read.tags
    assert "svg" in read.tags


def test_a_difference_is_shown_side_by_side_with_its_cause():
    read = page(PIPELINE, proof("differs"), OBSERVATION)

    assert "Where they part" in read.text
    assert "in cell 9, step train" in read.text
    assert "0.912" in read.text
    assert "0.874" in read.text
    assert "Likely cause: " in read.text


def test_what_was_lifted_left_and_merged_is_told_and_no_secret():
    read = page(PIPELINE, unverified("static"))

    assert "n_estimators" in read.text
    assert "it looks like a secret" in read.text
    assert "a figure is open" in read.text
    assert "Nothing has shown yet" in read.text
    assert "Cells" not in read.text.split()


def test_a_failing_notebook_is_told_with_its_cell():
    assert (
        "fails in cell 10 (NameError: name 'sns' is not defined)" in page(PIPELINE, proof("partial"), OBSERVATION).text
    )


def test_code_in_a_cure_is_code():
    told = replace(proof("verified"), noise=("x",))
    text = report_html(PIPELINE, told, OBSERVATION, lessons(OBSERVATION, told)).decode()

    assert "<code>np.random.seed(42)</code>" in text


def test_hostile_text_stays_text():
    difference = Difference("text", HOSTILE, HOSTILE, HOSTILE)
    cell = CellVerdict(1, HOSTILE, "differs", 1, (difference,), HOSTILE)
    step = Step(HOSTILE, HOSTILE, (StepCell("code", HOSTILE, {}, {}, 1),), HOSTILE, (HOSTILE,), (HOSTILE,))
    pipeline = replace(
        PIPELINE,
        name=HOSTILE,
        steps=(step, step),
        cut=HOSTILE,
        warnings=(HOSTILE,),
        merged=(Merged(1, HOSTILE, (HOSTILE,)),),
    )
    told = replace(
        proof("differs"),
        cells=(cell,),
        cause=HOSTILE,
        noise=(HOSTILE,),
        first_difference=FirstDifference("output", 1, HOSTILE, difference),
    )

    text = report_html(pipeline, told, OBSERVATION, lessons(None, told, pipeline.merged)).decode()

    assert not {"img", "script", "b"} & set(Page(text).tags)
    assert "<img" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_policy_allows_the_style_sheet_alone():
    text = report_html(PIPELINE, proof("verified")).decode()
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1].replace("&#x27;", "'")

    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (999, "999 bytes"), (1234, "1.2 kB"), (48_000, "48 kB"), (3e9, "3.0 GB")]
)
def test_sizes_are_told_in_words(size, words):
    assert bytes_in_words(int(size)) == words
