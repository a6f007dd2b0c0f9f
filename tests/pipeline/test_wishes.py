"""Defaults and types that a user wants otherwise than the notebook has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from nbcoach.errors import BadCallError
from nbcoach.pipeline import export, schemas_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(write_notebook) -> Path:
    return write_notebook("trees = 100\nname = 'oak'\nprint(trees, name)", name="work/train.ipynb")


def defaults(folder: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((folder / "params.yaml").read_text())
    return found


def test_a_wanted_value_is_the_default_of_runs_and_the_notebooks_own_stays_in_the_schema(
    source: Path, tmp_path: Path
) -> None:
    export(source, tmp_path / "pipe", values={"trees": "200", "name": "oak"})

    assert defaults(tmp_path / "pipe") == {"trees": 200, "name": "oak"}
    assert schemas_of(tmp_path / "pipe")["trees"]["default"] == 100


def test_a_wanted_value_outlives_the_next_export(source: Path, tmp_path: Path) -> None:
    export(source, tmp_path / "pipe", values={"trees": 200})

    again = export(source, tmp_path / "pipe")

    assert defaults(tmp_path / "pipe")["trees"] == 200
    assert again.kept == ("params.yaml",)


def test_a_whole_number_may_become_any_number(source: Path, tmp_path: Path) -> None:
    export(source, tmp_path / "pipe", types={"trees": "number"}, values={"trees": "0.5"})

    assert schemas_of(tmp_path / "pipe")["trees"]["type"] == "number"
    assert defaults(tmp_path / "pipe")["trees"] == 0.5


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"values": {"trees": "many"}}, "trees is"),
        ({"values": {"trees": "0.5"}}, "whole number"),
        ({"values": {"shrubs": "1"}}, "shrubs is unknown"),
        ({"types": {"trees": "boolean"}}, "cannot be of type boolean"),
        ({"types": {"name": "number"}}, "cannot be of type number"),
        ({"types": {"shrubs": "number"}}, "shrubs is no parameter"),
        ({"parameters": ["name"], "values": {"trees": "1"}}, "trees is unknown"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_written(
    source: Path, tmp_path: Path, wish: dict[str, object], said: str
) -> None:
    with pytest.raises(BadCallError, match=said):
        export(source, tmp_path / "pipe", **wish)

    assert not (tmp_path / "pipe").exists()


@pytest.mark.slow
def test_a_proof_does_not_speak_of_values_that_were_not_run(source: Path, tmp_path: Path) -> None:
    exported = export(source, tmp_path / "pipe", yes=True, values={"trees": 200})

    assert exported.proof.outcome == "verified"
    assert any("others for trees" in warning for warning in exported.warnings)
