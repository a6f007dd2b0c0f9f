"""Answers that nobody checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach_checks.llm._model_calls import model_calls, runs_others, tables, uses_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project


class UnevaluatedLlm(Check):
    """Uses what a language model answers, and holds it against no set of questions with known answers.

    Off by default: most notebooks that call a model try it out, and a set of questions is the next step, not a fault.

    ## Why it matters
    A prompt that reads better may answer worse. Without a set of questions each change is judged by the two answers
    that happen to stand below the cell.

    ## What to do
    Write down twenty questions with what a good answer holds, and let `mlflow.genai.evaluate` (or Ragas, DeepEval)
    score each change of prompt or model against them.
    """

    severity = Severity.HINT
    level = 2
    capability = "llm-evals-on-release"
    default = False
    sources = ("https://mlflow.org/docs/latest/genai/eval-monitor/",)
    examples = (
        Example(
            bad="""
            from openai import OpenAI
            client = OpenAI()
            answer = client.chat.completions.create(model="gpt-4o-2024-08-06", messages=[])  # expect: unevaluated-llm
            """,
            good="""
            import mlflow
            from openai import OpenAI
            client = OpenAI()
            answer = client.chat.completions.create(model="gpt-4o-2024-08-06", messages=[])
            mlflow.genai.evaluate(data=questions, scorers=[mlflow.genai.scorers.Correctness()])
            """,
        ),
        Example(
            bad="""
            import litellm
            reply = litellm.completion(model="gpt-4o", messages=[])  # expect: unevaluated-llm
            """,
            good="""
            import litellm
            reply = litellm.completion(model="gpt-4o", messages=[])
            correct = reply.choices[0].message.content == "Paris"
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        calls = model_calls(notebook)
        if not calls or uses_any(notebook, "evaluating") or runs_others(notebook) or _is_checked(notebook):
            return
        message = "Nothing here says how good these answers are: there is no set of questions with known answers."
        yield self.finding(message, calls[0].cell, calls[0].span)


def _is_checked(notebook: Notebook) -> bool:
    """True where an assertion, or a name, speaks of answers that are right or wrong."""
    words = tables()["evaluating"]["words"]
    names = {site.binding.name.lower() for site in notebook.bindings}
    return any(each in name for name in names for each in words)
