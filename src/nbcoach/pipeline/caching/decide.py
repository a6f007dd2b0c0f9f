"""Which steps of a run can take over what an earlier run has left, and why the others cannot."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from nbcoach.pipeline.caching.done import Done, earlier, is_whole, read_done, state_file, write_done
from nbcoach.pipeline.caching.modules import own_modules
from nbcoach.pipeline.caching.parts import Parts, changes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from nbcoach.pipeline.caching.digests import Digests, Stamps
    from nbcoach.pipeline.caching.reading import StepCode

_FILE = re.compile(r"[^<>|\"]*[\w)]\.\w{1,8}")
_MOST = 300
"""Texts of a step that are taken for paths."""


class Decision(Struct, frozen=True):
    """What is to become of a step: `reused` from the folder `origin`, or executed for the `reasons`."""

    parts: Parts
    reused: Done | None = None
    origin: Path | None = None
    reasons: tuple[str, ...] = ()


class Before(NamedTuple):
    """How the files were before a step: those that it may read by their digest, all by size and time of change."""

    inputs: dict[str, str]
    stamps: Stamps | None


class Ledger:
    """What earlier runs have left, held against what is asked for now.

    Args:
        runs: The folder of the runs.
        steps: The names of the steps in their order.
        codes: What the notebooks of the steps say.
        digests: The files below the folder in which the steps run.
        environment: What of the kernel's surroundings results rest on.
        folders: Where modules of the user's own lie; the first is the one in which the steps run.
        observed: The files that each step was seen to read, for the steps that were observed.
    """

    def __init__(
        self,
        runs: Path,
        steps: Sequence[str],
        codes: Mapping[str, StepCode],
        digests: Digests,
        environment: Mapping[str, str],
        folders: Sequence[Path],
        observed: Mapping[str, Sequence[str]],
    ) -> None:
        self._runs = runs
        self._steps = steps
        self._codes = codes
        self._digests = digests
        self._environment = dict(environment)
        self._folders = folders
        self._observed = observed
        self._earlier = {step: list(earlier(step, runs)) for step in steps}
        self._written = {path for found in self._earlier.values() for _, done in found for path in done.outputs}

    def parts(self, step: str, values: Mapping[str, Any], upstream: Mapping[str, str]) -> Parts:
        """What the result of a step rests on; `upstream` is the digest of the state before it by its step's name."""
        code = self._codes[step]
        modules = own_modules(code.imports, code.scripts, self._folders)
        return Parts(
            code=code.cells,
            parameters=dict(values),
            modules={self._name(file): self._digests.of(str(file)) for file in modules},
            upstream=dict(upstream),
            environment=self._environment,
        )

    def decide(self, step: str, parts: Parts, *, impure: Collection[str] = (), resumed: str = "") -> Decision:
        """Looks for a result that still holds.

        Args:
            step: The name of the step.
            parts: What its result rests on now.
            impure: Why another run may give another result; a step with reasons is reused only where it is resumed.
            resumed: The run that is gone on with, empty for a new one.
        """
        found, key, why = self._earlier[step], parts.key, []
        for folder, done in found:
            if done.parts.key != key or (impure and folder.name != resumed):
                continue
            why = ["its results were removed"] if not is_whole(done, folder) else list(self._stale(done))
            if not why:
                return Decision(parts, done, folder)
        if not why:
            why = [*impure] or (list(changes(found[0][1].parts, parts)) if found else ["it was not done yet"])
        return Decision(parts, reasons=tuple(why or ["its results do not hold any more"]))

    def unrestored(self, chain: Sequence[Done | None]) -> int | None:
        """The first step whose files a later step would find otherwise than it left them, None where all are there.

        `chain` holds, for each step so far, the record that is reused, None for a step that was executed.
        """
        writers = {path: index for index, done in enumerate(chain) if done for path in done.outputs}
        stale = [i for path, i in writers.items() if (done := chain[i]) and self._of(path) != done.outputs[path]]
        return min(stale, default=None)

    def before(self, step: str, values: Mapping[str, Any], chain: Iterable[Done]) -> Before:
        """Looks at the files before a step is executed; `chain` has the records of the steps before it."""
        paths = dict.fromkeys(self._observed.get(step, ()))
        if step not in self._observed:
            paths |= dict.fromkeys(path for done in chain for path in done.outputs)
        paths |= dict.fromkeys(self._likely(step, values))
        return Before({path: self._of(path) for path in paths}, self._digests.stamps())

    def outputs(self, before: Before) -> dict[str, str]:
        """The files that are others than before, by path; empty for those that are gone."""
        after = self._digests.stamps()
        changed = [path for path, was in before.inputs.items() if self._of(path) != was]
        if before.stamps is not None and after is not None:
            paths = dict.fromkeys([*after, *before.stamps])
            changed += [path for path in paths if after.get(path) != before.stamps.get(path)]
        found = {path: self._of(path) for path in changed}
        self._written |= found.keys()
        return found

    def settle(self, steps: Iterable[str], folder: Path) -> None:
        """Takes the files that this run wrote out of the folders that its steps read, and keeps what was hashed."""
        for step in steps:
            done = read_done(step, folder)
            if done is None:
                continue
            read = {
                path: self._of(path) if (self._folders[0] / path).is_dir() else was for path, was in done.inputs.items()
            }
            if read != done.inputs:
                write_done(replace(done, inputs=read), folder)
        self._digests.save()

    def is_sound(self, done: Done, folder: Path) -> bool:
        """True where the state that a step left is what its record says; read whole, for a step that will load it."""
        return not done.state or self._digests.of(str(state_file(folder, done.step))) == done.state

    def _stale(self, done: Done) -> Iterator[str]:
        """What of the files is otherwise than a step left it, unless a later step made it so."""
        later = self._steps[self._steps.index(done.step) + 1 :]
        for path, was in done.files.items():
            now = self._of(path)
            if now == was:
                continue
            if any(each.outputs.get(path) == now for step in later for _, each in self._earlier[step]):
                continue
            yield f"{path} {'is not there any more' if not now else 'has changed' if was else 'is new'}"

    def _likely(self, step: str, values: Mapping[str, Any]) -> Iterator[str]:
        """The texts of a step that are paths of files or folders, or look like those of files."""
        texts = dict.fromkeys([*self._codes[step].texts, *(each for each in values.values() if isinstance(each, str))])
        for text in list(texts)[:_MOST]:
            try:
                whole = (self._folders[0] / text).resolve()
                is_path = "*" in text or whole.exists() or bool(_FILE.fullmatch(text))
            except (OSError, ValueError):
                continue
            if is_path and not self._folders[0].is_relative_to(whole) and not whole.is_relative_to(self._runs.parent):
                yield text

    def _of(self, path: str) -> str:
        return self._digests.of(path, self._written)

    def _name(self, file: Path) -> str:
        for folder in self._folders:
            if file.is_relative_to(folder):
                return file.relative_to(folder).as_posix()
        return str(file)
