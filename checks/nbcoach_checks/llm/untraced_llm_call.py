"""Calls of a model that nobody counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.placement import insertion
from nbcoach_checks.llm._model_calls import model_calls, runs_others, tables, uses_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project


class UntracedLlmCall(Check):
    """Calls the API of a language model, and nothing records cost, latency and tokens.

    ## Why it matters
    An answer that was wrong yesterday cannot be looked at today: neither the whole prompt, nor the model that gave it,
    nor what it cost. The bill at the end of the month has no rows.

    ## What to do
    Switch tracing on once, above the first call: `mlflow.openai.autolog()` (there is one for most libraries), or
    LangSmith, Langfuse, Phoenix, Weave. It keeps each call with prompt, answer, tokens and time.
    """

    severity = Severity.HINT
    level = 1
    capability = "llm-telemetry"
    sources = (
        "https://mlflow.org/docs/latest/genai/tracing/",
        "https://opentelemetry.io/docs/specs/semconv/gen-ai/",
    )
    examples = (
        Example(
            bad="""
            from openai import OpenAI
            client = OpenAI()
            answer = client.chat.completions.create(model="gpt-4o-2024-08-06", messages=[])  # expect: untraced-llm-call
            """,
            good="""
            import mlflow
            from openai import OpenAI
            mlflow.openai.autolog()
            client = OpenAI()
            answer = client.chat.completions.create(model="gpt-4o-2024-08-06", messages=[])
            """,
        ),
        Example(
            bad="""
            import anthropic
            client = anthropic.Anthropic()
            reply = client.messages.create(model="claude", max_tokens=9, messages=[])  # expect: untraced-llm-call
            """,
            good="""
            import anthropic
            client = anthropic.Anthropic()
            reply = client.messages.create(model="claude", max_tokens=9, messages=[])
            print(reply.usage.input_tokens, reply.usage.output_tokens)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        calls = model_calls(notebook)
        if not calls or uses_any(notebook, "tracing") or runs_others(notebook) or _is_watched(notebook):
            return
        message = "Nothing records what this call asks, answers and costs: tokens, time and prompt are lost."
        yield self.finding(message, calls[0].cell, calls[0].span, *_tracing(notebook, calls[0]))


def _is_watched(notebook: Notebook) -> bool:
    """True where the environment switches tracing on, a function is traced, or the tokens used are looked at."""
    words, usage = tuple(tables()["tracing"]["words"]), frozenset(tables()["tracing"]["usage"])
    if any(magic.text.startswith(words) for _, magic in notebook.magics()):
        return True
    for cell in notebook.code:
        if any(each.text.startswith(words) or each.text in usage for each in cell.facts.strings):
            return True
        if any(
            each.text.startswith(words) or not usage.isdisjoint(each.text.split(".")[1:]) for each in cell.facts.names
        ):
            return True
    return False


def _tracing(notebook: Notebook, first: CallSite) -> tuple[Fix, ...]:
    """A cell that switches on the tracing of the library that is called, if MLflow traces it."""
    flavor = tables()["modules"].get(first.name.partition(".")[0], "")
    is_old = first.name.startswith(tuple(tables()["calls"]["old"]))
    if not flavor or is_old:
        return ()
    source = f"import mlflow\n\nmlflow.{flavor}.autolog()"
    cell = insertion(notebook, source, {}, first.cell.index)
    return (Fix(title="Trace the calls with MLflow", edits=(cell,)),)
