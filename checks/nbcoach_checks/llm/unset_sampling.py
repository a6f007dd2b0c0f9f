"""Answers that are drawn anew each time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.changes import with_argument
from nbcoach.notebook.reach import Reach, given
from nbcoach_checks.llm._model_calls import speaks, tables, wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Place, Value
    from nbcoach.project import Project

_GENERATE = frozenset({"generate"})
_MADE, _MOVED = "_pretrained()", ".to()"
_FRAMES = ("pandas.", "polars.")


class UnsetSampling(Check):
    """Stores or compares what a generative model answers, and leaves temperature or seed to chance.

    ## Why it matters
    The provider's default draws: the same prompt gives another answer on the next run, and may do so differently when
    the provider changes the default. A table of such answers cannot be made again, and a score of them moves by itself.

    ## What to do
    Say how it is drawn: `temperature=0` where the answer is data, a `seed` where the service takes one,
    `torch.manual_seed(1)` or `generator=` before a local model samples.
    """

    severity = Severity.HINT
    level = 1
    capability = "reproducible-experiments"
    sources = (
        "https://platform.openai.com/docs/api-reference/chat/create",
        "https://huggingface.co/docs/transformers/main_classes/text_generation",
        "https://huggingface.co/docs/diffusers/using-diffusers/reusing_seeds",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            from openai import OpenAI
            client = OpenAI()
            table = pd.read_csv("reviews.csv")

            def label(text):
                reply = client.chat.completions.create(model="gpt-4o", messages=[text])  # expect: unset-sampling
                return reply.choices[0].message.content

            table["label"] = table["text"].apply(label)
            table.to_csv("labelled.csv")
            """,
            good="""
            import pandas as pd
            from openai import OpenAI
            client = OpenAI()
            table = pd.read_csv("reviews.csv")

            def label(text):
                reply = client.chat.completions.create(model="gpt-4o", messages=[text], temperature=0)
                return reply.choices[0].message.content

            table["label"] = table["text"].apply(label)
            table.to_csv("labelled.csv")
            """,
        ),
        Example(
            bad="""
            from transformers import AutoModelForCausalLM
            model = AutoModelForCausalLM.from_pretrained("gpt2")
            tokens = model.generate(inputs, do_sample=True)  # expect: unset-sampling
            with open("story.txt", "w") as file:
                file.write(tokenizer.decode(tokens[0]))
            """,
            good="""
            from transformers import AutoModelForCausalLM, set_seed
            model = AutoModelForCausalLM.from_pretrained("gpt2")
            set_seed(1)
            tokens = model.generate(inputs, do_sample=True)
            with open("story.txt", "w") as file:
                file.write(tokenizer.decode(tokens[0]))
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        drawn = [*_asked(notebook), *_generated(notebook)]
        kept = _kept(notebook, drawn) if drawn else frozenset()
        for site in sorted(drawn, key=lambda each: each.place):
            if site.place in kept:
                message = "What this model answers is kept or compared, and how it is drawn is left to chance."
                yield self.finding(message, site.cell, site.span, *_steady(site))


@lru_cache(maxsize=4096)
def _draws(name: str) -> bool:
    return wildcards("sampling", "calls").match(name) or wildcards("sampling", "generate").match(name)


@lru_cache(maxsize=4096)
def _seeds(name: str) -> bool:
    return wildcards("sampling", "seeds").match(name)


def _asked(notebook: Notebook) -> Iterator[CallSite]:
    """The calls of a service that say nothing of how it draws."""
    for site in notebook.calls_named(_draws) if speaks(notebook) else ():
        settings = tables()["sampling"]["keywords"]
        is_set = site.call.is_open or any(each.name in settings for each in site.call.keywords)
        if is_set or _takes_none(notebook, site) or _is_set_by_model(notebook, site):
            continue
        yield site


def _takes_none(notebook: Notebook, site: CallSite) -> bool:
    """True for a model that reasons first, and takes no temperature."""
    model = site.call.keyword("model")
    name = notebook.text_of(site.cell, model) if model is not None else ""
    return name.rpartition("/")[2].startswith(tuple(tables()["sampling"]["reasoning"]))


def _is_set_by_model(notebook: Notebook, site: CallSite) -> bool:
    """True where `GenerativeModel(…, generation_config=…)` says it for all its answers."""
    if not wildcards("sampling", "generate").match(site.name):
        return False
    makers = notebook.calls_of(frozenset({"GenerativeModel"}))
    return any(each.call.keyword("generation_config") is not None or each.call.is_open for each in makers)


def _generated(notebook: Notebook) -> Iterator[CallSite]:
    """The samples of a local model, where nothing is seeded."""
    generating = notebook.calls_of(_GENERATE)
    if not (generating or "diffusers" in notebook.imports) or notebook.calls_named(_seeds):
        return
    for site in generating:
        sample = site.call.keyword("do_sample")
        if sample is not None and notebook.constant(site.cell, sample) is True:
            yield site
    for site in notebook.calls_named(_paints) if "diffusers" in notebook.imports else ():
        if site.call.keyword("generator") is None and not site.call.is_open:
            yield site


@lru_cache(maxsize=4096)
def _paints(name: str) -> bool:
    """True where a pipeline of Diffusers is called itself."""
    return name.startswith("diffusers.") and ".from_" in name and name.endswith((_MADE, _MOVED))


def _kept(notebook: Notebook, drawn: list[CallSite]) -> frozenset[Place]:
    """The places of those calls whose answers are stored or compared."""
    calls = {id(site.call): site.place for site in drawn}
    applied = _applied(notebook, drawn)

    def marks(cell: Cell, value: Value) -> bool:
        return value.kind == "call" and (id(cell.facts.calls[value.call]) in calls or (cell.index, value.at) in applied)

    reach = Reach(notebook, marks)
    found: set[Place] = set()
    for cell, values in _sinks(notebook):
        for place in reach.behind(cell, *values):
            found.add(applied.get(place, place))
    return frozenset(found)


def _applied(notebook: Notebook, drawn: list[CallSite]) -> dict[tuple[int, int], Place]:
    """`table["text"].apply(label)`, where the function `label` asks the model: the call's place, and whom it asks."""
    asking = {name: site.place for site in drawn for name in _functions(site)}
    found: dict[tuple[int, int], Place] = {}
    for site in notebook.calls_of(frozenset(tables()["sampling"]["applying"])) if asking else ():
        for value in given(site.call):
            for name in _named(site.cell, value) & asking.keys():
                found[site.cell.index, site.call.at] = asking[name]
    return found


def _named(cell: Cell, value: Value) -> set[str]:
    """The function that a name stands for, or those that a lambda may call."""
    if value.kind == "lambda":
        return {each.text for each in cell.facts.names if _inside(each, value)}
    return {value.text} if value.kind == "name" else set()


def _inside(name: Value, outer: Value) -> bool:
    start, end = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return start <= (name.line, name.column) < end


def _functions(site: CallSite) -> Iterator[str]:
    for block in site.cell.facts.around(site.block):
        if block.kind == "function":
            yield block.text


def _sinks(notebook: Notebook) -> Iterator[tuple[Cell, tuple[Value, ...]]]:
    """What is written to files and tables, stored into frames, scored or asserted."""
    sampling = tables()["sampling"]
    for site in notebook.calls_of(frozenset([*sampling["storing"], *sampling["comparing"]])):
        if "." in site.name:
            yield site.cell, (site.call.function, *given(site.call))
    for bound in notebook.bindings:
        target, value = bound.binding.target, bound.binding.value
        if bound.binding.kind != "item" or value is None or target is None or not target.parts:
            continue
        if notebook.resolve(bound.cell, target.parts[0]).startswith(_FRAMES):
            yield bound.cell, (value,)
    for cell in notebook.code:
        for statement in cell.facts.statements:
            if statement.kind == "assert" and statement.value is not None and statement.value.kind == "compare":
                yield cell, statement.value.parts


def _steady(site: CallSite) -> tuple[Fix, ...]:
    """`temperature=0` for a service that takes it by that name."""
    if not wildcards("sampling", "calls").match(site.name):
        return ()
    edit = with_argument(site, "temperature=0")
    return (Fix(title="Set the temperature to 0", edits=(edit,)),) if edit else ()
