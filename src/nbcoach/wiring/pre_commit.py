"""The configuration of pre-commit (https://pre-commit.com/#2-add-a-pre-commit-configuration), which keeps its style.

PyYAML tells where each node stands; a hook is put in there as text, so that comments, quotes and order stay.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from nbcoach.wiring.line_ends import lines_of

CONFIG = ".pre-commit-config.yaml"
HOOK: dict[str, Any] = {
    "id": "nbcoach-lint",
    "name": "nbcoach lint",
    "entry": "nbcoach lint",
    "language": "system",
    "types_or": ["jupyter"],
    "require_serial": True,
}
"""A hook that calls the nbcoach of the environment: hook, editor and CI agree, also about checks of other packages."""


class _Style(NamedTuple):
    """How lists are written: the column of a dash, of what follows it, and of the dash of a list one deeper."""

    dash: int = 2
    key: int = 4
    inner_dash: int = 6
    inner_key: int = 8


def is_wired(data: bytes) -> bool | None:
    """Whether a configuration calls nbcoach in a hook; None where it is no configuration of pre-commit."""
    repos = _repos(_loaded(data))
    return None if repos is None else any(_calls_nbcoach(hook) for repo in repos for hook in _hooks(repo))


def new_config() -> bytes:
    """A configuration with nothing but the hook."""
    return f"repos:\n{_written(_Style())}".encode()


def with_hook(data: bytes) -> bytes | None:
    """A configuration with the hook behind all others; None where it is written in a way that has no room for it."""
    document = _loaded(data)
    repos = _repos(document)
    if repos is None:
        return None
    lines = lines_of(data)
    node = _repos_node(lines.text)
    if isinstance(node, yaml.SequenceNode) and node.value:
        text = _behind(lines.text, node)
    else:
        text = _instead(lines.text, node)
    after = lines.encoded(text)
    expected = {**document, "repos": [*repos, {"repo": "local", "hooks": [HOOK]}]}
    return after if _loaded(after) == expected else None


def snippet() -> str:
    """The hook, as people add it."""
    return _written(_Style())


def _behind(text: str, node: yaml.SequenceNode) -> str:
    """Behind the last of some repositories, which are written as a block."""
    style = _style(text, node)
    last = _end_of(node)
    place = last.index if last.column == 0 else text.find("\n", last.index) + 1
    if place == 0:
        return f"{text}\n{_written(style)}"
    return f"{text[:place]}{_written(style)}{text[place:]}"


def _instead(text: str, node: yaml.Node) -> str:
    """In place of an empty list."""
    before, after = text[: node.start_mark.index].rstrip(), text[node.end_mark.index :]
    return f"{before}\n{_written(_Style()).rstrip()}{after or chr(10)}"


def _style(text: str, node: yaml.SequenceNode) -> _Style:
    """The style of the first repository, where it can be told."""
    first = node.value[0]
    key: int = first.start_mark.column
    line = text.split("\n")[first.start_mark.line]
    dash = len(line) - len(line.lstrip())
    hooks = next((value for name, value in _pairs(first) if name.value == "hooks"), None)
    if isinstance(hooks, yaml.SequenceNode) and hooks.value and not hooks.flow_style:
        inner: int = hooks.value[0].start_mark.column
        inner_line = text.split("\n")[hooks.value[0].start_mark.line]
        return _Style(dash, key, len(inner_line) - len(inner_line.lstrip()), inner)
    return _Style(dash, key, key + 2, key + 4)


def _written(style: _Style) -> str:
    values = {**HOOK, "types_or": "[jupyter]", "require_serial": "true"}
    first, *others = [f"{key}: {value}" for key, value in values.items()]
    lines = [
        f"{_item(style.dash, style.key)}repo: local",
        f"{' ' * style.key}hooks:",
        f"{_item(style.inner_dash, style.inner_key)}{first}",
        *(f"{' ' * style.inner_key}{other}" for other in others),
    ]
    return "".join(f"{line}\n" for line in lines)


def _item(dash: int, key: int) -> str:
    return f"{' ' * dash}-".ljust(key)


def _repos_node(text: str) -> yaml.Node:
    root = yaml.compose(text, yaml.SafeLoader)
    return next(value for name, value in _pairs(root) if name.value == "repos")


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _end_of(node: yaml.Node) -> yaml.Mark:
    """Where a node's last word ends; a block itself ends only where the next one begins."""
    is_block = isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style
    inner: Any = node.value[-1] if is_block else None
    if inner is None:
        mark: yaml.Mark = node.end_mark
        return mark
    return _end_of(inner[1] if isinstance(inner, tuple) else inner)


def _loaded(data: bytes) -> Any:
    try:
        return yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return None


def _repos(document: Any) -> list[Any] | None:
    repos = document.get("repos") if isinstance(document, dict) else None
    return repos if isinstance(repos, list) else None


def _hooks(repo: Any) -> list[Any]:
    hooks = repo.get("hooks") if isinstance(repo, dict) else None
    return hooks if isinstance(hooks, list) else []


def _calls_nbcoach(hook: Any) -> bool:
    if not isinstance(hook, dict):
        return False
    return "nbcoach" in str(hook.get("id", "")) or "nbcoach" in str(hook.get("entry", ""))
