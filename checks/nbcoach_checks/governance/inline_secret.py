"""Credentials that stand in the code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.model import Binding, Span, Value
from nbcoach_checks.governance._credentials import (
    in_text,
    is_credential,
    is_random,
    kind_of_name,
    shape_of,
    tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.context import Holder
    from nbcoach.notebook.model import Magic
    from nbcoach.project import Project

_SHORTEST = 3
_HINTS = ("pass", "pwd", "key", "secret", "token", "auth", "credential", "appid", "jwt", "mot_de", "connect", "login")
_IN_COMMENTS = ("sk-", "hf_", "ghp_", "github_pat_", "AKIA", "AIza", "xoxb-", "glpat-")
_LOGINS = frozenset({"wandb login", "huggingface-cli login", "ngrok authtoken", "hf auth"})
_SET = re.compile(r"(?P<name>[A-Za-z_][\w.-]*)\s*(?:=|:|\s)\s*(?P<value>\S+)\s*")
_OPTIONS = re.compile(r"""(?<=\s)--?([A-Za-z][\w-]*)[= ]["']?([^\s"';&|)]+)""")
_SETTINGS = re.compile(r"""\b([A-Za-z][\w-]*)=["']?([^\s"';&|)]+)""")
_JSON = re.compile(r"""["']([\w-]+)\\?["']\s*:\s*\\?["']([^"'\\]+)""")
_HEADER = re.compile(r"(?:Authorization|[\w-]*[Kk]ey)\s*:\s*(?:Bearer |Basic |Token )?([\w.~+/=-]{16,})")
_MAPPINGS = frozenset({"columns", "dtype", "dtypes", "mapper", "index", "schema", "help", "labels"})


class InlineSecret(Check):
    """Holds a credential as a literal.

    ## Why it matters
    A notebook is mailed, committed and shown, and the key goes along. Bots read public repositories within minutes, and
    deleting the line later leaves the key in the history.

    ## What to do
    Revoke the key first: it counts as known. Then read it from the environment, `os.environ["API_KEY"]`, or from a
    vault, and keep the value out of the notebook, its outputs and its parameters.
    """

    severity = Severity.ERROR
    level = 0
    capability = "security-compliance"
    sources = (
        "https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning",
        "https://12factor.net/config",
    )
    examples = (
        Example(
            bad="""
            import psycopg2
            db = psycopg2.connect(host="db", user="etl", password="Tr0ub4dor&3")  # expect: inline-secret
            """,
            good="""
            import os
            import psycopg2
            db = psycopg2.connect(host="db", user="etl", password=os.environ["DB_PASSWORD"])
            api_key = "YOUR_API_KEY"
            """,
        ),
        Example(
            bad="""
            weather_api_key = "9f8b1c0e7d2a4b6f8e1d3c5a7b9f0e2d"  # expect: inline-secret
            url = "postgresql://etl:v3ry-l0ng@db.internal/sales"  # expect: inline-secret
            """,
            good="""
            import os
            api_key = os.getenv("WEATHER_API_KEY")
            url = f"postgresql://etl:{os.environ['DB_PASSWORD']}@db.internal/sales"
            token_pattern = r"(?u)\\b\\w\\w+\\b"
            pad_token = "[PAD]"
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for cell in notebook.code:
            seen: set[int] = set()
            lowered = cell.source.lower()
            hinted = any(hint in lowered for hint in _HINTS)
            for value in cell.facts.strings:
                if len(value.text) >= _SHORTEST and (what := _secret(notebook, cell, value, hinted=hinted)):
                    seen.add(value.line)
                    yield self._finding(what, cell, value.span)
            for magic in cell.facts.magics:
                yield from self._magic(cell, magic)
            if "#" in lowered and any(begin in cell.source for begin in _IN_COMMENTS):
                yield from self._comments(cell, seen)

    def _finding(self, what: str, cell: Cell, span: Span) -> Finding:
        return self.finding(f"Here stands {what}: whoever gets the notebook has it.", cell, span)

    def _magic(self, cell: Cell, magic: Magic) -> Iterator[Finding]:
        """Credentials in shell lines, `%env` and the texts of `%%writefile`."""
        lines = cell.source.split("\n")
        for number in range(magic.line, magic.end_line + 1):
            line = lines[number - 1] if number <= len(lines) else ""
            if what := _in_line(line, magic):
                yield self._finding(what, cell, Span(number, 0, number, len(line)))

    def _comments(self, cell: Cell, seen: set[int]) -> Iterator[Finding]:
        """Keys in lines that are commented out."""
        taken = seen | {n for magic in cell.facts.magics for n in range(magic.line, magic.end_line + 1)}
        for number, line in enumerate(cell.source.split("\n"), 1):
            start = line.find("#")
            if start >= 0 and number not in taken and (what := _shaped_word(line[start:])):
                yield self._finding(what, cell, Span(number, start, number, len(line)))


def _secret(notebook: Notebook, cell: Cell, value: Value, *, hinted: bool) -> str:
    """What credential a literal is, without showing it; empty for none.

    `hinted` is true where a word in the cell can be the name of a credential.
    """
    text = value.text
    if what := shape_of(text):
        return what
    if not hinted and "@" not in text:
        return ""
    if len(text) > 12 and ("=" in text or ":" in text or " " in text) and (what := in_text(text)):
        return "" if _is_only_shown(notebook, cell, value) else what
    if not hinted or len(text) > 300 or " " in text:
        return ""
    holder = notebook.context(cell).holder(value)
    if holder is None:
        return ""
    name = _name_of(notebook, cell, value, holder)
    kind = kind_of_name(name) if name else ""
    if kind and is_credential(kind, text):
        return f"the value of `{name}`" if re.fullmatch(r"[\w .-]{1,40}", name) else f"a {kind}"
    return ""


def _is_only_shown(notebook: Notebook, cell: Cell, value: Value) -> bool:
    holder = notebook.context(cell).holder(value)
    return bool(
        holder and holder.call and holder.call.function.text in {"print", "input", "getpass", "getpass.getpass"}
    )


def _name_of(notebook: Notebook, cell: Cell, value: Value, holder: Holder) -> str:
    """The name that says what a literal is: of a variable, keyword, key, or of the parameter at its position."""
    if holder.role == "keyword":
        return "" if holder.name == "key" and not is_random(value.text) else holder.name
    if isinstance(holder.node, Binding):
        return _bound_name(holder.node) if holder.role == "binding" else ""
    if holder.call is not None and holder.role == "argument":
        return _positional(notebook, cell, value, holder)
    if holder.role == "part" and isinstance(holder.node, Value):
        return _of_container(notebook, cell, value, holder.node)
    return ""


def _bound_name(binding: Binding) -> str:
    """The variable, attribute (`openai.api_key`) or key (`os.environ["KEY"]`) that a literal is bound to."""
    target = binding.target
    if target is None:
        return binding.name
    if binding.kind == "item" and len(target.parts) > 1:
        return target.parts[1].text if target.parts[1].kind == "string" else ""
    return target.text.rpartition(".")[2]


def _positional(notebook: Notebook, cell: Cell, value: Value, holder: Holder) -> str:
    call = holder.call
    if call is None:
        return ""
    resolved = notebook.resolve(cell, call.function)
    wanted = tables().positions.get(resolved)
    if wanted is not None and wanted == holder.position:
        return (
            "api key"
            if is_random(value.text)
            else "password"
            if resolved.endswith((".login", ".connect", "Auth"))
            else ""
        )
    if resolved in {"os.putenv", "os.environ.setdefault", "os.environ.get", "os.getenv"} and holder.position == 1:
        return call.arguments[0].text if call.arguments[0].kind == "string" else ""
    if resolved.endswith(".option") and holder.position == 1:
        return call.arguments[0].text if call.arguments[0].kind == "string" else ""
    return ""


def _of_container(notebook: Notebook, cell: Cell, value: Value, container: Value) -> str:
    """The key of a mapping, or `auth=("user", "password")`."""
    if container.kind == "dict":
        outer = notebook.context(cell).holder(container)
        if outer is not None and outer.role == "keyword" and outer.name in _MAPPINGS:
            return ""
        for key, each in zip(container.parts[::2], container.parts[1::2], strict=False):
            if each.at == value.at:
                return key.text if key.kind == "string" else ""
        return ""
    if container.kind == "tuple" and len(container.parts) == 2 and container.parts[1].at == value.at:
        holder = notebook.context(cell).holder(container)
        return "password" if holder is not None and holder.role == "keyword" and holder.name == "auth" else ""
    if container.kind == "boolean":
        outer = notebook.context(cell).holder(container)
        return _name_of(notebook, cell, value, outer) if outer is not None else ""
    return ""


def _in_line(line: str, magic: Magic) -> str:
    """What credential a line of a magic or of the shell holds."""
    if what := _shaped_word(line):
        return what
    if magic.name in {"%env", "%set_env"}:
        found = _SET.fullmatch(magic.text)
        return _named(found["name"], found["value"].strip("\"'")) if found else ""
    if not magic.is_shell or line.lstrip().startswith("#"):
        return ""
    return _in_command(line)


def _in_command(line: str) -> str:
    """What credential a shell line holds: in an address, an option, a variable, a JSON text, a header, a login."""
    if "://" in line and "@" in line and (what := in_text(line)):
        return what
    for name, value in (*_OPTIONS.findall(line), *_SETTINGS.findall(line), *_JSON.findall(line)):
        if what := _named(name, value):
            return what
    words = line.lstrip("! \t").split()
    if " ".join(words[:2]) in _LOGINS and any(is_random(each) for each in words[2:]):
        return "a key"
    header = _HEADER.search(line)
    return "a token in a header" if header and is_random(header[1]) else ""


def _named(name: str, value: str) -> str:
    kind = kind_of_name(name)
    return f"the value of `{name}`" if kind and is_credential(kind, value) else ""


def _shaped_word(line: str) -> str:
    """What credential, told by its shape, stands among the words of a line."""
    if not any(begin in line for begin in tables().begins):
        return ""
    return next((what for word in re.split(r"[\s\"'=:,;()<>\[\]{}@/]+", line) if (what := shape_of(word))), "")
