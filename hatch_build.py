"""What the build does besides packing: each table is kept as JSON too (see `nbcoach.notebook.tables`).

A wheel brings what was kept along, as its files may be installed where nobody may write. For an editable install it is
kept in the source tree, where it stays until the table is edited.
"""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGES = {"src/nbcoach": "nbcoach", "checks/nbcoach_checks": "nbcoach_checks"}


class KeepTables(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        spec = spec_from_file_location("tables", root / "src" / "nbcoach" / "notebook" / "tables.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(root)
        tables = module_from_spec(spec)
        spec.loader.exec_module(tables)
        for source, package in PACKAGES.items():
            for file in sorted((root / source).rglob("*.toml")):
                kept = Path(tables.kept_path(str(file)))
                data = file.read_bytes()
                if tables.keep(str(file), data, tables.parsed(data)) and version != "editable":
                    place = Path(package) / kept.relative_to(root / source)
                    build_data["force_include"][str(kept)] = place.as_posix()
