"""Signals of code and environment: version control, modules, lock files, paths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nbcoach.errors import NbcoachError
from nbcoach.maturity.evidence import Place, Reading, Rung, absent, seen, unknown
from nbcoach.notebook import parse_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.maturity.scene import Scene
    from nbcoach.maturity.source import Source
    from nbcoach.notebook import CallSite
    from nbcoach.project import Git

ONE_MACHINE = re.compile(r"(/Users/|/home/[^/]+/|[A-Za-z]:\\|~/|/content/drive/)")
LOCKS = (
    r"uv\.lock", r"poetry\.lock", r"pdm\.lock", r"Pipfile\.lock", r"pylock(\.\w+)?\.toml", r"pixi\.lock",
    r"conda-lock\.ya?ml",
)  # fmt: skip
REQUIREMENTS = (r"requirements[\w.\-]*\.txt", r"environment[\w.\-]*\.ya?ml")
PINNED = re.compile(r"[^=<>~!]*(===?\s*[^*\s,;]+|\s@\s\S+)\s*(;.*)?(--hash.*)?")
PINNED_CONDA = re.compile(r"[\w.\-:\[\]/]+\s*={1,2}\s*\d[\w.!+]*(=\S+)?")


def git_repository(scene: Scene) -> Reading:
    name = "git-repository"
    git = scene.project.git
    if git is None:
        return absent(name, "there is no git repository here or in a folder above")
    has_commits = git.has_commits()
    if has_commits is None:
        return _git_is_silent(name, git)
    if not has_commits:
        return absent(name, "the git repository has no commit yet")
    return seen(name, Rung.CONFIGURED, "under git", [Place(f"commit {(git.commit() or '')[:10]} is checked out")])


def training_code_tracked(scene: Scene) -> Reading:
    name = "training-code-tracked"
    git = scene.project.git
    if not scene.training:
        return unknown(name, "no training code was found")
    if git is None:
        return absent(name, "there is no git repository", [source.whole("trains") for source in scene.training])
    states = {source.path: (_is_committed(git, scene, source), source) for source in scene.training}
    if any(state is None for state, _ in states.values()):
        return _git_is_silent(name, git)
    loose = [source.whole("is not committed as it stands") for state, source in states.values() if not state]
    if loose:
        some = "1 file" if len(loose) == 1 else f"{len(loose)} files"
        return absent(name, f"{some} of {len(states)} that train {_is(loose)} not committed as {_it(loose)}", loose)
    places = [source.whole("is committed") for _, source in states.values()]
    return seen(name, Rung.EXERCISED, "all code that trains is committed", places)


def _is(things: list[Place]) -> str:
    return "is" if len(things) == 1 else "are"


def _it(things: list[Place]) -> str:
    return "it stands" if len(things) == 1 else "they stand"


def _git_is_silent(name: str, git: Git) -> Reading:
    cure = f"Install git; if the folder belongs to somebody else: git config --global --add safe.directory {git.root}"
    return unknown(name, "git gives no answer about this folder", cure)


def _is_committed(git: Git, scene: Scene, source: Source) -> bool | None:
    """Whether the code is in the current commit as it stands; outputs of a notebook may differ."""
    file = scene.top / source.path
    is_clean = git.is_clean(file)
    if is_clean is not False or source.is_script:
        return is_clean
    committed = git.committed_content(file)
    if committed is None:
        return False
    try:
        before = parse_notebook(committed)
    except NbcoachError:
        return False
    return [(c.kind, c.source) for c in before.cells] == [(c.kind, c.source) for c in source.notebook.cells]


def dependency_lock(scene: Scene) -> Reading:
    name = "dependency-lock"
    pinned = [path for path in scene.named(REQUIREMENTS[0]) if _all_pinned(scene.text(path))]
    pinned += [path for path in scene.named(REQUIREMENTS[1]) if _all_pinned_conda(scene.yaml(path))]
    places = [Place("locks the environment", path) for path in scene.named(*LOCKS)]
    places += [Place("pins every package", path) for path in pinned]
    if places:
        return seen(name, Rung.CONFIGURED, "the environment can be rebuilt exactly", places)
    if scene.found.cut:
        return unknown(name, f"no lock file was found, but {scene.found.cut}")
    loose = [Place("leaves versions open", path) for path in scene.named(*REQUIREMENTS)]
    return absent(name, "no lock file, and no requirements file in which every line is pinned", loose)


def _all_pinned(text: str) -> bool:
    joined = text.replace("\\\n", " ")
    lines = [re.sub(r"(^|\s)#.*", "", line).strip() for line in joined.splitlines()]
    requirements = [line for line in lines if line and not line.startswith("-")]
    return bool(requirements) and all(PINNED.fullmatch(line) for line in requirements)


def _all_pinned_conda(content: Any) -> bool:
    entries = content.get("dependencies") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        return False
    packages = [entry for entry in entries if isinstance(entry, str) and entry != "pip"]
    lists = [entry["pip"] for entry in entries if isinstance(entry, dict) and isinstance(entry.get("pip"), list)]
    pip = [line for each in lists for line in each]
    is_pinned = all(PINNED_CONDA.fullmatch(entry) for entry in packages)
    return bool(packages) and is_pinned and (not pip or _all_pinned("\n".join(map(str, pip))))


def importable_training_code(scene: Scene) -> Reading:
    name = "importable-training-code"
    scripts = [source for source in scene.scripts if not source.path.rpartition("/")[2].startswith("test_")]
    places = [
        source.call(each.site, "trains in a function:")
        for source in scripts
        for each in source.training
        if _is_importable(each.site)
    ]
    if places:
        return seen(name, Rung.WIRED, "training lives in modules", places)
    doubtful = [source.call(site) for source in scripts for site in source.doubtful]
    if doubtful:
        return unknown(name, "a script fits something, and it is not clear whether it is a model", "", doubtful)
    if scene.blind_spot:
        return unknown(name, f"not found, but {scene.blind_spot}", "Make all code readable.")
    return absent(name, "no module trains inside a function")


def _is_importable(site: CallSite) -> bool:
    """Inside a function or class, or behind a test of `__name__`."""
    around = site.cell.facts.around(site.block)
    return any(block.kind in {"function", "class"} or _tests_name(block.value) for block in around)


def _tests_name(value: Any) -> bool:
    parts = getattr(value, "parts", ())
    return any(part.kind == "name" and part.text == "__name__" for part in parts)


def notebook_only_training(scene: Scene) -> Reading:
    name = "notebook-only-training"
    scripts = [source for source in scene.training if source.is_script]
    if scripts:
        return absent(name, "scripts train, too", [source.call(source.training[0].site) for source in scripts])
    doubtful = [source.call(site) for source in scene.main if source.is_script for site in source.doubtful]
    if doubtful:
        return unknown(name, "a script fits something, and it is not clear whether it is a model", "", doubtful)
    notebooks = [source.call(source.training[0].site) for source in scene.training]
    if notebooks and not scene.blind_spot:
        return seen(name, Rung.WIRED, "only notebooks train", notebooks)
    if scene.blind_spot:
        return unknown(name, f"only notebooks were seen to train, but {scene.blind_spot}", "Make all code readable.")
    return absent(name, "no notebook trains")


def hard_coded_local_paths(scene: Scene) -> Reading:
    name = "hard-coded-local-paths"
    found = scene.findings.get("hard-coded-path")
    scripts = [place for source in scene.main if source.is_script for place in _local_paths(source)]
    places = [source.finding(finding) for source, finding in found or ()] + scripts
    if places:
        return seen(name, Rung.WIRED, "code names paths of one machine", places)
    if found is None:
        return unknown(
            name, "the check hard-coded-path did not run", "Let it run: see select and ignore in the settings."
        )
    if scene.blind_spot:
        return unknown(name, f"not found, but {scene.blind_spot}", "Make all code readable.")
    return absent(name, "no path of one machine in notebooks and scripts")


def _local_paths(source: Source) -> Iterator[Place]:
    """The literal arguments of a script's calls that are paths of one machine."""
    for site in source.notebook.calls:
        for value in (*site.call.arguments, *(keyword.value for keyword in site.call.keywords)):
            if value.kind == "string" and ONE_MACHINE.match(value.text):
                yield source.place(site.cell, value.line, "is given a path of one machine")


SIGNALS = (
    git_repository,
    training_code_tracked,
    dependency_lock,
    importable_training_code,
    notebook_only_training,
    hard_coded_local_paths,
)
