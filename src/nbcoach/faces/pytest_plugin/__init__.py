"""`pytest --nbcoach`: what is found in notebooks becomes test items.

Without the option nothing is loaded but this file; each room of it is entered on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_LEVELS = ("error", "warning", "hint", "never")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("nbcoach", "habits in notebooks, found without running them")
    group.addoption(
        "--nbcoach",
        action="store_true",
        help="Look at the notebooks among the given paths: each habit that is found is an item that fails.",
    )
    group.addoption(
        "--nbcoach-select",
        metavar="NAMES",
        action="append",
        default=[],
        help="Run only these: checks, areas or `all`, with commas.",
    )
    group.addoption(
        "--nbcoach-fail-on",
        choices=_LEVELS,
        help="The lowest severity that fails; what is below is an expected failure. (default: the settings', warning)",
    )
    group.addoption("--nbcoach-baseline", metavar="FILE", help="Pass over the findings that stand in FILE.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "nbcoach: a habit in a notebook, or that there is none (pytest --nbcoach)")
    if config.getoption("nbcoach"):
        from nbcoach.faces.pytest_plugin.session import NotebookTests  # noqa: PLC0415 - most sessions do not ask

        config.pluginmanager.register(NotebookTests(config), "nbcoach-notebooks")
