"""Signals of automated tests: without any test file, none of them can be there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import Place, Reading, absent, unknown

if TYPE_CHECKING:
    from nbcoach.maturity.scene import Scene

TEST = re.compile(r"^\s*(async\s+)?def test_", re.MULTILINE)


def data_tests(scene: Scene) -> Reading:
    return _among_tests(scene, "data-tests")


def model_tests(scene: Scene) -> Reading:
    return _among_tests(scene, "model-tests")


def integration_tests(scene: Scene) -> Reading:
    return _among_tests(scene, "integration-tests")


def _among_tests(scene: Scene, name: str) -> Reading:
    files = [path for path in scene.named(r"test_.*\.py", r".*_test\.py") if TEST.search(scene.text(path))]
    if files:
        places = [Place("holds tests", path) for path in files]
        return unknown(name, "there are tests, and what they test is not looked at yet", "", places)
    if scene.found.cut:
        return unknown(name, f"no tests were found, but {scene.found.cut}")
    return absent(name, "no file holds automated tests")


SIGNALS = (data_tests, model_tests, integration_tests)
