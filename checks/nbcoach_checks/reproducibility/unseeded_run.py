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
from nbcoach_checks.reproducibility._seeds import Seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.context import Holder
    from nbcoach.project import Project

_FRAME_NAME = regex(r"(?:^|_)(?:df|data|frame|dataset|train|test|X|y)(?:\d|_|$|s$)|df$")
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

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        seeds = Seeds(notebook)
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
        elif site.method == "sample" and _is_frame(notebook, site):
            if _left_open(site, site.call.keyword("random_state")) and not seeds.govern("numpy", site):
                yield self._parameter(
                    notebook, site, "random_state", f"`{_written(site)}` takes other rows in each run"
                )
        else:
            yield from self._stochastic(notebook, seeds, site)

    def _stochastic(self, notebook: Notebook, seeds: Seeds, site: CallSite) -> Iterator[Finding]:
        for rule in tables().rules.get(site.method, ()):
            if not _applies(rule, site) or not _left_open(site, site.call.keyword(rule.keyword)):
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
    if method in known.methods or method in known.distributions:
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


def _is_none(value: Value) -> bool:
    return value.kind == "constant" and value.text == "None"


def _applies(rule: Rule, site: CallSite) -> bool:
    """True where a rule of the tables speaks of this call."""
    root = site.name.partition(".")[0]
    if root not in rule.packages or "()." in site.name:
        return False
    if any(accepts(wanted, _keyword_text(site, keyword)) for keyword, wanted in rule.unless.items()):
        return False
    return not rule.when or any(accepts(wanted, _keyword_text(site, keyword)) for keyword, wanted in rule.when.items())


def _keyword_text(site: CallSite, keyword: str) -> str:
    value = site.call.keyword(keyword)
    return value.text or "?" if value is not None else ""


def _is_frame(notebook: Notebook, site: CallSite) -> bool:
    """True for `sample` of a data frame: by where it comes from, by its arguments, or by its usual names."""
    receiver = site.name.removesuffix(".sample")
    known = tables()
    if receiver.partition(".")[0] in known.frame_packages:
        return "()" in receiver
    if not receiver.startswith(("?", "__main__.")) and receiver != site.call.function.text.rpartition(".")[0]:
        return False
    if {keyword.name for keyword in site.call.keywords} & known.frame_arguments:
        return True
    arguments = site.call.arguments
    owner = site.call.function.text.rpartition(".")[0]
    by_count = len(arguments) <= 1 and all(each.kind in {"number", "name"} for each in arguments)
    return by_count and "pandas" in notebook.imports and bool(_FRAME_NAME.search(owner))


def _makes_a_name(notebook: Notebook, site: CallSite) -> bool:
    """True for a draw that only makes a unique name or id: of letters and digits, or inside a text."""
    for value in site.call.arguments:
        if any(notebook.resolve(site.cell, part).startswith("string.") for part in (value, *value.parts)):
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
