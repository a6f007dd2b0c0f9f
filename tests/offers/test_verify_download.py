"""The offer that compares a download with the copy that lies beside the notebook."""

import pytest
from cells import notebook

from nbcoach import offers
from nbcoach.checking import Offer
from nbcoach.errors import BadCallError
from nbcoach.offers import verify_download
from nbcoach.project import Project

SUM = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def resolved(tmp_path, *sources, path="a.csv", project=True):
    offer = Offer("verify-download", {"cell": len(sources) - 1, "line": 1, "path": path})
    return offers.resolve(notebook(*sources), offer, Project(tmp_path) if project else None)


def test_the_checksum_is_that_of_the_copy(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"abc")

    (edit,) = resolved(tmp_path, "!wget https://x.org/a.csv")

    assert edit.new == (f'\nimport hashlib\nassert hashlib.sha256(open("a.csv", "rb").read()).hexdigest() == "{SUM}"')


def test_hashlib_is_imported_once(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"abc")

    (edit,) = resolved(tmp_path, "import hashlib", "!wget https://x.org/a.csv")

    assert "import" not in edit.new


def test_without_a_copy_the_offer_is_refused(tmp_path):
    with pytest.raises(BadCallError, match=r"There is no a\.csv here"):
        resolved(tmp_path, "!wget https://x.org/a.csv")
    with pytest.raises(BadCallError, match="Nobody knows where"):
        resolved(tmp_path, "!wget https://x.org/a.csv", project=False)


def test_a_large_copy_is_not_read_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(b"abc")
    monkeypatch.setattr(verify_download, "_BYTES_AT_MOST", 2)

    with pytest.raises(BadCallError, match="too large"):
        resolved(tmp_path, "!wget https://x.org/a.csv")
