"""The fonts of a notice's PDF: they come with the install, nothing of the system is needed."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from shiome.errors import MissingExtra

PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
"""Packages that carry the fonts; they have kana, Han, Hangul, Latin and Cyrillic."""


def font_folders() -> list[Path]:
    """Folders of the fonts.

    Raises
    ------
    MissingExtra
        A font package is not installed.
    """
    folders = []
    for package in PACKAGES:
        try:
            folders.append(Path(str(resources.files(package))))
        except ModuleNotFoundError as error:
            name = package.replace("_", "-")
            raise MissingExtra(
                "notice.fonts",
                f"the PDF needs the font package {name}",
                ja=f"PDF には書体のパッケージ {name} が要る",
                hint=f"install it with: pip install {name}",
                hint_ja=f"pip install {name} で入れる",
                failed=package,
            ) from error
    return folders
