"""Prompts that are written where they are used."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import CellInsertion
from nbcoach.notebook.regex import regex
from nbcoach_checks.llm._model_calls import speaks, tables, wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.context import Holder
    from nbcoach.notebook.model import Binding, Call, Value
    from nbcoach.project import Project

_LINES = 4
_LONG = 200
_CALLED = regex(
    r"(?:^|_)(?:prompts?|templates?|instructions?|persona|few_?shot|system(?:_message|_msg)?)(?:\d*$|_)", re.IGNORECASE
)
_DATA = regex(r"html|css|latex|sql|query|jinja|plot|xml|email_template|path|dir|file", re.IGNORECASE)
_PASSING = frozenset({"format", "strip", "dedent", "replace", "lstrip", "rstrip", "cleandoc", "format_map"})


class InlinePrompt(Check):
    """Holds a prompt of several lines in a literal.

    ## Why it matters
    The prompt is what the model's behaviour hangs on, and it changes most often. In a literal among code nobody sees
    which wording gave which answers, a second notebook keeps a copy of its own, and only programmers can mend it.

    ## What to do
    Keep it in a registry, where each wording has a version: `mlflow.genai.register_prompt(name, template)`. Load the
    version that you mean, `mlflow.genai.load_prompt("prompts:/summary/3")`. A text file in the repository is a start.
    """

    severity = Severity.HINT
    level = 2
    capability = "prompts-versioned"
    sources = ("https://mlflow.org/docs/latest/genai/prompt-registry/",)
    examples = (
        Example(
            bad='''
            from openai import OpenAI
            PROMPT = """You are a patient teacher.  # expect: inline-prompt
            Answer in three sentences.
            Use no jargon.
            Question: {question}
            """
            ''',
            good="""
            import mlflow
            from openai import OpenAI
            prompt = mlflow.genai.load_prompt("prompts:/teacher/2")
            """,
        ),
        Example(
            bad='''
            import anthropic
            client = anthropic.Anthropic()
            client.messages.create(
                model="claude",
                system="""You read invoices.  # expect: inline-prompt

            Name the sum.
            Name the date.
            Say nothing else.""",
                messages=[],
            )
            ''',
            good='''
            import anthropic
            client = anthropic.Anthropic()
            text = """Dear Sir,
            the invoice
            is attached.
            Yours
            """
            client.messages.create(model="claude", system="Name the sum.", messages=[{"role": "user", "content": text}])
            ''',
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not speaks(notebook) or notebook.calls_named(_keeps):
            return
        for cell in notebook.code:
            told: set[int] = set()
            for text in cell.facts.strings:
                if "\n" not in text.text:
                    continue
                literal = _whole(notebook, cell, text)
                if literal.at in told or not _is_long(literal):
                    continue
                told.add(literal.at)
                if _is_prompt(notebook, cell, literal):
                    message = "This prompt stands in a literal: which wording gave which answers is kept nowhere."
                    yield self.finding(message, cell, literal.span, *_registered(notebook, cell, literal))


@lru_cache(maxsize=4096)
def _keeps(name: str) -> bool:
    return wildcards("prompts", "registries").match(name)


def _whole(notebook: Notebook, cell: Cell, text: Value) -> Value:
    """The f-string that a piece of text belongs to, else the text itself."""
    holder = notebook.context(cell).holder(text)
    node = holder.node if holder is not None and holder.role == "part" else None
    return node if getattr(node, "kind", "") == "fstring" else text  # type: ignore[return-value]


def _is_long(literal: Value) -> bool:
    """True for a text of several lines with words, that is written on several lines or goes on for long."""
    pieces = literal.parts if literal.kind == "fstring" else (literal,)
    text = "".join(each.text if each.kind == "string" else "{}" for each in pieces)
    lines = sum(1 for line in text.split("\n") if line.strip())
    return lines >= _LINES and (literal.end_line > literal.line or len(text) >= _LONG)


def _is_prompt(notebook: Notebook, cell: Cell, literal: Value) -> bool:
    """True for a text that is named as a prompt, or given where one is taken."""
    for holder in notebook.context(cell).holders(literal):
        if holder.role == "binding":
            return _is_called_so(holder.node)  # type: ignore[arg-type]
        if holder.role == "keyword":
            return holder.name in tables()["prompts"]["keywords"] and not _makes_no_prompt(holder.call)
        if holder.role == "argument":
            name = holder.call.function.text.rpartition(".")[2] if holder.call is not None else ""
            if name in tables()["prompts"]["makers"]:
                return True
            if name not in _PASSING:
                return False
        if holder.role == "part" and getattr(holder.node, "kind", "") == "dict":
            return _is_message(holder)
        if holder.role in {"statement", "block"}:
            return False
    return False


def _is_called_so(binding: Binding) -> bool:
    name = binding.name
    if binding.kind == "item" and binding.target is not None and len(binding.target.parts) > 1:
        name = binding.target.parts[1].text
    elif binding.kind == "attribute" and binding.target is not None:
        name = binding.target.text.rpartition(".")[2]
    return bool(_CALLED.search(name)) and not _DATA.search(name)


def _makes_no_prompt(call: Call | None) -> bool:
    return call is None or call.function.text.rpartition(".")[2] in {
        "Document",
        "NodeWithScore",
        "TextNode",
        "HTML",
        "Markdown",
        "render",
    }


def _is_message(holder: Holder) -> bool:
    """True for what stands behind `content` in a message to a model, except what the model itself has answered."""
    parts = holder.node.parts  # type: ignore[union-attr]
    if holder.position % 2 == 0:
        return False
    keys = {key.text: parts[2 * index + 1].text for index, key in enumerate(parts[::2])}
    key = parts[holder.position - 1].text
    return (key == "content" and keys.get("role") == "system") or bool(_CALLED.search(key))


def _registered(notebook: Notebook, cell: Cell, literal: Value) -> tuple[Fix, ...]:
    """A cell below that registers a plain text which a name at the top holds."""
    holder = notebook.context(cell).holder(literal)
    if literal.kind != "string" or holder is None or holder.role != "binding":
        return ()
    binding: Binding = holder.node  # type: ignore[assignment]
    if binding.kind != "assign" or binding.block or binding.index >= 0:
        return ()
    name = re.sub(r"[\W_]+", "-", binding.name.lower()).strip("-")
    source = f'import mlflow\n\nmlflow.genai.register_prompt(name="{name}", template={binding.name})'
    edits = (CellInsertion(cell.index, "after", source, "code", {}),)
    return (Fix(title="Register the prompt with MLflow", edits=edits),)
