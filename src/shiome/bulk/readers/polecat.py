"""POLECAT events (2018 and after), coded by NGEC: about 40 named columns parted by tabs, PLOVER names of 2021.

Follows the POLECAT weekly data (doi:10.7910/DVN/AJGVIT) and the PLOVER codebook after 2021. An event without a date in its story has
none here either and is rejected. The clock of knowledge is the story's publication date. Some weekly files have names in their header
to which no column belongs, others empty columns at their end; both are read. An actor may belong to several countries.
"""

from __future__ import annotations

from shiome.bulk.columns import as_mask, by_value, first_of, joined, matches, trimmed, written_days
from shiome.bulk.draft import Draft, set_intensity, set_place
from shiome.bulk.extra import pa, pc
from shiome.vocabulary.plover import TYPES

POLECAT_COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts",
    *(f"{prefix} {part}" for prefix in ("Actor",) for part in ("Name", "Country", "COW")),
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""All 40 columns in order, for the files whose header names more than there are."""

_NULLS = ("None", "NULL", "NA", "nan")
_FEATURES = (("PCL", "country"), ("ADM1", "province"), ("ADM", "district"), ("PPL", "place"))


def read_polecat(draft: Draft) -> None:
    """Read a chunk of POLECAT rows."""
    ids = draft.text("Event ID", *_NULLS)
    first, added = written_days(draft.raw("Event Date")), written_days(draft.raw("Publication Date"))
    kind = pc.utf8_upper(trimmed(draft.raw("Event Type")))
    draft.check("id", "Event ID", as_mask(pc.is_valid(ids)))
    draft.check("event-date", "Event Date", first.valid)
    draft.check("added-date", "Publication Date", added.valid)
    draft.check("code", "Event Type", as_mask(pc.is_in(kind, value_set=pa.array(TYPES))))
    draft.check(
        "quad",
        "Quad Code",
        matches(draft.raw("Quad Code"), r"(?i)^\s*((verbal|material) (cooperation|conflict)|none|)\s*$"),
    )
    draft.identify(pc.fill_null(ids, ""))
    draft.set(feed_id=ids, code=kind, plover=kind)
    draft.set_constant(date_precision="day", code_system="plover", plover_basis="feed")
    draft.set_days(first, first, added, basis="row")
    draft.set(
        mode=pc.fill_null(draft.text("Event Mode", *_NULLS), ""),
        context=by_value(draft.text("Contexts", *_NULLS), _contexts, pa.list_(pa.string())),
    )
    for side, actor in (("source", "Actor"), ("target", "Recipient")):
        draft.set(
            **{
                f"{side}_text": first_of(
                    draft.text(f"{actor} Name", *_NULLS), draft.text(f"{actor} Name Raw", *_NULLS)
                ),
                f"{side}_code": draft.text(f"Wikipedia {actor} ID", *_NULLS),
                f"{side}_country": by_value(draft.text(f"{actor} Country", *_NULLS), _countries, pa.string()),
                f"{side}_sector": draft.text(f"Primary {actor} Sector", *_NULLS),
            }
        )
    set_intensity(draft, "Event Intensity")
    _set_where(draft)
    draft.set(publisher=draft.text("Source", *_NULLS))


def _set_where(draft: Draft) -> None:
    set_place(draft, "Latitude", "Longitude")
    parts = [draft.text(name, *_NULLS) for name in ("City", "District", "Province")]
    draft.set(
        place=first_of(draft.text("Placename", *_NULLS), joined(parts), draft.text("Country", *_NULLS)),
        place_country=draft.text("Country", *_NULLS),
        place_precision=by_value(draft.text("Feature Type", *_NULLS), _precision, pa.string()),
    )


def _contexts(joined_contexts: str) -> list[str]:
    return [part.strip().lower() for part in joined_contexts.replace(",", ";").split(";") if part.strip()]


def _countries(joined_countries: str) -> str | None:
    parts = [part.strip() for part in joined_countries.split(";") if part.strip() and part.strip() not in _NULLS]
    return ";".join(dict.fromkeys(parts)) or None


def _precision(feature: str) -> str | None:
    return next((name for start, name in _FEATURES if feature.upper().startswith(start)), "point" if feature else None)
