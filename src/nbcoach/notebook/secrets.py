"""Where credentials stand in the code of a notebook: in literals, magics, shell lines and comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.credentials import (
    Credential,
    in_text,
    is_credential,
    is_random,
    kind_of_name,
    shape_of,
    shaped_in,
    tables,
)
from nbcoach.notebook.model import Binding, Span, Value
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.context import Holder
    from nbcoach.notebook.link import Cell, Notebook
    from nbcoach.notebook.model import Magic

_SHORTEST = 3
_HINTS = (
    "pass",
    "pwd",
    "key",
    "secret",
    "token",
    "auth",
    "credential",
    "appid",
    "jwt",
    "mot_de",
    "connect",
    "login",
    "sig=",
)
_IN_COMMENTS = ("sk-", "hf_", "ghp_", "github_pat_", "AKIA", "AIza", "xoxb-", "glpat-")
_LOGINS = frozenset({"wandb login", "huggingface-cli login", "ngrok authtoken", "hf auth"})
_SET = regex(r"(?P<name>[A-Za-z_][\w.-]*)\s*(?:=|:|\s)\s*(?P<value>\S+)\s*")
_OPTIONS = regex(r"""(?<=\s)--?([A-Za-z][\w-]*)[= ]["']?([^\s"';&|)]+)""")
_SETTINGS = regex(r"""\b([A-Za-z][\w-]*)=["']?([^\s"';&|)]+)""")
_JSON = regex(r"""["']([\w-]+)\\?["']\s*:\s*\\?["']([^"'\\]+)""")
_HEADER = regex(r"(?:Authorization|[\w-]*[Kk]ey)\s*:\s*(?:Bearer |Basic |Token )?([\w.~+/=-]{16,})")
_SETTERS = (".option", ".set", ".config", ".setConf")
_ACCOUNT = regex(r"account\.key|\.sas\.|fs\.s3a?\.secret|secret\.key")
"""Settings of Spark that end with the name of an account or bucket."""
_GIVING = regex(
    r"set_?(?:\w+_)?(?:token|key|secret|password)|setToken|setApiKey|set_?auth\w*|authenticate|login", re.IGNORECASE
)
"""Functions whose arguments are credentials: `set_access_token`, `set_auth_token`."""
_MAPPINGS = frozenset({"columns", "dtype", "dtypes", "mapper", "index", "schema", "help", "labels"})


class Secret(NamedTuple):
    """A place that holds a credential: the range of the literal or line, and the credentials that stand in it."""

    span: Span
    credentials: tuple[Credential, ...]

    @property
    def what(self) -> str:
        """What the first credential is, in words that do not show it."""
        return self.credentials[0].what


def secrets(notebook: Notebook) -> dict[int, tuple[Secret, ...]]:
    """The secrets in the Python cells, by the cell's index, in document order within literals, magics and comments.

    Ask for it by `notebook.once(secrets)`.
    """
    return {cell.index: found for cell in notebook.code if (found := tuple(_of_cell(notebook, cell)))}


def _of_cell(notebook: Notebook, cell: Cell) -> Iterator[Secret]:
    seen: set[int] = set()
    lowered = cell.source.lower()
    hinted = any(hint in lowered for hint in _HINTS)
    for value in cell.facts.strings:
        if len(value.text) < _SHORTEST or not (hinted or "@" in value.text or shape_of(value.text)):
            continue
        if found := tuple(_in_literal(notebook, cell, value, hinted=hinted)):
            seen.add(value.line)
            yield Secret(value.span, found)
    for magic in cell.facts.magics:
        yield from _in_magic(cell, magic)
    if "#" in lowered and any(begin in cell.source for begin in _IN_COMMENTS):
        yield from _in_comments(cell, seen)


def _in_magic(cell: Cell, magic: Magic) -> Iterator[Secret]:
    """Credentials in shell lines, `%env` and the texts of `%%writefile`."""
    lines = cell.source.split("\n")
    for number in range(magic.line, magic.end_line + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        if found := tuple(_in_line(line, magic)):
            yield Secret(Span(number, 0, number, len(line)), found)


def _in_comments(cell: Cell, seen: set[int]) -> Iterator[Secret]:
    """Keys in lines that are commented out."""
    taken = seen | {n for magic in cell.facts.magics for n in range(magic.line, magic.end_line + 1)}
    for number, line in enumerate(cell.source.split("\n"), 1):
        start = line.find("#")
        if start >= 0 and number not in taken and (found := tuple(shaped_in(line[start:]))):
            yield Secret(Span(number, start, number, len(line)), found)


def _in_literal(notebook: Notebook, cell: Cell, value: Value, *, hinted: bool) -> Iterator[Credential]:
    """The credentials in a literal; `hinted` is true where a word in the cell can be the name of a credential."""
    text = value.text
    if what := shape_of(text):
        yield Credential(what, text)
        return
    if not hinted and "@" not in text:
        return
    if len(text) > 12 and ("=" in text or ":" in text or " " in text) and (found := tuple(in_text(text))):
        yield from () if _is_only_shown(notebook, cell, value) else found
        return
    if hinted and len(text) <= 300 and " " not in text and (holder := notebook.context(cell).holder(value)):
        name = _name_of(notebook, cell, value, holder)
        kind = kind_of_name(name) if name else ""
        if kind and is_credential(kind, text):
            is_plain = re.fullmatch(r"[\w .-]{1,40}", name)
            yield Credential(f"the value of `{name}`" if is_plain else f"a {kind}", text)


def _is_only_shown(notebook: Notebook, cell: Cell, value: Value) -> bool:
    holder = notebook.context(cell).holder(value)
    return bool(
        holder and holder.call and holder.call.function.text in {"print", "input", "getpass", "getpass.getpass"}
    )


def _name_of(notebook: Notebook, cell: Cell, value: Value, holder: Holder) -> str:
    """The name that says what a literal is: of a variable, keyword, key, or of the parameter at its position."""
    if holder.role == "keyword":
        if holder.name == "Key":  # the name of an object in a bucket
            return ""
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
    if resolved.endswith(_SETTERS) and holder.position == 1 and call.arguments[0].kind == "string":
        name = call.arguments[0].text
        return "account key" if _ACCOUNT.search(name) else name
    method = call.function.text.rpartition(".")[2]
    return method if _GIVING.match(method) and is_random(value.text) else ""


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


def _in_line(line: str, magic: Magic) -> Iterator[Credential]:
    """The credentials in a line of a magic or of the shell."""
    if found := tuple(shaped_in(line)):
        yield from found
    elif magic.name in {"%env", "%set_env"}:
        setting = _SET.fullmatch(magic.text)
        yield from _named(setting["name"], setting["value"].strip("\"'")) if setting else ()
    elif magic.is_shell and not line.lstrip().startswith("#"):
        yield from _in_command(line)


def _in_command(line: str) -> Iterator[Credential]:
    """The credentials in a shell line: in an address, an option, a variable, a JSON text, a header, a login."""
    if "://" in line and "@" in line:
        yield from in_text(line)
    for name, value in (*_OPTIONS.findall(line), *_SETTINGS.findall(line), *_JSON.findall(line)):
        yield from _named(name, value)
    words = line.lstrip("! \t").split()
    if " ".join(words[:2]) in _LOGINS:
        yield from (Credential("a key", each) for each in words[2:] if is_random(each))
    header = _HEADER.search(line)
    if header and is_random(header[1]):
        yield Credential("a token in a header", header[1])


def _named(name: str, value: str) -> Iterator[Credential]:
    kind = kind_of_name(name)
    if kind and is_credential(kind, value):
        yield Credential(f"the value of `{name}`", value)
