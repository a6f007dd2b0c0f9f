"""A long output without a space or an end of line takes no longer than its length: no pattern reads it repeatedly."""

from __future__ import annotations

import time

import pytest

from nbcoach.pipeline.project_files.vendored import outputs
from nbcoach.pipeline.prove.masks import masked
from nbcoach.pipeline.prove.outputs import compare_shown, shown
from nbcoach.pipeline.secrets import hidden

LENGTH = 300_000
"""Characters; a pattern that is quadratic in them takes minutes."""
PATIENCE = 10
"""Seconds, of which a linear pattern needs a tenth."""


def printed(text):
    return [{"output_type": "stream", "name": "stdout", "text": text}]


@pytest.mark.parametrize("text", ["x" * LENGTH, "[" + "1a" * (LENGTH // 2), "0x" + "-" * LENGTH], ids=["x", "1a", "-"])
@pytest.mark.parametrize(
    "read",
    [
        lambda text: masked(text + "\x1b[0m"),
        lambda text: compare_shown(shown(printed(text)), shown(printed(text + "\ny"))),
        lambda text: outputs.summaries(printed(text)),
        hidden,
    ],
    ids=["masked", "compared", "kept for tests", "without secrets"],
)
def test_a_long_line_is_read_once(read, text):
    begun = time.monotonic()
    read(text)
    assert time.monotonic() - begun < PATIENCE


def test_a_line_that_was_written_over_does_not_count_whatever_the_system_ends_lines_with():
    said = [outputs.summaries(printed(text)) for text in ("1%\r50%\rdone\r\nend\n", "2%\rdone\r\nend\n")]
    assert said[0] == said[1]


def test_the_file_of_a_cell_is_masked_with_the_path_before_it():
    assert masked("at /tmp/ipykernel_17/42.py:3\x1b[0m") == "at ⟨cell⟩"
