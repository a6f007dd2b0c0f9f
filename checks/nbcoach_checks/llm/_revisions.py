"""A model of a hub pinned to the commit that lies in the local cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Fix
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.model import Span
from nbcoach.notebook.regex import regex
from nbcoach.notebook.text_edits import text_at

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite
    from nbcoach.project import Project

_CLOSING = regex(r"\s*,?\s*\)")
_TAKES_REVISION = (".from_pretrained", "transformers.pipeline", "huggingface_hub.snapshot_download",
                   "huggingface_hub.hf_hub_download", "sentence_transformers.SentenceTransformer")  # fmt: skip


def pinning_fix(site: CallSite, name: str, project: Project) -> tuple[Fix, ...]:
    """The fix for a call that takes a revision, of a model whose commit is known here; none for others."""
    if not site.name.endswith(_TAKES_REVISION) or site.call.is_open:
        return ()
    commit = project.hub_commit(name)
    edit = _edit(site, commit) if commit else None
    return (Fix("Pin the revision that you have", edits=(edit,)),) if edit else ()


def _edit(site: CallSite, commit: str) -> TextEdit | None:
    """The revision in the place of the one that is given, or behind the last argument."""
    given = site.call.keyword("revision")
    if given is not None:
        return TextEdit(site.cell.index, *given.span, text_at(site.cell.source, given.span), f'"{commit}"')
    values = [*site.call.arguments, *(keyword.value for keyword in site.call.keywords)]
    last = max(values, key=lambda value: (value.end_line, value.end_column), default=None)
    if last is None:
        return None
    place = (last.end_line, last.end_column)
    behind = text_at(site.cell.source, Span(*place, site.span.end_line, site.span.end_column))
    if not _CLOSING.fullmatch(behind):
        return None
    return TextEdit(site.cell.index, *place, *place, "", f', revision="{commit}"')
