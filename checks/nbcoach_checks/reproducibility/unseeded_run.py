"""Draws that give another result in each run."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Offer, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.model import Value
from nbcoach.notebook.regex import regex
from nbcoach_checks.reproducibility._networks import trainings
from nbcoach_checks.reproducibility._randomness import Rule, accepts, tables
from nbcoach_checks.reproducibility._rows import is_frame, seed_of_sample, split_of
from nbcoach_checks.reproducibility._seeds import Seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.context import Holder
    from nbcoach.project import Project

_ALPHABET = regex(r"(?i)abcdefghijklmnopqrstuvwxyz")
_FROZEN = regex(r"scipy\.stats\.\w+\(\)\.rvs")
"""A draw from a distribution whose parameters are fixed: `norm(0, 1).rvs(9)`."""
_SEEDED_BY = frozenset({"seed", "generator", "random_state", "rng"})
_TITLES = {"random": "Python", "numpy": "NumPy", "torch": "PyTorch", "tensorflow": "TensorFlow", "jax": "JAX"}


class UnseededRun(Check):
    """Draws random numbers that no seed governs.

    ## Why it matters
    Run the notebook again and the split, the weights and the score are others. Nobody can then tell whether a change
    made the model better or the dice fell well, and a result that was reported once cannot be shown a second time.

    ## What to do
    Set one seed in a cell after the imports, for each library that draws. Better still, pass it where the randomness
    is: `random_state=SEED` to estimators and splits of scikit-learn, `np.random.default_rng(SEED)` instead of NumPy's
    global functions. A seed repeats one run; to know how much the result hangs on it, run with several.
    """

    severity = Severity.WARNING
    level = 0
    capability = "reproducible-experiments"
    sources = (
        "https://scikit-learn.org/stable/common_pitfalls.html#controlling-randomness",
        "https://numpy.org/doc/stable/reference/random/index.html",
        "https://pytorch.org/docs/stable/notes/randomness.html",
        "https://keras.io/examples/keras_recipes/reproducibility_recipes/",
    )
    examples = (
        Example(
            bad="""
            import numpy as np
            noise = np.random.rand(100)  # expect: unseeded-run
            """,
            good="""
            import numpy as np
            rng = np.random.default_rng(7)
            noise = rng.random(100)
            """,
        ),
        Example(
            bad="""
            from sklearn.model_selection import train_test_split
            from sklearn.ensemble import RandomForestClassifier
            # %%
            X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)  # expect: unseeded-run
            model = RandomForestClassifier(n_estimators=300)  # expect: unseeded-run
            """,
            good="""
            from sklearn.model_selection import train_test_split
            from sklearn.ensemble import RandomForestClassifier
            # %%
            SEED = 7
            X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=SEED)
            model = RandomForestClassifier(n_estimators=300, random_state=SEED)
            """,
        ),
        Example(
            bad="""
            from tensorflow import keras
            model = keras.Sequential([keras.layers.Dense(1)])
            model.compile(loss="mse")
            model.fit(X, y, epochs=3)  # expect: unseeded-run
            """,
            good="""
            from tensorflow import keras
            keras.utils.set_random_seed(7)
            model = keras.Sequential([keras.layers.Dense(1)])
            model.compile(loss="mse")
            model.fit(X, y, epochs=3)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        seeds = Seeds(notebook, project)
        for site in notebook.calls_named(_may_draw):
            yield from self._unseeded_call(notebook, seeds, site)
        for training in trainings(notebook):
            if not seeds.govern(training.library, training.site):
                title = _TITLES[training.library]
                yield self._at(
                    training.site,
                    f"This network is trained without a seed for {title}: each run ends elsewhere.",
                    training.library,
                )

    def _unseeded_call(self, notebook: Notebook, seeds: Seeds, site: CallSite) -> Iterator[Finding]:
        known = tables()
        library = _drawn_from(notebook, site)
        if library:
            if not _has_own_seed(site) and not _makes_a_name(notebook, site) and not seeds.govern(library, site):
                message = f"`{_written(site)}` draws from {_TITLES[library]}'s global generator, which nothing seeded."
                yield self._at(site, message, library)
        elif site.name in known.generators:
            if _left_open(site, site.argument(0, known.generators[site.name])):
                yield self._generator(notebook, site)
        elif site.method == "sample" and is_frame(notebook, site):
            if _left_open(site, seed_of_sample(site)) and not seeds.govern("numpy", site):
                yield self._parameter(
                    notebook, site, "random_state", f"`{_written(site)}` takes other rows in each run"
                )
        elif split := split_of(site):
            if _left_open(site, site.argument(split.position, split.keyword)):
                yield self._parameter(
                    notebook, site, split.keyword, f"`{_written(site)}` divides the rows otherwise in each run"
                )
        else:
            yield from self._stochastic(notebook, seeds, site)

    def _stochastic(self, notebook: Notebook, seeds: Seeds, site: CallSite) -> Iterator[Finding]:
        for rule in tables().rules.get(site.method, ()):
            if not _applies(rule, site) or not _is_open(notebook, site, rule):
                continue
            if not seeds.govern(rule.fallback, site):
                yield self._parameter(notebook, site, rule.keyword, f"`{site.method}` gives another result in each run")
            return

    def _generator(self, notebook: Notebook, site: CallSite) -> Finding:
        seed = _seed_name(notebook, site) or "42"
        edit = None if site.call.arguments or site.call.keywords else _before_closing(site, seed)
        fixes = (Fix(title=f"Seed it with {seed}", edits=(edit,)),) if edit else ()
        message = f"`{_written(site)}` without a seed gives other numbers in each run."
        return self.finding(message, site.cell, site.span, *fixes)

    def _parameter(self, notebook: Notebook, site: CallSite, keyword: str, what: str) -> Finding:
        message = f"{what}: `{keyword}` is left open."
        seed = _seed_name(notebook, site) or "42"
        edit = _passing(site, keyword, seed)
        passing = (Fix(title=f"Pass {keyword}={seed}", edits=(edit,)),) if edit else ()
        return self.finding(message, site.cell, site.span, *passing, _seeding_cell("numpy"))

    def _at(self, site: CallSite, message: str, library: str) -> Finding:
        fixes = (_seeding_cell(library),) if library in {"random", "numpy", "torch", "tensorflow"} else ()
        return self.finding(message, site.cell, site.span, *fixes)


def _seeding_cell(library: str) -> Fix:
    offer = Offer("seed", {"libraries": [library]})
    return Fix(title="Insert a cell that sets the seed", offer=offer)


def _written(site: CallSite) -> str:
    return f"{site.call.function.text or site.method}()"


@lru_cache(maxsize=65_536)
def _may_draw(name: str) -> bool:
    """False for names that draw under no circumstances, which are nearly all."""
    known = tables()
    method = name.rpartition(".")[2]
    if name in known.draws or name in known.generators or name.startswith(tuple(each for each, _ in known.prefixes)):
        return True
    if method in known.methods or method in known.distributions or method in known.splits:
        return True
    root = name.partition(".")[0]
    return any(root in rule.packages for rule in known.rules.get(method, ()))


def _drawn_from(notebook: Notebook, site: CallSite) -> str:
    """The library whose global generator a call draws from, empty for none."""
    known = tables()
    library = known.draws.get(site.name)
    if library:
        return library
    for prefix, owner in known.prefixes:
        if site.name.startswith(prefix):
            drawn = site.name not in known.no_draws and not site.name.startswith(known.no_prefixes)
            return owner if drawn and "()" not in site.name else ""
    if site.method in known.methods and "torch" in notebook.imports and not site.name.startswith("torch.nn.init."):
        return "torch" if site.name.startswith("torch.") and "Generator" not in site.name else ""
    if site.method in known.distributions and site.name.startswith("torch.distributions."):
        return "torch"
    return ""


def _has_own_seed(site: CallSite) -> bool:
    return any(keyword.name in _SEEDED_BY and not _is_none(keyword.value) for keyword in site.call.keywords)


def _left_open(site: CallSite, seed: Value | None) -> bool:
    """True where the seed parameter is surely left out or None."""
    return _is_none(seed) if seed is not None else not site.call.is_open


def _is_open(notebook: Notebook, site: CallSite, rule: Rule) -> bool:
    """True where the seed parameter of an estimator is surely left out or None, also in a mapping that it is given."""
    seed = site.argument(rule.positions.get(rule.keyword, -1), rule.keyword)
    if seed is not None or not site.call.is_open:
        return _left_open(site, seed)
    mappings = [each.value for each in site.call.keywords if not each.name]
    positional = any(each.kind == "starred" for each in site.call.arguments)
    return not positional and all(_lacks(notebook, site.cell, each, rule.keyword) for each in mappings)


def _lacks(notebook: Notebook, cell: Cell, mapping: Value, keyword: str) -> bool:
    """True for a mapping that is written out, without a key, and never added to."""
    if mapping.kind == "name":
        bound = notebook.only_assignment(mapping.text)
        stored = notebook.bindings_of(mapping.text)
        if bound is None or bound.binding.value is None or len(stored) > 1 or bound.binding.index >= 0:
            return False
        if any(each.value.text == f"{mapping.text}.update" for each in notebook.uses_of(mapping.text)):
            return False
        cell, mapping = bound.cell, bound.binding.value
    if mapping.kind == "dict":
        keys = mapping.parts[::2]
        return all(each.kind == "string" for each in keys) and all(each.text != keyword for each in keys)
    if mapping.kind != "call":
        return False
    call = cell.facts.calls[mapping.call]
    return (
        call.function.text == "dict" and not call.arguments and all(e.name not in {"", keyword} for e in call.keywords)
    )


def _is_none(value: Value) -> bool:
    return value.kind == "constant" and value.text == "None"


def _applies(rule: Rule, site: CallSite) -> bool:
    """True where a rule of the tables speaks of this call."""
    root = site.name.partition(".")[0]
    if root not in rule.packages or ("()." in site.name and not _FROZEN.fullmatch(site.name)):
        return False
    if any(accepts(wanted, _keyword_text(rule, site, keyword)) for keyword, wanted in rule.unless.items()):
        return False
    when = rule.when.items()
    return not when or any(accepts(wanted, _keyword_text(rule, site, keyword)) for keyword, wanted in when)


def _keyword_text(rule: Rule, site: CallSite, keyword: str) -> str:
    value = site.argument(rule.positions.get(keyword, -1), keyword)
    return value.text or "?" if value is not None else ""


def _makes_a_name(notebook: Notebook, site: CallSite) -> bool:
    """True for a draw that only makes a unique name or id: of letters and digits, or inside a text."""
    for value in site.call.arguments:
        parts = (value, *value.parts)
        if any(
            notebook.resolve(site.cell, part).startswith("string.") or _ALPHABET.search(part.text) for part in parts
        ):
            return True
    if not site.name.startswith("random."):
        return False
    holders = list(notebook.context(site.cell).holders(site.call))[:3]
    return any(_is_text(holder) for holder in holders)


def _is_text(holder: Holder) -> bool:
    if holder.role == "part":
        return isinstance(holder.node, Value) and holder.node.kind == "fstring"
    return holder.role == "argument" and holder.call is not None and holder.call.function.text in {"str", "hex"}


def _seed_name(notebook: Notebook, site: CallSite) -> str:
    """A constant that the notebook keeps its seed in, bound before the call."""
    for name in ("SEED", "RANDOM_STATE", "RANDOM_SEED", "seed", "random_state", "random_seed"):
        bound = notebook.only_assignment(name)
        if bound and bound.place < site.place and bound.binding.value and bound.binding.value.kind == "number":
            return name
    return ""


def _passing(site: CallSite, keyword: str, seed: str) -> TextEdit | None:
    """Writes the seed parameter: in place of a given None, else before the closing bracket."""
    given = site.call.keyword(keyword)
    if given is not None:
        return TextEdit(site.cell.index, *given.span, old="None", new=seed)
    return _before_closing(site, f"{keyword}={seed}")


def _before_closing(site: CallSite, argument: str) -> TextEdit | None:
    """Adds an argument behind those that a call has; None where the bracket is not where the reader saw it."""
    lines = site.cell.source.split("\n")
    line, column = site.call.end_line, site.call.end_column - 1
    if lines[line - 1][column : column + 1] != ")":
        return None
    before = "\n".join([*lines[: line - 1], lines[line - 1][:column]]).rstrip()
    comma = "" if before.endswith(("(", ",")) else ", "
    space = " " if before.endswith(",") and lines[line - 1][:column].strip() else ""
    return TextEdit(site.cell.index, line, column, line, column, old="", new=f"{comma}{space}{argument}")
