"""Maturity models as files: what is read, and how a fault in one is told."""

import pytest
import yaml

from nbcoach.errors import BadCallError
from nbcoach.maturity import ModelFileError, load_model, model_names, read_model
from nbcoach.maturity.catalogue import catalogue
from nbcoach.maturity.fingerprints import fingerprints
from nbcoach.maturity.probes import PROBES
from nbcoach.maturity.schema import FOLDER
from nbcoach.maturity.step import advice


@pytest.fixture
def broken(tmp_path):
    """Writes the model with one change, under its own name."""

    def write(change):
        content = yaml.safe_load((FOLDER / "tpwits-2025.yaml").read_text("utf-8"))
        change(content)
        file = tmp_path / "tpwits-2025.yaml"
        file.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
        return file

    return write


@pytest.mark.parametrize("name", model_names())
def test_each_model_that_ships_is_whole(name):
    model = load_model(name)

    assert model.id == name
    assert all(level.criteria for level in model.levels)
    assert [level.position for level in model.levels] == list(range(len(model.levels)))


def test_the_model_holds_its_46_criteria():
    model = load_model("tpwits-2025")

    assert len(model.criteria) == 46
    assert [level.name for level in model.levels] == ["Ad hoc", "Managed", "Defined", "Automated", "Optimised"]


def test_an_unknown_model_is_a_wrong_call_that_names_the_known_ones():
    with pytest.raises(BadCallError) as caught:
        load_model("../../secret")

    assert "tpwits-2025" in caught.value.cure


def first(content):
    return content["levels"][1]["criteria"][0]


FAULTS = {
    "unknown field `suported_by`": lambda content: first(content).update(suported_by=[]),
    "missing required field `statement`": lambda content: first(content).pop("statement"),
    "$.levels[1].criteria[0].polarity": lambda content: first(content).update(polarity="good"),
    "criterion tp-1-basic-pipeline: signal 'trainig' is not in the catalogue": lambda content: first(content).update(
        evidence=["absent:trainig"]
    ),
    "criterion tp-1-basic-pipeline: axis 'none' is not among the axes": lambda content: first(content).update(
        axis="none"
    ),
    "criterion tp-1-scripts: its id is used twice": lambda content: first(content).update(id="tp-1-scripts"),
    "criterion tp-1-basic-pipeline: criterion 'tp-9' does not exist": lambda content: first(content).update(
        superseded_by=["tp-9"]
    ),
    "transition 0 to 1: closes 'tp-9', which does not exist": lambda content: content["transitions"][0]["actions"][
        0
    ].update(closes=["tp-9"]),
    "levels: the numbers do not rise": lambda content: content["levels"][1].update(number=0),
    "id: it is 'other', the file's name says 'tpwits-2025'": lambda content: content.update(id="other"),
    "$.schema": lambda content: content.update(schema="nbcoach.maturity/2"),
    "$.title": lambda content: content.update(title=None),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_file_and_key(broken, fault):
    with pytest.raises(ModelFileError) as caught:
        read_model(broken(FAULTS[fault]))

    assert "tpwits-2025.yaml" in caught.value.message
    assert fault in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("text", ["", "- 1\n", "a: [", "\x00", "levels: 3"])
def test_a_file_that_is_no_model_is_told_in_one_line(tmp_path, text):
    file = tmp_path / "odd.yaml"
    file.write_text(text)

    with pytest.raises(ModelFileError, match=r"^The maturity model odd\.yaml cannot be used: [^\n]+$") as caught:
        read_model(file)

    assert str(file) in caught.value.cure


def test_a_file_that_is_gone_is_told(tmp_path):
    with pytest.raises(ModelFileError, match="cannot be read"):
        read_model(tmp_path / "gone.yaml")


def test_all_tables_speak_of_signals_that_exist():
    named = {signal for each in fingerprints() for signal in each.signals}

    assert set(PROBES) <= set(catalogue())
    assert set(advice()) <= set(catalogue())
    assert named <= set(catalogue())
