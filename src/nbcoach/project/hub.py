"""What the local cache of the Hugging Face hub knows: which commit of a model was fetched last."""

from __future__ import annotations

import os
import re

_COMMIT = re.compile(r"[0-9a-f]{40}")
_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")


def cached_commit(name: str) -> str | None:
    """The commit that the main branch of a model had when it was fetched here; None where it never was.

    The layout is that of https://huggingface.co/docs/huggingface_hub/guides/manage-cache. Nothing is fetched.
    """
    if not _NAME.fullmatch(name):
        return None
    reference = os.path.join(_folder(), f"models--{name.replace('/', '--')}", "refs", "main")
    try:
        with open(reference, encoding="ascii", errors="replace") as file:
            commit = file.read(64).strip()
    except OSError:
        return None
    return commit if _COMMIT.fullmatch(commit) else None


def _folder() -> str:
    own = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    if own:
        return own
    home = os.environ.get("HF_HOME") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "huggingface"
    )
    return os.path.join(home, "hub")
