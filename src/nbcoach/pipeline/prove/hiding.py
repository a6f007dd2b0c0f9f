"""Takes secrets out of a proof: it is shown in a report, and stored beside the pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nbcoach.pipeline.secrets import hidden

if TYPE_CHECKING:
    from nbcoach.pipeline.proof import Difference, Proof


def without_secrets(proof: Proof) -> Proof:
    """The proof with asterisks for whatever looks like a key or a password."""
    first = proof.first_difference
    return replace(
        proof,
        cells=tuple(replace(each, differences=_all(each.differences)) for each in proof.cells),
        variables=tuple(replace(each, differences=_all(each.differences)) for each in proof.variables),
        files=tuple(replace(each, differences=_all(each.differences)) for each in proof.files),
        first_difference=replace(first, difference=_one(first.difference)) if first else None,
        cause=hidden(proof.cause),
    )


def _all(found: tuple[Difference, ...]) -> tuple[Difference, ...]:
    return tuple(map(_one, found))


def _one(difference: Difference) -> Difference:
    return replace(difference, left=hidden(difference.left), right=hidden(difference.right))
