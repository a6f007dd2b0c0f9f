"""The test, sat until it was passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.learning import learned
from nbcoach.notebook.reach import given
from nbcoach.notebook.training import trainings
from nbcoach_checks.evaluation._row_names import RowNames, made_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.learning import Fit, Learning, Measure
    from nbcoach.notebook.model import Block, Span, Value
    from nbcoach.project import Project

_WATCHED = ("validation_data", "eval_set", "evals", "valid_sets", "eval_data")
_STOPPING = frozenset({"EarlyStopping", "early_stopping"})
_LOOPS = frozenset({"for", "comprehension"})
_SEEDS = frozenset({"random_state", "seed", "random_seed", "n_jobs", "verbose"})
_BEST = frozenset(
    {"argmax", "argmin", "idxmax", "idxmin", "nanargmax", "nanargmin", "max", "min", "nlargest", "nsmallest"}
)
_FITTING = frozenset({"fit", "train", "fit_generator"})
_ASKING = frozenset({"predict", "predict_proba", "decision_function", "score", "evaluate", "fit_predict"})
_COMPARED = frozenset({"<", ">", "<=", ">="})


class TunedOnTest(Check):
    """Chooses among models on the same test rows that it reports on.

    ## Why it matters
    Out of forty values of `k`, one fits these rows best by chance. Its score is the best of forty tries, and not what
    new rows will show; there are no rows left that could tell.

    ## What to do
    Choose on rows of their own, by cross-validation on the training part (`GridSearchCV`) or on a validation part, also
    for early stopping. Then measure the chosen model once on the test rows.
    """

    severity = Severity.WARNING
    level = 0
    capability = "standard-eval-suite"
    sources = (
        "https://scikit-learn.org/stable/modules/cross_validation.html",
        "https://hastie.su.domains/ElemStatLearn/",
    )
    examples = (
        Example(
            bad="""
            from sklearn.metrics import accuracy_score
            from sklearn.neighbors import KNeighborsClassifier
            scores = []
            for k in range(1, 40):
                knn = KNeighborsClassifier(n_neighbors=k).fit(X_train, y_train)
                scores.append(knn.score(X_test, y_test))  # expect: tuned-on-test
            chosen = KNeighborsClassifier(n_neighbors=17).fit(X_train, y_train)
            accuracy_score(y_test, chosen.predict(X_test))
            """,
            good="""
            from sklearn.metrics import accuracy_score
            from sklearn.model_selection import cross_val_score
            from sklearn.neighbors import KNeighborsClassifier
            scores = []
            for k in range(1, 40):
                scores.append(cross_val_score(KNeighborsClassifier(n_neighbors=k), X_train, y_train).mean())
            chosen = KNeighborsClassifier(n_neighbors=17).fit(X_train, y_train)
            accuracy_score(y_test, chosen.predict(X_test))
            """,
        ),
        Example(
            bad="""
            from keras.callbacks import EarlyStopping
            from keras.models import Sequential
            model = Sequential(layers)
            stop = EarlyStopping(patience=3, restore_best_weights=True)
            model.fit(X_train, y_train, validation_data=(X_test, y_test), callbacks=[stop])  # expect: tuned-on-test
            model.evaluate(X_test, y_test)
            """,
            good="""
            from keras.callbacks import EarlyStopping
            from keras.models import Sequential
            model = Sequential(layers)
            stop = EarlyStopping(patience=3, restore_best_weights=True)
            model.fit(X_train, y_train, validation_data=(X_valid, y_valid), callbacks=[stop])
            model.evaluate(X_test, y_test)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not trainings(notebook):
            return
        choices = sorted([*_stops(notebook), *_tries(notebook)], key=lambda each: (each.cell.index, each.span))
        for choice in choices:
            yield self.finding(choice.message, choice.cell, choice.span)


class _Choice(NamedTuple):
    """A place where test rows choose."""

    cell: Cell
    span: Span
    message: str


def _stops(notebook: Notebook) -> Iterator[_Choice]:
    """Trainings that the test rows bring to an end."""
    watching = [each.site for each in trainings(notebook) if _watched(each.site) is not None]
    if not watching:
        return
    learning, names = learned(notebook), RowNames(notebook)
    measures = learning.measures
    for site in watching:
        value = _watched(site)
        if value is None or not _stops_early(notebook, site):
            continue
        rows = learning.key(site.cell, value)
        if not rows or names.are_for_choosing(rows):
            continue
        if any(rows in measure.rows and measure.site.place > site.place for measure in measures):
            yield _Choice(
                site.cell, value.span, "These rows say when to stop the training, and a score is reported on them."
            )


def _watched(site: CallSite) -> Value | None:
    """The rows that a training is watched on: the last of several."""
    value = next((each.value for each in site.call.keywords if each.name in _WATCHED), None)
    while value is not None and value.kind in {"list", "tuple"} and value.parts:
        is_pair = value.kind == "tuple" and value.parts[0].kind not in {"tuple", "list"}
        value = value.parts[0] if is_pair else value.parts[-1]
    return value if value is not None and value.kind != "list" else None


def _stops_early(notebook: Notebook, site: CallSite) -> bool:
    """True for a training that ends, or keeps the weights, where the watched rows look best."""
    if site.call.keyword("early_stopping_rounds") is not None or site.name.startswith("catboost."):
        return True
    callbacks = site.call.keyword("callbacks")
    values = (site.call.function,) if callbacks is None else (site.call.function, callbacks)
    made = [notebook.site_at(place) for place in notebook.ancestry(site.cell, *values).calls]
    return any(each is not None and _is_stopping(each) for each in made)


def _is_stopping(site: CallSite) -> bool:
    if site.method in _STOPPING or site.call.keyword("early_stopping_rounds") is not None:
        monitored = site.argument(0, "monitor")
        return monitored is None or monitored.text not in {"loss", "accuracy", "acc"}
    best = site.call.keyword("save_best_only")
    return site.method == "ModelCheckpoint" and best is not None and best.text == "True"


def _tries(notebook: Notebook) -> Iterator[_Choice]:
    """Loops that fit a model per round and measure it on the test rows, where one of them is chosen then."""
    looped = [each.site for each in trainings(notebook) if each.site.method in _FITTING]
    if not any(_loop(site) is not None and _asks_in_loop(site) for site in looped):
        return
    found, names = learned(notebook), RowNames(notebook)
    told: set[int] = set()
    for measure in found.measures:
        loop = _loop(measure.site)
        if loop is None or measure.is_crossed or id(loop) in told:
            continue
        fits = [fit for fit in found.fits if fit.model in measure.models and _is_within(fit.site, measure.site, loop)]
        rows = {key for key in measure.rows - {fit.rows for fit in fits} if key and not names.are_for_choosing(key)}
        if fits and rows and _chooses(notebook, found, names, _Try(measure, loop, fits[0], rows)):
            told.add(id(loop))
            message = "These rows choose among the models of this loop, and a score is reported on them."
            yield _Choice(measure.site.cell, measure.site.span, message)


def _asks_in_loop(site: CallSite) -> bool:
    """True where the cell of a training asks a model for predictions or its score."""
    return any(call.function.text.rpartition(".")[2] in _ASKING for call in site.cell.facts.calls)


class _Try(NamedTuple):
    """A measure in a loop, the fit of the same round, and the rows that it measures on."""

    measure: Measure
    loop: Block
    fit: Fit
    rows: set[str]


def _chooses(notebook: Notebook, found: Learning, names: RowNames, tried: _Try) -> bool:
    """True where the loop goes over settings of one kind of model, of which one is made and reported on later."""
    made = made_at(notebook, tried.fit.model)
    is_own = made is not None and _is_within(made, tried.measure.site, tried.loop)
    if made is not None and is_own and _varies(notebook, made, tried.loop):
        reported = (_reports(notebook, each, tried, made.name) for each in found.measures)
        if any(reported):
            return True
    is_test = any(names.are_for_testing(key) for key in tried.rows)
    return is_test and _takes_best(notebook, tried)


def _reports(notebook: Notebook, measure: Measure, tried: _Try, name: str) -> bool:
    """True for a later measure, on the same rows, of a model of the same kind."""
    if measure.is_crossed or not measure.rows & tried.rows or measure.site.place <= tried.measure.site.place:
        return False
    if _loop(measure.site) is not None:
        return False
    makers = [made_at(notebook, model) for model in measure.models]
    return any(each is not None and each.name == name for each in makers)


def _varies(notebook: Notebook, made: CallSite, loop: Block) -> bool:
    """True for a model that is made with what the loop goes over, a seed left aside."""
    values = [*made.call.arguments, *[each.value for each in made.call.keywords if each.name not in _SEEDS]]
    for value in values:
        for name in _names(made.cell, value):
            site = notebook.definition(made.cell, name)
            if site is not None and site.cell is made.cell and loop.line <= site.binding.line <= loop.end_line:
                return True
    return False


def _names(cell: Cell, value: Value) -> Iterator[Value]:
    if value.kind == "name":
        yield value
    if value.kind == "call":
        for each in given(cell.facts.calls[value.call]):
            yield from _names(cell, each)
    for part in value.parts:
        yield from _names(cell, part)


def _takes_best(notebook: Notebook, tried: _Try) -> bool:
    """True where the best of the measured values is picked by code."""
    site = tried.measure.site
    behind = learned(notebook).behind
    for block in site.cell.facts.blocks:
        test = block.value
        is_inside = tried.loop.line <= block.line <= tried.loop.end_line
        if block.kind == "if" and is_inside and test is not None and test.kind == "compare" and test.text in _COMPARED:
            is_bound = all(part.kind in {"name", "call"} for part in test.parts)
            if is_bound and site.place in behind(site.cell, *test.parts):
                return True
    later = [each for each in notebook.calls_of(_BEST) if each.place > site.place]
    return any(site.place in behind(each.cell, each.call.function, *given(each.call)) for each in later)


def _loop(site: CallSite) -> Block | None:
    """The outermost loop around a call, inside the function that it stands in."""
    loops = []
    for block in site.cell.facts.around(site.block):
        if block.kind in {"function", "class", "lambda"}:
            break
        if block.kind in _LOOPS:
            loops.append(block)
    return loops[-1] if loops else None


def _is_within(site: CallSite, other: CallSite, loop: Block) -> bool:
    return site.cell is other.cell and any(block is loop for block in site.cell.facts.around(site.block))
