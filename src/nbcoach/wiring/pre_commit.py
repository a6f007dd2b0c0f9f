"""The configuration of pre-commit (https://pre-commit.com/#2-add-a-pre-commit-configuration), which keeps its style."""

from __future__ import annotations

from typing import Any

import yaml

CONFIG = ".pre-commit-config.yaml"


def is_wired(data: bytes) -> bool | None:
    """Whether a configuration calls nbcoach in a hook; None where it is no configuration of pre-commit."""
    try:
        document = yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("repos"), list):
        return None
    return any(_calls_nbcoach(hook) for repo in document["repos"] for hook in _hooks(repo))


def _hooks(repo: Any) -> list[Any]:
    hooks = repo.get("hooks") if isinstance(repo, dict) else None
    return hooks if isinstance(hooks, list) else []


def _calls_nbcoach(hook: Any) -> bool:
    if not isinstance(hook, dict):
        return False
    return "nbcoach" in str(hook.get("id", "")) or "nbcoach" in str(hook.get("entry", ""))
