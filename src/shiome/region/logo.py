"""The logo of a region pack: read from its file, so that the pack is whole wherever its snapshot goes."""

from __future__ import annotations

from base64 import b64encode

import msgspec

from shiome.errors import RegionRefused
from shiome.region.schema import Region
from shiome.region.yaml_source import Located

TYPES = {".png": "image/png", ".svg": "image/svg+xml"}
"""Ending to media type of the pictures that every format of the outlook can show."""
LARGEST = 500_000
"""Bytes that a logo may have: it is part of every snapshot and document."""


def with_logo(located: Located, region: Region) -> Region:
    """The region with its logo as a data address in place of the file's name.

    Raises
    ------
    RegionRefused
        ``region.logo``: there is no such file in the pack's folder, it is no PNG or SVG, or it is too large.
    """
    name = region.style.logo
    if not name:
        return region
    folder = located.file.parent.resolve()
    file = (folder / name).resolve()
    kind = TYPES.get(file.suffix.lower())
    if kind is None:
        raise _refused(located, name, "is neither a PNG nor an SVG file", "は PNG でも SVG でもない")
    if not file.is_relative_to(folder) or not file.is_file():
        raise _refused(located, name, "is no file in the pack's folder", "はパックのフォルダーにない")
    content = file.read_bytes()
    if len(content) > LARGEST:
        raise _refused(located, name, f"is larger than {LARGEST:,} bytes", f"は {LARGEST:,} バイトより大きい")
    address = f"data:{kind};base64,{b64encode(content).decode()}"
    return msgspec.structs.replace(region, style=msgspec.structs.replace(region.style, logo=address))


def _refused(located: Located, name: str, reason: str, reason_ja: str) -> RegionRefused:
    where = f"{located.file.name}, line {located.line(('style', 'logo'))}"
    return RegionRefused(
        "region.logo",
        f"{where}: the logo {name!r} {reason}",
        ja=f"{where}: ロゴ {name!r} {reason_ja}",
        hint="name a PNG or SVG file beside region.yaml, or leave the logo out",
        hint_ja="region.yaml と同じフォルダーの PNG か SVG を指定するか、logo を外す",
        failed=name,
    )
