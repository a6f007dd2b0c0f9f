"""Runs the steps of this pipeline with papermill, one after the other. Needs papermill alone; no nbcoach.

    python run.py                                  all steps, with the values of params.yaml
    python run.py -p alpha=0.2 --data-dir DIR      another value, another folder to run in
    python run.py --step load --to runs/other      one step, for tools that schedule steps themselves

The executed notebooks are left in `runs/latest`. Exit code 1: a step failed; 2: a value or the data is wrong.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import hashlib
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Dict, List

import yaml

Values = Dict[str, Any]

HERE = Path(__file__).resolve().parent


class WrongInputError(Exception):
    """A value, a file or a name that a person can put right."""


class Pipeline:
    """The files that say what there is to run; `folder` is the pipeline's."""

    def __init__(self, folder: Path = HERE) -> None:
        self.folder = folder
        self.manifest = read_yaml(folder / "pipeline.yaml")
        self.schemas = self.manifest.get("parameters") or {}
        self.steps = {step["name"]: folder / step["notebook"] for step in self.manifest["steps"]}
        lock = folder / "data.lock"
        self.data = (read_yaml(lock).get("files") or []) if lock.exists() else []

    def values(self, given: Values) -> Values:
        """The value of every parameter, checked: what is given, else params.yaml, else the schema's default."""
        file = self.folder / "params.yaml"
        defaults = (read_yaml(file) or {}) if file.exists() else {}
        for name in [*given, *defaults]:
            if name not in self.schemas:
                near = difflib.get_close_matches(name, self.schemas, 1)
                raise WrongInputError(f"Parameter {name} is unknown." + (f" Did you mean {near[0]}?" if near else ""))
        values = {name: schema["default"] for name, schema in self.schemas.items() if "default" in schema}
        values.update({name: as_json(value) for name, value in defaults.items()})
        values.update({name: parsed(text, self.schemas[name]) for name, text in given.items()})
        self.check(values)
        return values

    def check(self, values: Values) -> None:
        """Holds every value against its schema."""
        from jsonschema import Draft202012Validator  # comes with papermill

        for name, schema in self.schemas.items():
            if name not in values:
                raise WrongInputError(f"Parameter {name} has no default: give one with -p {name}=VALUE.")
            fault = next(iter(Draft202012Validator(schema).iter_errors(values[name])), None)
            if fault:
                raise WrongInputError(f"Parameter {name}: {fault.message}.")

    def directory(self, given: str, spare: Path) -> Path:
        """Where the steps run: as given, else where the notebook ran, else a new folder if it read no file."""
        folder = Path(given).resolve() if given else (self.folder / self.manifest.get("directory", ".")).resolve()
        if folder.is_dir():
            return folder
        if given or self.data:
            raise WrongInputError(
                f"The folder to run in, {folder}, is not there. Name it: --data-dir DIR (make DATA_DIR=DIR)."
            )
        spare.mkdir(parents=True, exist_ok=True)
        return spare

    def check_data(self, directory: Path, values: Values) -> None:
        """Compares the files that the notebook read with data.lock, but for those in whose place another is given."""
        unread = [
            schema.get("default") for name, schema in self.schemas.items() if values[name] != schema.get("default")
        ]
        locked = [each for each in self.data if each["path"] not in unread]
        changed = [each["path"] for each in locked if not is_as_locked(directory / each["path"], each)]
        missing = [path for path in changed if not (directory / path).is_file()]
        if missing:
            raise WrongInputError(f"Data is missing below {directory}: {', '.join(missing)}.")
        if changed:
            raise WrongInputError(
                f"Data is not what data.lock says: {', '.join(changed)}. Run it all the same: --accept-data."
            )


class Place:
    """Where a run happens: the kernel, its working directory, the folder of its results and the one of its state."""

    def __init__(self, directory: Path, to: Path, state: Path, kernel: str, *, own_modules: bool = False) -> None:
        self.directory = directory
        self.own_modules = own_modules
        self.to = to
        self.state = state
        self.kernel = kernel


def execute(pipeline: Pipeline, notebook: Path, values: Values, place: Place) -> Path:
    """Executes one step; the notebook is written even if it fails, and the failure is raised."""
    import papermill

    place.to.mkdir(parents=True, exist_ok=True)
    place.state.mkdir(parents=True, exist_ok=True)
    os.environ.update(PIPELINE_DIR=str(pipeline.folder), PIPELINE_STATE=str(place.state))
    modules = pipeline.folder / "modules"
    if modules.is_dir() and (place.own_modules or not is_beside(modules, place.directory)):
        paths = [str(modules), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
        os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(path for path in paths if path))
    output = place.to / notebook.name
    papermill.execute_notebook(
        str(notebook).replace("{", "{{").replace("}", "}}"),
        str(output).replace("{", "{{").replace("}", "}}"),
        parameters={name: values[name] for name in taken(notebook) if name in values},
        kernel_name=place.kernel,
        cwd=str(place.directory),
        progress_bar=False,
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
    )
    return output


def is_beside(modules: Path, directory: Path) -> bool:
    """True where every module that was copied lies in the folder in which the steps run, too."""
    return all((directory / each.name).exists() for each in modules.iterdir() if each.name != "__pycache__")


def kernel_of(pipeline: Pipeline, given: str = "") -> str:
    """The kernel: as given, else the one of this environment for Python, else the notebook's own."""
    own = pipeline.manifest["kernel"]
    return given or ("python3" if own.get("language", "python") == "python" else own["name"])


def taken(notebook: Path) -> List[str]:
    """The parameters that a step takes: the names that its cell tagged `parameters` binds."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            return bound("".join(cell["source"]))
    return []


def bound(source: str) -> List[str]:
    """The names that assignments at the top level of a cell bind."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return re.findall(r"^(\w+)\s*(?::[^=\n]+)?=(?!=)", source, re.MULTILINE)
    targets = [target for node in body for target in getattr(node, "targets", [getattr(node, "target", None)])]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def parsed(text: str, schema: Values) -> Any:
    """Reads a text as its schema wants it: `007` stays text for a string, and is 7 for an integer."""
    kinds = schema.get("type", [])
    if kinds == "string":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return as_json(yaml.safe_load(text))


def as_json(value: Any) -> Any:
    """YAML reads a date where JSON has text, and `1e-5` as text where it is a number."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    is_number = isinstance(value, str) and re.fullmatch(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+", value)
    return float(value) if is_number else value


def is_as_locked(path: Path, entry: Values) -> bool:
    """True for a file of the size and the SHA-256 that are locked."""
    if not path.is_file() or path.stat().st_size != entry["size"]:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest() == str(entry["sha256"])


def read_yaml(path: Path) -> Values:
    """The content of a YAML file."""
    try:
        found: Values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise WrongInputError(f"{path} cannot be read: {' '.join(str(error).split())}.") from None
    return found


def arguments() -> argparse.ArgumentParser:
    """What this script understands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-p", action="append", default=[], metavar="NAME=VALUE", help="the value of a parameter")
    parser.add_argument("--step", default="", help="run this step alone, from the state that the one before left")
    parser.add_argument("--data-dir", default=os.environ.get("DATA_DIR", ""), help="the folder to run in")
    parser.add_argument("--to", default=str(HERE / "runs" / "latest"), help="the folder of the executed notebooks")
    parser.add_argument("--state", default="", help="the folder of what steps hand on (default: `state` in --to)")
    parser.add_argument("--kernel", default=os.environ.get("KERNEL", ""), help="a Jupyter kernel")
    parser.add_argument(
        "--own-modules", action="store_true", help="import what is in modules/, whatever lies elsewhere"
    )
    parser.add_argument("--accept-data", action="store_true", help="run although the data has changed")
    return parser


def run(options: argparse.Namespace) -> None:
    """Runs what the options ask for."""
    pipeline = Pipeline()
    wrong = [text for text in options.p if "=" not in text]
    if wrong:
        raise WrongInputError(f"-p {wrong[0]} gives no value: write -p name=value.")
    if options.step and options.step not in pipeline.steps:
        raise WrongInputError(f"There is no step {options.step}. Steps: {', '.join(pipeline.steps)}.")
    values = pipeline.values(dict(text.split("=", 1) for text in options.p))
    to = Path(options.to).resolve()
    directory = pipeline.directory(options.data_dir, to / "work")
    if not options.accept_data:
        pipeline.check_data(directory, values)
    state = Path(options.state).resolve() if options.state else to / "state"
    place = Place(directory, to, state, kernel_of(pipeline, options.kernel), own_modules=options.own_modules)
    for name in [options.step] if options.step else pipeline.steps:
        print(f"{name}: {execute(pipeline, pipeline.steps[name], values, place)}", flush=True)


def main() -> int:
    """Runs, and says on one line what went wrong."""
    try:
        run(arguments().parse_args())
    except WrongInputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except Exception as error:
        if type(error).__name__ != "PapermillExecutionError":
            raise
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
