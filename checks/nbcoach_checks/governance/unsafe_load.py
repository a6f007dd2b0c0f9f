"""Data that may run code while it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.changes import replaced, text_in
from nbcoach_checks.governance._certificates import unverified
from nbcoach_checks.governance._fetched import Fetched, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project

_YAML = frozenset({"yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.unsafe_load_all"})
_ANY_OBJECT = frozenset(
    {"yaml.Loader", "yaml.UnsafeLoader", "yaml.CLoader", "yaml.loader.Loader", "yaml.loader.UnsafeLoader"}
)
_GATE = frozenset({"load", "loads", "load_all", "read_pickle", "unsafe_load", "unsafe_load_all", "Unpickler"})
_OWN = ("best_model_path", "checkpoint_callback", "last_model_path", "ckpt_path")


class UnsafeLoad(Check):
    """Loads what comes from outside in a way that can run code, or without verifying who sent it.

    ## Why it matters
    A pickle is a program: whoever can change the file runs what they like with your rights, on your machine and on the
    server that repeats your notebook. Without a verified certificate anybody between you and the server can change it.

    ## What to do
    Fetch data in a form that holds nothing but data: Parquet, CSV, `safetensors`, `skops`. Load YAML by
    `yaml.safe_load`, weights by `torch.load(..., weights_only=True)`. Leave verification on, and give an own authority
    by `verify="company-ca.pem"`.
    """

    severity = Severity.WARNING
    level = 2
    capability = "security-compliance"
    sources = (
        "https://docs.python.org/3/library/pickle.html",
        "https://docs.pytorch.org/docs/stable/notes/serialization.html#weights-only-security",
        "https://github.com/yaml/pyyaml/wiki/PyYAML-yaml.load(input)-Deprecation",
        "https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification",
    )
    examples = (
        Example(
            bad="""
            import pickle
            import urllib.request
            urllib.request.urlretrieve("https://example.org/vectors.pkl", "data/vectors.pkl")
            with open("data/vectors.pkl", "rb") as file:
                vectors = pickle.load(file)  # expect: unsafe-load
            """,
            good="""
            import pickle
            import pandas as pd
            vectors = pd.read_parquet("https://example.org/vectors.parquet")
            with open("vectors.pkl", "wb") as file:
                pickle.dump(vectors, file)
            with open("vectors.pkl", "rb") as file:
                vectors = pickle.load(file)
            """,
        ),
        Example(
            bad="""
            import torch
            import yaml
            settings = yaml.load(open("settings.yaml"))  # expect: unsafe-load
            weights = torch.load("net.pt", weights_only=False)  # expect: unsafe-load
            """,
            good="""
            import torch
            import yaml
            settings = yaml.safe_load(open("settings.yaml"))
            weights = torch.load("net.pt", weights_only=True)
            """,
        ),
        Example(
            bad="""
            import requests
            page = requests.get("https://example.org/prices.csv", verify=False)  # expect: unsafe-load
            """,
            good="""
            import requests
            page = requests.get("https://example.org/prices.csv", verify="company-ca.pem")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        unpicklers = tables()["unpicklers"]
        fetched: Fetched | None = None
        for site in notebook.calls_of(_GATE):
            if site.name in _YAML:
                yield from self._yaml(notebook, site)
            elif site.name in unpicklers:
                fetched = fetched or Fetched(notebook)
                yield from self._pickle(notebook, fetched, site)
        for place in unverified(notebook):
            message = "The certificate is not verified: anybody on the way can put something else in its place."
            yield self.finding(message, place.cell, place.span, *place.fixes)

    def _yaml(self, notebook: Notebook, site: CallSite) -> Iterator[Finding]:
        text, loader = site.argument(0, "stream"), site.argument(1, "Loader")
        if text is None or text.kind == "string" or site.call.is_open:
            return
        if loader is not None and notebook.resolve(site.cell, loader) not in _ANY_OBJECT:
            return
        message = f"`{site.name}` makes any object that the text asks for, and can run code to do so."
        yield self.finding(message, site.cell, site.span, *_safe_yaml(site, loader))

    def _pickle(self, notebook: Notebook, fetched: Fetched, site: CallSite) -> Iterator[Finding]:
        value = site.argument(*tables()["unpicklers"][site.name])
        if value is None:
            return
        switch = {"torch.load": ("weights_only", "False"), "numpy.load": ("allow_pickle", "True")}.get(site.name)
        given = site.call.keyword(switch[0]) if switch else None
        if switch and (given is None or given.text != switch[1]):
            return
        if site.name == "torch.load":
            if not _is_own(notebook, site.cell, value):
                message = "`weights_only=False` lets the file run any code while it is loaded."
                yield self.finding(message, site.cell, site.span, *_only_weights(site, given))
        elif fetched.holds(site.cell, value):
            name = site.call.function.text or site.method
            message = f"`{name}` runs the code that a pickle brings along, and this one was fetched from outside."
            yield self.finding(message, site.cell, site.span)


def _safe_yaml(site: CallSite, loader: Value | None) -> tuple[Fix, ...]:
    """Keeps the meaning where no loader is named: PyYAML 6 stops there, older ones read plain text alike."""
    function = site.call.function
    if function.kind != "name" or "." not in function.text:
        return ()
    if loader is not None:
        chain = text_in(site.cell, loader.span)
        edit = replaced(site.cell, loader.span, f"{chain.rpartition('.')[0]}.SafeLoader")
        return (Fix(title="Load only plain data", edits=(edit,)),) if "." in chain else ()
    module, _, method = text_in(site.cell, function.span).rpartition(".")
    safe = method in {"load", "load_all"}
    edit = replaced(site.cell, function.span, f"{module}.safe_{method.removeprefix('unsafe_')}")
    return (Fix(title="Load only plain data", safe=safe, edits=(edit,)),)


def _only_weights(site: CallSite, given: Value | None) -> tuple[Fix, ...]:
    if given is None or given.kind != "constant":
        return ()
    return (Fix(title="Load nothing but weights", edits=(replaced(site.cell, given.span, "True"),)),)


def _is_own(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for a file that the notebook itself saves, or that its trainer names."""
    behind = notebook.ancestry(cell, value)
    spelled = notebook.text_of(cell, value) or value.text
    if any(each in spelled or any(each in name for name in behind.names) for each in _OWN):
        return True
    savers = tables()["savers"]
    for site in notebook.calls_to(*savers):
        path = site.argument(*savers[site.name])
        if path is not None and spelled and spelled == (notebook.text_of(site.cell, path) or path.text):
            return True
    return False
