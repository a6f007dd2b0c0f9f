"""SHA-256 of canonical forms, so that layout, comments, outputs and metadata do not count.

The form of code is its syntax tree without positions, written so that it is the same under every Python version
that reads the code alike: empty fields are left out, as `ast.dump` does only from Python 3.13 on.
"""

from __future__ import annotations

import ast
import hashlib
import json
import warnings
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.magics import mask
from nbcoach.pipeline.model import Fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.pipeline.model import Parameter, Step, StepCell


def fingerprints(steps: Iterable[Step], parameters: Iterable[Parameter]) -> Fingerprints:
    """The fingerprints of a pipeline: its code, the defaults of its parameters, their schema, and all of it.

    The cell that holds the defaults does not count as code.
    """
    parameters = tuple(parameters)
    code = digest([[code_form(cell.source) for cell in step.cells if _is_code(cell)] for step in steps])
    defaults = digest({each.name: each.default for each in parameters})
    schema = digest({each.name: each.schema for each in parameters})
    return Fingerprints(code, defaults, schema, digest([code, defaults, schema]))


def code_form(source: str) -> Any:
    """The canonical form of a cell: its tree and its magics as text; for code that does not parse, its text."""
    masked = mask(source)
    magics = [[magic.name, magic.text.strip(), magic.body.strip()] for magic in masked.magics]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [_form(ast.parse(masked.code)), magics]
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return source.strip()


def digest(value: Any) -> str:
    """SHA-256 of a JSON-shaped value, independent of the order of keys, as hexadecimal text."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode(errors="surrogatepass"))


def sha256(data: bytes) -> str:
    """SHA-256 of bytes, as hexadecimal text."""
    return hashlib.sha256(data).hexdigest()


def _is_code(cell: StepCell) -> bool:
    return cell.kind == "code" and "parameters" not in cell.metadata.get("tags", ())


def _form(node: Any) -> Any:
    if isinstance(node, ast.AST):
        fields = {name: _form(value) for name, value in ast.iter_fields(node) if value not in (None, [])}
        fields.pop("kind", None)
        return [type(node).__name__, fields]
    if isinstance(node, list):
        return [_form(each) for each in node]
    return node if isinstance(node, str) else repr(node)
