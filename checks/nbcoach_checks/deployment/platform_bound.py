"""Cells that only one hosted notebook product can run."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.guards import is_guarded, tries_import
from nbcoach.notebook.tables import read_table
from nbcoach_checks.deployment._colab_guard import guarding_fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Span
    from nbcoach.project import Project

_IMPORTERS = ("importlib.import_module", "__import__")


class PlatformBound(Check):
    """Needs one hosted notebook product.

    ## Why it matters
    The cell fails at once on a laptop, in a pipeline and on every other platform: the module exists only there.

    ## What to do
    Put what the product needs behind a test, and keep a way that works without it:
    `if "google.colab" in sys.modules:`, or `try: … except ImportError: …`. Secrets come from the environment, files
    from a path that is a parameter.
    """

    severity = Severity.HINT
    level = 2
    capability = "single-setting-notebook"
    sources = (
        "https://research.google.com/colaboratory/faq.html",
        "https://docs.databricks.com/en/dev-tools/databricks-utils.html",
    )
    examples = (
        Example(
            bad="""
            from google.colab import files  # expect: platform-bound
            # %%
            files.download("model.pkl")  # expect: platform-bound
            """,
            good="""
            import sys
            IN_COLAB = "google.colab" in sys.modules
            if IN_COLAB:
                from google.colab import files
            # %%
            if IN_COLAB:
                files.download("model.pkl")
            """,
        ),
        Example(
            bad="""
            from kaggle_secrets import UserSecretsClient  # expect: platform-bound
            token = UserSecretsClient().get_secret("HF")  # expect: platform-bound
            """,
            good="""
            import os
            try:
                from kaggle_secrets import UserSecretsClient
                token = UserSecretsClient().get_secret("HF")
            except ImportError:
                token = os.environ["HF_TOKEN"]
            """,
        ),
        Example(
            bad="""
            path = dbutils.widgets.get("path")  # expect: platform-bound
            """,
            good="""
            import sagemaker
            role = sagemaker.get_execution_role()
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        lines: set[tuple[int, int]] = set()
        for cell, span, block, needed, product in sorted(_needs(notebook), key=_place):
            place = (cell.index, span.line)
            if place in lines or is_guarded(notebook, cell, block) or tries_import(cell, block):
                continue
            lines.add(place)
            yield self.finding(f"`{needed}` exists in {product} only.", cell, span, *guarding_fix(notebook, cell))


_Need = tuple["Cell", "Span", int, str, str]


def _place(need: _Need) -> tuple[int, Span]:
    return need[0].index, need[1]


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, str]]:
    return read_table(__file__, "platforms.toml")


def _needs(notebook: Notebook) -> Iterator[_Need]:
    """Each place that needs a product, with its block, what it needs and the product."""
    known = tables()
    roots = {module.partition(".")[0] for module in known["modules"]}
    if notebook.imports & roots or notebook.calls_to(*_IMPORTERS):
        yield from _by_modules(notebook)
    for name, product in known["names"].items():
        yield from _by_name(notebook, name, product)
    for cell, magic in notebook.magics():
        product = known["magics"].get(magic.name, "")
        loaded = magic.text if magic.name in {"%load_ext", "%reload_ext"} else ""
        if product or loaded.startswith("google.colab"):
            yield cell, magic.span, magic.block, magic.name if product else loaded, product or "Google Colab"


def _by_modules(notebook: Notebook) -> Iterator[_Need]:
    for site in notebook.import_sites:
        product = _product(site.binding.text)
        if product:
            yield site.cell, site.span, site.binding.block, site.binding.text, product
    for call in notebook.calls:
        name = call.name
        if name in _IMPORTERS and call.call.arguments:
            name = call.call.arguments[0].text
        product = _product(name)
        if product and not _is_result(name):
            yield call.cell, call.span, call.block, name.replace("()", "").replace("[]", ""), product


def _by_name(notebook: Notebook, name: str, product: str) -> Iterator[_Need]:
    for use in notebook.uses_of(name):
        if notebook.definition(use.cell, use.value) is None:
            yield use.cell, use.value.span, use.value.block, use.value.text, product


def _is_result(name: str) -> bool:
    """True for a method of what a function gave, which is plain data: `files.upload()` gives a dictionary."""
    made, _, method = name.partition("()")
    return bool(method) and made.rpartition(".")[2][:1].islower()


def _product(name: str) -> str:
    """The product that a dotted name belongs to; empty for none."""
    modules = tables()["modules"]
    head = name
    while head:
        if head in modules:
            return modules[head]
        head = head.rpartition(".")[0]
    return ""
