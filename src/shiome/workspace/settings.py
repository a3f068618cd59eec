"""The settings of a workspace: one small file in its folder."""

from __future__ import annotations

from pathlib import Path

import msgspec

from shiome.errors import InputRefused, NotKnown

FILE = "workspace.json"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What ``workspace.json`` holds."""

    region: str
    """Identifier of the region whose pack the workspace was made from."""
    db: str = ""
    """Database address; empty for ``shiome.db`` in the folder."""
    format: int = 1

    def url(self, folder: Path) -> str:
        """Address of the store of the workspace in ``folder``."""
        return self.db or f"sqlite:///{folder / 'shiome.db'}"


def read_settings(folder: Path) -> Settings:
    """The settings in ``folder``.

    Raises
    ------
    NotKnown
        There is no workspace.
    InputRefused
        The file is damaged.
    """
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Settings)
    except FileNotFoundError as error:
        raise NotKnown(
            "workspace.missing",
            f"there is no workspace at {folder}",
            ja=f"{folder} にワークスペースがない",
            hint="make one with 'shiome init' or name another with --workspace",
            hint_ja="「shiome init」で作るか、--workspace で別の場所を指定する",
            failed=folder,
        ) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise InputRefused(
            "workspace.settings",
            f"{folder / FILE} cannot be read: {error}",
            hint="restore it or make a new workspace",
            failed=folder,
        ) from error


def write_settings(folder: Path, settings: Settings) -> None:
    """Write the settings into ``folder``."""
    (folder / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
