"""Models that others can exchange."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex
from nbcoach.notebook.shell_calls import texts_of
from nbcoach_checks.llm._model_names import Loader, is_alias, is_branch, is_hub_name, tables
from nbcoach_checks.llm._revisions import pinning_fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project

_BRANCHES = frozenset({"main", "master", "", "None"})
_SAVERS = frozenset(
    {
        "save_pretrained",
        "save_model",
        "save",
        "push_to_hub",
        "create_repo",
        "Repository",
        "save_to_hub",
        "create_and_push",
    }
)
_COUNTING = regex(r"token|cost|price", re.IGNORECASE)
_BODIES = frozenset({"", "json", "data", "llm_config", "model_kwargs"})
_NESTED = frozenset({"", "config_list"})
_DEPTH = 4
_SAVED_BY = frozenset(
    {"output_dir", "save_directory", "hub_model_id", "repo_id", "local_dir", "repo_name", "output_path"}
)


class FloatingModelVersion(Check):
    """Loads or calls a model by a name that can change.

    ## Why it matters
    A hub serves whatever its owner pushed last, and `gpt-4o` is another model every few months. The same prompt then
    gives other answers, and an evaluation of last week says nothing about today.

    ## What to do
    Name the commit on a hub: `from_pretrained("bert-base-uncased", revision="86b5e09")`. Call a hosted model by its
    dated snapshot: `gpt-4o-2024-08-06`.
    """

    severity = Severity.HINT
    level = 1
    capability = "reproducible-experiments"
    sources = (
        "https://huggingface.co/docs/transformers/main_classes/model#transformers.PreTrainedModel.from_pretrained",
        "https://platform.openai.com/docs/models",
    )
    examples = (
        Example(
            bad="""
            from transformers import AutoModel, AutoTokenizer
            name = "bert-base-uncased"
            tokenizer = AutoTokenizer.from_pretrained(name)  # expect: floating-model-version
            model = AutoModel.from_pretrained(name, revision="main")  # expect: floating-model-version
            """,
            good="""
            from transformers import AutoModel, AutoTokenizer
            tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased", revision="86b5e0934494")
            tokenizer.save_pretrained("reviews")
            again = AutoTokenizer.from_pretrained("reviews")
            mine = AutoModel.from_pretrained("./checkpoints/best")
            """,
        ),
        Example(
            bad="""
            from openai import OpenAI
            client = OpenAI()
            answer = client.chat.completions.create(model="gpt-4o", messages=[])  # expect: floating-model-version
            """,
            good="""
            from openai import OpenAI
            client = OpenAI()
            answer = client.chat.completions.create(model="gpt-4o-2024-08-06", messages=[])
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        if not notebook.imports and not notebook.star_imports:
            return
        speaks = not notebook.imports.isdisjoint(tables().modules)
        saved: frozenset[str] | None = None
        for site in notebook.calls if speaks else notebook.calls_named(_may_load):
            name = ""
            if site.name.endswith(tables().ends) and not site.name.startswith(tables().fixed):
                saved = _saved(notebook) if saved is None else saved
                name = _loaded(notebook, site, saved)
            elif site.name in tables().repositories:
                name = _on_branch(notebook, site)
            if not name and speaks:
                name = _called(notebook, site)
            if name:
                yield self._finding(site, name, project)

    def _finding(self, site: CallSite, name: str, project: Project) -> Finding:
        shown = f"`{name}`" if re.fullmatch(r"[\w./:@ -]{1,60}", name) else "This model"
        message = f"{shown} is a name that can stand for another model tomorrow: no revision or snapshot is given."
        return self.finding(message, site.cell, site.span, *pinning_fix(site, name, project))


@lru_cache(maxsize=16384)
def _may_load(name: str) -> bool:
    return name.endswith(tables().ends) or name in tables().repositories


def _loaded(notebook: Notebook, site: CallSite, saved: frozenset[str]) -> str:
    """The hub's name that a call loads without a revision; empty for none."""
    loader = next(each for each in tables().loaders if site.name.endswith(each.ends))
    value = _named(site, loader)
    if value is None or _is_pinned(notebook, site) or _is_data(notebook, site):
        return ""
    names = texts_of(notebook, site.cell, value)
    return next((each for each in names if is_hub_name(each) and each not in saved), "")


def _on_branch(notebook: Notebook, site: CallSite) -> str:
    """`torch.hub.load("owner/repository", …)` from whatever the repository's main branch holds; empty for none."""
    source, value = site.call.keyword("source"), site.argument(0, "repo_or_dir")
    if value is None or (source is not None and notebook.constant(site.cell, source) == "local"):
        return ""
    return next((each for each in texts_of(notebook, site.cell, value) if is_branch(each)), "")


def _named(site: CallSite, loader: Loader) -> Value | None:
    given = next((each for name in loader.keywords if (each := site.call.keyword(name)) is not None), None)
    return given if given is not None else site.argument(loader.position, "")


def _is_pinned(notebook: Notebook, site: CallSite) -> bool:
    for keyword in site.call.keywords:
        if keyword.name == "revision":
            return keyword.value.text not in _BRANCHES and notebook.constant(site.cell, keyword.value) not in _BRANCHES
        if keyword.name in {"", "model_kwargs"} and _holds_revision(notebook, site, keyword.value):
            return True
    return False


def _holds_revision(notebook: Notebook, site: CallSite, value: Value) -> bool:
    """True for a mapping that gives the revision, or that nobody can look into."""
    cell, mapping = site.cell, value
    if value.kind == "name":
        bound = notebook.definition(cell, value)
        if bound is None or bound.binding.value is None:
            return True
        cell, mapping = bound.cell, bound.binding.value
    if mapping.kind == "call":
        return any(keyword.name == "revision" for keyword in cell.facts.calls[mapping.call].keywords)
    return mapping.kind != "dict" or any(key.text == "revision" for key in mapping.parts[::2])


def _is_data(notebook: Notebook, site: CallSite) -> bool:
    kind = site.call.keyword("repo_type")
    return kind is not None and notebook.constant(site.cell, kind) in {"dataset", "space"}


def _saved(notebook: Notebook) -> frozenset[str]:
    """The names under which the notebook itself saves: arguments of savers, output folders."""
    found: set[str] = set()
    for site in notebook.calls_of(_SAVERS):
        if site.call.arguments:
            found.update(texts_of(notebook, site.cell, site.call.arguments[0]))
    for site in notebook.calls_with(_SAVED_BY):
        for keyword in site.call.keywords:
            if keyword.name in _SAVED_BY and not _fetches(site):
                found.update(texts_of(notebook, site.cell, keyword.value))
    return frozenset(each.removeprefix("./").rstrip("/") for each in found) | frozenset(found)


def _fetches(site: CallSite) -> bool:
    return site.name.startswith("huggingface_hub.") or site.name.endswith(tables().ends)


def _called(notebook: Notebook, site: CallSite) -> str:
    """The alias by which a call asks a hosted model; empty for none."""
    known = tables()
    if (
        site.method in known.not_calls
        or _counts(site.method)
        or site.call.function.text.startswith(("Azure", "tiktoken."))
    ):
        return ""
    for keyword in site.call.keywords:
        if keyword.name in known.keywords and (alias := _alias(notebook, site, keyword.value)):
            return alias
        if keyword.name in _BODIES and (alias := _in_mapping(notebook, site, keyword.value)):
            return alias
    if site.method in known.positional and site.call.arguments:
        return _alias(notebook, site, site.call.arguments[0])
    return ""


@lru_cache(maxsize=4096)
def _counts(method: str) -> bool:
    """True for what counts the tokens of a text, or what they cost."""
    return bool(_COUNTING.search(method))


def _alias(notebook: Notebook, site: CallSite, value: Value) -> str:
    if value.kind not in {"string", "name", "fstring", "boolean", "conditional"}:
        return ""
    cell = site.cell
    bound = notebook.definition(cell, value) if value.kind == "name" else None
    if bound is not None and bound.binding.kind == "parameter":  # what a caller gives counts at the caller
        if bound.binding.value is None:
            return ""
        cell, value = bound.cell, bound.binding.value
    return next((each for each in texts_of(notebook, cell, value) if is_alias(each)), "")


def _in_mapping(notebook: Notebook, site: CallSite, value: Value, depth: int = 0) -> str:
    """The alias under the key `model` of a request's body, or of one of the settings in it (`config_list`)."""
    cell, mapping = site.cell, value
    if value.kind == "name":
        bound = notebook.definition(cell, value)
        if bound is None or bound.binding.value is None:
            return ""
        cell, mapping = bound.cell, bound.binding.value
    if mapping.kind not in {"dict", "list", "call"} or depth > _DEPTH:
        return ""
    for key, each in _entries(cell, mapping):
        if key == "model":
            found = next((text for text in texts_of(notebook, cell, each) if is_alias(text)), "")
        else:
            found = _in_mapping(notebook, replace(site, cell=cell), each, depth + 1) if key in _NESTED else ""
        if found:
            return found
    return ""


def _entries(cell: Cell, mapping: Value) -> Iterator[tuple[str, Value]]:
    """Keys and values of `{…}` and `dict(…)`; what stands in a list, or is turned into JSON, without a key."""
    if mapping.kind == "dict":
        yield from ((key.text, each) for key, each in zip(mapping.parts[::2], mapping.parts[1::2], strict=False))
    elif mapping.kind == "list":
        yield from (("", each) for each in mapping.parts)
    else:
        call = cell.facts.calls[mapping.call]
        yield from ((keyword.name, keyword.value) for keyword in call.keywords)
        yield from (("", each) for each in call.arguments[:1] if call.function.text.endswith("dumps"))
