"""Signals of data: versions, validation, features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import ELSEWHERE, Place, Reading, Rung, State, absent, seen, unknown
from nbcoach.maturity.probes.by_call import calls, not_called

if TYPE_CHECKING:
    from nbcoach.maturity.scene import Scene
    from nbcoach.maturity.source import Source

SCHEMA_CLASSES = ("DataFrameModel", "SchemaModel")


def data_read_unversioned(scene: Scene) -> Reading:
    name = "data-read-unversioned"
    found = scene.findings.get("untracked-data")
    places = [source.finding(finding) for source, finding in found or () if source.training]
    if places:
        return seen(name, Rung.WIRED, "training reads data of which no version is recorded", places)
    if found is None:
        return unknown(
            name, "the check untracked-data did not run", "Let it run: see select and ignore in the settings."
        )
    scripts = [source for source in scene.training if source.is_script]
    if scripts:
        return unknown(name, "scripts train, and what they read is not looked at yet", "", [scripts[0].whole("trains")])
    if scene.blind_spot:
        return unknown(name, f"not found, but {scene.blind_spot}", "Make all code readable.")
    return absent(name, "every read of data in a notebook that trains has a version")


def data_versioned(scene: Scene) -> Reading:
    name = "data-versioned"
    places = [*_dvc(scene), *calls(scene, name)]
    if places:
        return seen(name, Rung.WIRED, "data has versions", places)
    large = [
        Place("keeps files in Git LFS", path) for path in scene.named(r"\.gitattributes") if _uses_lfs(scene, path)
    ]
    if large:
        return unknown(name, "Git LFS stores files and does not say which are data", ELSEWHERE, large)
    return absent(name, "no data under DVC, and no call of a tool for versions of data")


def _dvc(scene: Scene) -> list[Place]:
    stages = [Place("locks stages", path) for path in scene.named(r"dvc\.lock") if _is_mapping(scene, path, "stages")]
    files = [Place("tracks data", path) for path in scene.named(r".+\.dvc") if _is_mapping(scene, path, "outs")]
    return stages + files


def _is_mapping(scene: Scene, path: str, key: str) -> bool:
    content = scene.yaml(path)
    return isinstance(content, dict) and bool(content.get(key))


def _uses_lfs(scene: Scene, path: str) -> bool:
    return "filter=lfs" in scene.text(path)


def data_validation_defined(scene: Scene) -> Reading:
    name = "data-validation-defined"
    files = [Place("sets up Great Expectations", path) for path in scene.named(r"great_expectations\.ya?ml")]
    classes = [place for source in scene.sources for place in _schema_classes(source)]
    places = [*calls(scene, name), *classes, *files]
    if places:
        return seen(name, Rung.WIRED, "expectations about data are written as code", places)
    others = scene.named(r"dbt_project\.ya?ml")
    if others:
        return unknown(name, "dbt may test the data, which is not looked at yet", "", [Place("sets up dbt", others[0])])
    return not_called(scene, name, "no schema or expectation of a tool for data validation")


def _schema_classes(source: Source) -> list[Place]:
    """The classes that derive from a schema of pandera."""
    if "pandera" not in source.notebook.imports:
        return []
    found = []
    for site in source.notebook.bindings:
        bases = site.binding.value.parts if site.binding.kind == "class" and site.binding.value else ()
        names = [source.notebook.resolve(site.cell, base) for base in bases]
        if any(name.startswith("pandera.") and name.endswith(SCHEMA_CLASSES) for name in names):
            found.append(source.place(site.cell, site.span.line, f"defines the schema {site.binding.name}"))
    return found


def data_validation_in_pipeline(scene: Scene) -> Reading:
    name = "data-validation-in-pipeline"
    defined = data_validation_defined(scene)
    if defined.state is State.ABSENT:
        return absent(name, defined.reason)
    return unknown(name, "whether a pipeline runs the expectations is not looked at yet")


def feature_store_both_sides(scene: Scene) -> Reading:
    name = "feature-store-both-sides"
    files = [Place("sets up a feature store", path) for path in scene.named(r"feature_store\.ya?ml")]
    places = [*calls(scene, "feature-store"), *files]
    if places:
        return unknown(name, "whether serving reads the same store is not looked at yet", "", places)
    reading = not_called(scene, "feature-store", "no feature store is used")
    return (
        absent(name, reading.reason) if reading.state is State.ABSENT else unknown(name, reading.reason, reading.cure)
    )


SIGNALS = (
    data_read_unversioned,
    data_versioned,
    data_validation_defined,
    data_validation_in_pipeline,
    feature_store_both_sides,
)
