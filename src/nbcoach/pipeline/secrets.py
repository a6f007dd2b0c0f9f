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
    r"(?P<API_KEY>sk-[\w-]{16,}|AIza[\w-]{30,})|(?P<GITHUB_TOKEN>gh[pousr]_\w{20,}|github_pat_\w{20,})"
    r"|(?P<AWS_ACCESS_KEY_ID>(?:AKIA|ASIA)[0-9A-Z]{16})|(?P<SLACK_TOKEN>xox[abprs]-[\w-]{10,})|(?P<HF_TOKEN>hf_\w{20,})"
    r"|(?P<GITLAB_TOKEN>glpat-[\w-]{16,})|(?P<TOKEN>eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)"
    r"|(?P<PRIVATE_KEY>-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]*-----END [A-Z ]*PRIVATE KEY-----)?)"
    r"|[a-z][a-z0-9+.-]{0,30}://(?P<LOGIN>[^/\s:@{}<>$]+:(?!%[s(])[^/\s:@{}<>$]+)@"
)
"""Keys of OpenAI, GitHub, AWS, Slack, Hugging Face, Google, GitLab; JSON web tokens; passwords in addresses.

The names of the groups are those of the variables of the environment that take their place."""


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


def secrets_in(text: str) -> list[tuple[str, str]]:
    """What looks like a key, a token, or the user and password of an address within a text: its name, and itself."""
    return [(str(match.lastgroup), match[str(match.lastgroup)]) for match in _VALUES.finditer(text)]
