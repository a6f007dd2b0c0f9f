"""Networks that are measured as if they were still learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.learning import Learning
from nbcoach.notebook.model import Binding, Statement
from nbcoach.notebook.reach import given
from nbcoach.notebook.regex import regex
from nbcoach_checks.evaluation._row_names import made_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_UNGRADED = ("torch.no_grad", "torch.inference_mode", "torch.autograd.no_grad", "torch.set_grad_enabled")
_LIBRARIES = frozenset(
    {"pytorch_lightning", "lightning", "fastai", "ignite", "skorch", "transformers", "accelerate", "catalyst", "d2l"}
    | {"tensorflow", "keras", "jax", "flax", "mxnet", "paddle", "torchbearer", "poutyne", "composer", "monai"}
)
"""Libraries that switch modes themselves, or whose networks know no modes of Torch."""
_MODAL = regex(
    r"^torch\.nn\.(?:\w*Dropout\w*|\w*BatchNorm\w*|InstanceNorm\w*|TransformerEncoder\w*|Transformer\w*|RReLU)$"
)
_PRETRAINED = regex(
    r"^(?:torchvision\.models\.|timm\.create_model|torch\.hub\.load|efficientnet_pytorch\.|segmentation_models_pytorch\.)"
)
_DROPPED = "torch.nn.functional.dropout"
_LOOPS = frozenset({"for", "while"})


class MissingEvalMode(Check):
    """Measures a Torch network that is still in training mode.

    ## Why it matters
    In training mode dropout switches neurons off at random, and batch norm takes its statistics from the batch that it
    happens to see: the score is another one in each run, and mostly worse than the model is. Without `no_grad` every
    prediction keeps its graph as well, and memory runs out.

    ## What to do
    `model.eval()` before the measure, the predictions inside `with torch.no_grad():`, and `model.train()` before the
    training goes on.
    """

    severity = Severity.HINT
    level = 0
    capability = "standard-eval-suite"
    sources = (
        "https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.eval",
        "https://docs.pytorch.org/docs/stable/notes/autograd.html#evaluation-mode-nn-module-eval",
    )
    examples = (
        Example(
            bad="""
            import torch
            from torch import nn
            net = nn.Sequential(nn.Linear(8, 32), nn.Dropout(0.5), nn.Linear(32, 3))
            train(net, batches)
            predicted = net(X_test).argmax(dim=1)  # expect: missing-eval-mode
            print((predicted == y_test).float().mean())
            """,
            good="""
            import torch
            from torch import nn
            net = nn.Sequential(nn.Linear(8, 32), nn.Dropout(0.5), nn.Linear(32, 3))
            train(net, batches)
            net.eval()
            with torch.no_grad():
                predicted = net(X_test).argmax(dim=1)
            print((predicted == y_test).float().mean())
            """,
        ),
        Example(
            bad="""
            import torch
            from sklearn.metrics import accuracy_score
            net = torch.nn.Sequential(torch.nn.Linear(8, 32), torch.nn.BatchNorm1d(32), torch.nn.Linear(32, 3))
            with torch.no_grad():
                predicted = net(X_test).argmax(dim=1)  # expect: missing-eval-mode
            accuracy_score(y_test, predicted)
            """,
            good="""
            import torch
            from sklearn.metrics import accuracy_score
            net = torch.nn.Sequential(torch.nn.Linear(8, 32), torch.nn.Linear(32, 3))
            with torch.no_grad():
                predicted = net(X_test).argmax(dim=1)
            accuracy_score(y_test, predicted)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if "torch" not in notebook.imports or notebook.imports & _LIBRARIES or _switches(notebook):
            return
        learning, told = Learning(notebook), set()
        for measure in learning.measures:
            for site in learning.predictions_of(measure):
                why = _why(notebook, learning, site) if site.place not in told and learning.is_network(site) else ""
                told.add(site.place)
                if why and not _is_of_training(site):
                    message = f"`{site.call.function.text}` is measured in training mode: {why}."
                    yield self.finding(message, site.cell, site.span, *_fixes(notebook, site))


def _switches(notebook: Notebook) -> bool:
    """True where a network is ever switched to evaluation."""
    for site in notebook.calls_of(frozenset({"eval", "train"})):
        mode = site.argument(0, "mode")
        is_off = mode is not None and mode.text == "False" if site.method == "train" else mode is None
        if is_off and (site.call.function.kind == "attribute" or "." in site.call.function.text):
            return True
    return False


def _why(notebook: Notebook, learning: Learning, site: CallSite) -> str:
    """What goes wrong; empty for a network that is the same in both modes, and is asked without gradients."""
    made = made_at(notebook, learning.owner(site))
    known = made if made is not None and made.name == "torch.nn.Sequential" else None
    names = notebook.ancestry(known.cell, *given(known.call)).names if known else {each.name for each in notebook.calls}
    if any(_MODAL.match(name) or _PRETRAINED.match(name) or name == _DROPPED for name in names):
        return "dropout and batch norm work as in training"
    return "" if _is_ungraded(notebook, site) else "each prediction keeps its graph, without `eval()` and `no_grad()`"


def _is_ungraded(notebook: Notebook, site: CallSite) -> bool:
    """True inside `with torch.no_grad():`, and in a function where one of the notebook is decorated so."""
    for block in site.cell.facts.around(site.block):
        if block.kind == "with" and block.value is not None:
            name = notebook.resolve(site.cell, block.value)
            if name.startswith(_UNGRADED):
                return True
    held = notebook.calls_to(*_UNGRADED) if site.cell.facts.runs_later(site.block) else ()
    return any(not _opens_block(each) for each in held)


def _opens_block(site: CallSite) -> bool:
    """True for the call in `with torch.no_grad():`."""
    values = [block.value for block in site.cell.facts.blocks if block.kind == "with" and block.value is not None]
    return any(value.kind == "call" and site.cell.facts.calls[value.call] is site.call for value in values)


def _is_of_training(site: CallSite) -> bool:
    """True for a prediction that the network learns from: a step follows in the same loop, or right below."""
    facts = site.cell.facts
    loop = next((block for block in facts.around(site.block) if block.kind in _LOOPS), None)
    first, last = (
        (loop.line, loop.end_line) if loop else (site.call.line, facts.blocks[facts.scope(site.block)].end_line)
    )
    steps = [call for call in facts.calls if call.function.text.endswith(".backward")]
    return any(
        first <= call.line <= last for call in steps if loop or facts.scope(call.block) == facts.scope(site.block)
    )


def _fixes(notebook: Notebook, site: CallSite) -> tuple[Fix, ...]:
    """To switch the mode above the statement, where no training follows in the cell."""
    facts = site.cell.facts
    is_plain = site.call.function.kind == "name" and "." not in site.call.function.text
    if (
        not is_plain
        or facts.runs_later(site.block)
        or any(call.function.text.endswith("backward") for call in facts.calls)
    ):
        return ()
    line = _statement(notebook, site)
    if line is None:
        return ()
    edit = TextEdit(site.cell.index, line, 0, line, 0, old="", new=f"{site.call.function.text}.eval()\n")
    return (Fix(title=f"Switch {site.call.function.text} to evaluation first", edits=(edit,)),)


def _statement(notebook: Notebook, site: CallSite) -> int | None:
    """The line where the statement of the cell begins that a call stands in; None where it is not known."""
    around = [block for block in site.cell.facts.around(site.block) if block.kind != "comprehension"]
    if around:
        return around[-1].line
    node = next(
        (
            each.node
            for each in notebook.context(site.cell).holders(site.call)
            if isinstance(each.node, Binding | Statement)
        ),
        None,
    )
    return node.line if node is not None and site.cell.facts.scope(site.block) == 0 else None
