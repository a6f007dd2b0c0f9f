"""Web apps that live in a kernel."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.callers import Spot, runs
from nbcoach.notebook.guards import is_parameter_test
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.shell import Command
    from nbcoach.project import Project

_LOOKING = frozenset({"version", "update", "authtoken", "config"})
"""What `ngrok` and its like do without opening a tunnel."""


class InNotebookServer(Check):
    """Starts a web app, an API or a tunnel in a cell.

    ## Why it matters
    The cell does not end while the server runs, or the server ends with the kernel: an unattended run hangs, and what
    people use is gone when a laptop closes. A tunnel opens the kernel's machine to everybody who learns the address.

    ## What to do
    Write the app into a file of its own, `app.py`, let the notebook save the model, and start the app where services
    run, from an image with the model's version in it. `mlflow models serve` does it without code.
    """

    severity = Severity.HINT
    level = 2
    capability = "deployment-process"
    sources = (
        "https://flask.palletsprojects.com/en/stable/deploying/",
        "https://mlflow.org/docs/latest/ml/deployment/",
    )
    examples = (
        Example(
            bad="""
            from flask import Flask
            app = Flask(__name__)

            @app.route("/")
            def home():
                return "ok"

            app.run(port=5000)  # expect: in-notebook-server
            """,
            good="""
            %%writefile app.py
            from flask import Flask
            app = Flask(__name__)
            app.run(port=5000)
            """,
        ),
        Example(
            bad="""
            import gradio as gr
            with gr.Blocks() as demo:
                gr.Textbox()
            demo.launch(share=True)  # expect: in-notebook-server
            # %%
            !streamlit run app.py &  # expect: in-notebook-server
            """,
            good="""
            import mlflow
            mlflow.sklearn.save_model(model, "model")
            !streamlit --version
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for site in notebook.calls_of(_table().methods):
            if _starts(site.name) and _runs_here(notebook, site):
                yield self.finding(_message(site.call.function.text or site.method), site.cell, site.span)
        told = None
        for command in notebook.commands:
            place = (command.cell.index, command.span)
            if place != told and _serves(command):
                told = place
                yield self.finding(_message(command.program), command.cell, command.span)


def _message(name: str) -> str:
    return f"`{name}` serves from this kernel: an unattended run hangs there, or takes it down when it ends."


@lru_cache(maxsize=4096)
def _starts(name: str) -> bool:
    return _table().calls.match(name)


def _runs_here(notebook: Notebook, site: CallSite) -> bool:
    """True where a run of the notebook comes by, unless a switch decides."""
    if is_parameter_test(notebook, site.cell, site.block):
        return False
    return bool(runs(notebook, Spot(site.cell, site.call.at, site.block)))


def _serves(command: Command) -> bool:
    table = _table()
    if command.has("--version", "--help", "-h") or not _LOOKING.isdisjoint(command.plain[:1]):
        return False
    if command.program in table.programs:
        return bool(command.arguments) or command.program in {"voila", "tritonserver"}
    wanted = table.commands.get(command.program, ())
    first = command.plain[:1] if command.program != "python" else _module(command)
    if any(each in wanted or (each.endswith(".py") and "*.py" in wanted) for each in first):
        return True
    return command.plain[:2] == ("models", "serve") and command.program == "mlflow"


def _module(command: Command) -> tuple[str, ...]:
    """What `python -m` runs, up to its second name; or the file that it is given."""
    if "-m" in command.arguments:
        behind = command.arguments[command.arguments.index("-m") + 1 :][:1]
        return tuple(".".join(each.split(".")[:2]) for each in behind)
    serves = command.plain[1:2] == ("runserver",)
    return command.plain[:1] if serves else ()


class _Table(NamedTuple):
    calls: Wildcards
    methods: frozenset[str]
    programs: frozenset[str]
    commands: dict[str, tuple[str, ...]]


@cache
def _table() -> _Table:
    raw = read_table(__file__, "servers.toml")
    commands = {name: tuple(words) for name, words in raw["commands"].items()}
    return _Table(Wildcards(raw["calls"]), frozenset(raw["methods"]), frozenset(raw["programs"]), commands)
