"""Whether an address of the web always gives the same, judged by the address itself."""

from __future__ import annotations

import re

from nbcoach.notebook.regex import regex

_GITHUB = regex(
    r"(?:raw\.githubusercontent\.com/[^/]+/[^/]+/|github\.com/[^/]+/[^/]+/(?:raw|blob|archive|tree|zipball|tarball)/"
    r"|cdn\.jsdelivr\.net/gh/[^/]+/[^/@]+@|codeload\.github\.com/[^/]+/[^/]+/(?:zip|tar\.gz)/|gitlab\.com/.+/-/(?:raw|archive)/"
    r"|huggingface\.co/.+?/(?:resolve|raw|blob)/)(?P<rest>.+)"
)
_GIST = regex(r"gist\.github(?:usercontent)?\.com/")
_BRANCHES = frozenset({"main", "master", "develop", "dev", "head", "gh-pages", "trunk", "latest", "stable", "release"})
_COMMIT = regex(r"(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?:\.zip|\.tar\.gz)?")
_TAG = regex(r"(?:[\w-]*?[-_/])?[vr]?\d+(?:[._-]\w+)*|[A-Za-z_-]*\d+[._]\d\w*(?:[._-]\w+)*")
_HASH = regex(r"(?<![0-9a-zA-Z])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-zA-Z])|-(?=[0-9a-f]*\d)[0-9a-f]{8,}\.\w+$")
_DOI = regex(r"(?:^|[/:=])10\.\d{4,9}/|doi\.org/|zenodo\.org/(?:api/)?records?/\d+|[?&]persistentId=doi")
_VERSION = regex(
    r"/releases/download/[^/]+/|[/_@=.-]v?\d+\.\d+(?:\.\d+)+(?![\d.]*\w*@)|[/_@=-]v\d+(?:[._]\d+)*(?=[/.]|[_-][^/]*/|$)"
    r"|[-_@=/]\d+\.\d+(?=[/-]|\.(?:zip|tgz|tar|gz|whl|sh|jar|bz2))|/versions?/\d+"
    r"|/(?:release|rel|version|ver)[-_]?\d+(?=[/._-])"
)
_DAY = regex(r"(?<!\d)(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01])(?!\d)")
_HUB = regex(r"(?:tfhub\.dev|kaggle\.com/models)/.+/\d+(?:\?.*)?$")
_HERE = regex(r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|169\.254\.|metadata\.google|\[::1\]|10\.|192\.168\.)")


def is_web(address: str) -> bool:
    """True for an address of the web, also of a file server."""
    return address.startswith(("http://", "https://", "ftp://"))


def is_here(address: str) -> bool:
    """True for an address of this machine or its own network."""
    rest = address.partition("://")[2] or address
    return _HERE.match(rest.rpartition("@")[2] if "@" in rest.partition("/")[0] else rest) is not None


def is_versioned(address: str) -> bool:
    """True where the address itself names a commit, a DOI, a version or a day, or leads to this machine."""
    rest = address.partition("://")[2] or address
    if is_here(address):
        return True
    if _GIST.match(rest):
        return bool(re.search(r"/raw/[0-9a-f]{40}(?:/|$)", rest))
    if "/releases/download/" in rest:
        return "/latest/" not in rest
    if github := _GITHUB.match(rest):
        return _is_fixed(github["rest"])
    path = "/" + rest.partition("/")[2]
    if "/latest" in path or "/nightly" in path:
        return False
    if _DOI.search(rest) or _HUB.match(rest) or _HASH.search(path):
        return True
    is_service = "/api/" in path or rest.startswith("api.") or "/rest/" in path
    return bool((not is_service and _VERSION.search(path)) or _DAY.search(path.rpartition("/")[2]))


def _is_fixed(rest: str) -> bool:
    """True for a commit or a tag where a branch may stand."""
    if rest.startswith("refs/"):
        return rest.startswith("refs/tags/")
    return is_fixed_reference(rest.partition("/")[0])


def is_fixed_reference(name: str) -> bool:
    """True for the name of a commit or tag, False for a branch."""
    name = name.removesuffix(".zip").removesuffix(".tar.gz")
    if name.lower() in _BRANCHES or not name:
        return False
    return bool(_COMMIT.fullmatch(name)) or bool(_TAG.fullmatch(name))
