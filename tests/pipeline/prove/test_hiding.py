"""A proof is stored and shown, so that no secret may stand in it."""

from nbcoach.pipeline.proof import CellVerdict, Difference, FirstDifference, Proof
from nbcoach.pipeline.prove.hiding import without_secrets

KEY = "ghp_" + "a1B2" * 8


def test_keys_become_asterisks_wherever_a_difference_shows_them():
    difference = Difference("text", f"token {KEY}", "postgres://me:hunter2@host/db")
    proof = Proof(
        "differs",
        cells=(CellVerdict(1, "s", "differs", 1, (difference,)),),
        first_difference=FirstDifference("output", 1, "s", difference),
        cause=f"ValueError: {KEY}",
    )

    hidden = without_secrets(proof)

    assert hidden.cells[0].differences[0].left == "token ********"
    assert KEY not in repr(hidden)
    assert "hunter2" not in repr(hidden)
