"""Which installed distributions a run has loaded."""

from __future__ import annotations

import sys
from importlib.metadata import version

import numpy as np  # noqa: F401 - to be found
import sklearn
import yaml  # noqa: F401 - to be found

from nbcoach.pipeline.observe.probe import distributions


def test_modules_are_told_by_the_names_that_are_installed():
    found = distributions.versions(frozenset({"sklearn", "sklearn.svm", "yaml", "json", "numpy.random"}), [])

    assert found["scikit-learn"] == version("scikit-learn") == sklearn.__version__
    assert found["PyYAML"] == version("PyYAML")
    assert found["numpy"] == version("numpy")
    assert "json" not in found


def test_what_the_kernel_had_loaded_before_counts_where_the_notebook_imports_it():
    assert "numpy" in distributions.versions(frozenset(), ["numpy", "not_there"])


def test_a_module_beside_the_notebook_is_a_file_and_no_distribution(tmp_path, monkeypatch):
    (tmp_path / "nearby_module.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    import nearby_module  # noqa: F401, PLC0415 - made just now

    try:
        assert distributions.files(frozenset({"nearby_module", "numpy"})) == [str(tmp_path / "nearby_module.py")]
        assert "nearby_module" not in distributions.versions(frozenset({"nearby_module"}), [])
    finally:
        del sys.modules["nearby_module"]


def test_a_name_that_several_distributions_share_is_told_by_the_files_loaded(tmp_path, monkeypatch):
    for part in ("one", "two"):
        (tmp_path / "shared_space" / part).mkdir(parents=True)
        (tmp_path / "shared_space" / part / "__init__.py").write_text("")
        info = tmp_path / f"shared_{part}-1.{part == 'two':d}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: shared-{part}\n")
        (info / "RECORD").write_text(f"shared_space/{part}/__init__.py,,\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(distributions, "_roots", lambda: {str(tmp_path)})
    import shared_space.two  # noqa: PLC0415 - made just now

    names = {name for name in sys.modules if name.startswith("shared_space")}
    try:
        found = distributions.versions(frozenset(names), [])
    finally:
        for name in names:
            del sys.modules[name]

    assert shared_space.two
    assert found["shared-two"] == "1.1"
    assert "shared-one" not in found
