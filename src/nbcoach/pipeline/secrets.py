"""Which literals are secrets: they must not become parameters, for those are printed, stored and recorded."""

from __future__ import annotations

import re
from typing import Any

_NAMES = re.compile(
    r"(.*_)?(password|passwd|passphrase|pwd|secret|secrets|api_?key|apikey|access_?key|secret_?key|private_?key"
    r"|credentials?|auth_?token|access_?token|bearer|client_?secret|connection_?string|conn_?str|dsn)(_.*)?",
    re.IGNORECASE,
)
_TOKEN_NAMES = re.compile(r"(.*_)?(token|auth|key)", re.IGNORECASE)
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9+/=_.\-]{16,}")
_VALUES = re.compile(
    r"sk-[\w-]{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|(AKIA|ASIA)[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}|hf_\w{20,}"
    r"|AIza[\w-]{30,}|glpat-[\w-]{16,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|[a-z][a-z0-9+.-]{0,30}://[^/\s:@]+:[^/\s:@]+@"
)
"""Keys of OpenAI, GitHub, AWS, Slack, Hugging Face, Google, GitLab; JSON web tokens; passwords in addresses."""


def is_secret(name: str, value: Any) -> bool:
    """True where a name says that its value is secret, or a text anywhere in the value looks like one."""
    if isinstance(value, dict):
        return any(is_secret(str(key), each) for key, each in value.items())
    if isinstance(value, list | tuple | set):
        return any(is_secret(name, each) for each in value)
    if isinstance(value, bool | float) or value is None:
        return False
    if _NAMES.fullmatch(name):
        return True
    text = value if isinstance(value, str) else ""
    return bool(_VALUES.search(text) or (_TOKEN_NAMES.fullmatch(name) and _RANDOM.fullmatch(text)))


def hidden(text: str) -> str:
    """A text with asterisks in place of what looks like a key, a token or a password in an address."""
    return _VALUES.sub("********", text)
