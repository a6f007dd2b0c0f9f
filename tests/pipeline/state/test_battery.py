"""Every case of the battery at every cut: equal, or merged with a reason; never silently different."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pipeline.state.battery import Cut, cases, cut_all

CUTS = [(name, at) for name, cells in cases().items() for at in range(1, len(cells))]
MERGED = {
    ("generator", 1): "a generator that is not used up cannot be carried into another kernel",
    ("lru_cache", 1): "g remembers results (lru_cache) that cannot be carried into another kernel",
    ("lru_cache", 2): "g remembers results (lru_cache) that cannot be carried into another kernel",
}


def all_cuts(folder, **options) -> dict[tuple[str, int], Cut]:
    jobs = [(cases()[name], at, None) for name, at in CUTS]
    return dict(zip(CUTS, cut_all(jobs, folder, **options), strict=True))


@pytest.fixture(scope="module")
def cuts(tmp_path_factory):
    preload = "numpy pandas matplotlib.pyplot sklearn.preprocessing"
    return all_cuts(tmp_path_factory.mktemp("battery"), preload=preload)


@pytest.mark.parametrize(("name", "at"), CUTS)
def test_a_cut_gives_the_same_or_says_why_it_may_not_be(cuts, name, at):
    cut = cuts[name, at]

    if (name, at) in MERGED:
        assert [obstacle["reason"] for obstacle in cut.obstacles] == [MERGED[name, at]]
    else:
        assert cut.obstacles == []
        assert cut.halves == cut.whole != ""


def found_pythons(version) -> list[str]:
    managed = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    return [path for path in (shutil.which(f"python{version}"), *map(str, managed)) if path]


def starts(python) -> bool:
    return not subprocess.run([python, "-c", "import os; os.fork"], capture_output=True, check=False).returncode


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.8", "3.9", "3.12", "3.13", "3.14"])
def test_kernels_of_other_pythons_without_any_library_give_the_same(tmp_path, version):
    python = next(filter(starts, found_pythons(version)), None)
    if python is None:
        pytest.skip(f"no Python {version} that starts")

    plain = [(name, at) for name, at in CUTS if not any("import" in cell for cell in cases()[name])]
    found = cut_all([(cases()[name], at, None) for name, at in plain], tmp_path, python=python)

    assert len(plain) > 50
    assert {place: cut.verdict for place, cut in zip(plain, found, strict=True) if cut.verdict != "equal"} == {
        ("generator", 1): "merged"
    }
