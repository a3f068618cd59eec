"""Build hook: a wheel carries the browser libraries of the workbench, so that who installs it needs neither Node nor a network."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("src/shiome/web/static/vendor/manifest.json")


class AssetsHook(BuildHookInterface[Any]):
    """Copies the libraries where they have not been copied yet; an editable install does without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - Hatch's interface
        """Run before a wheel is put together."""
        root = Path(self.root)
        if version == "editable" or (root / VENDOR).is_file():
            return
        npm, node = shutil.which("npm"), shutil.which("node")
        if npm is None or node is None:
            message = (
                "a wheel needs the browser libraries: install Node.js with npm, or run 'make assets' where they are"
            )
            raise SystemExit(message)
        subprocess.run([npm, "ci", "--ignore-scripts", "--silent"], cwd=root, check=True)  # noqa: S603 - fixed arguments
        subprocess.run([node, "tools/vendor.mjs"], cwd=root, check=True)  # noqa: S603 - same
