"""ACLED events: CSV as the export tool and the API give it, before and after the columns changed.

Follows the ACLED codebooks of 2019 to 2023 (``data_id``, ``event_id_no_cnty``, ``iso3``, actors' types as numbers) and of 2024 (types
as words, ``disorder_type``, ``civilian_targeting``, ``tags``). Days come as 2024-06-19, 19 June 2024 or 19/06/2024, day first. ACLED
overwrites what it learns better: the clock of knowledge is ``timestamp``, when this version of the row was put up; a row whose
identifier comes again with other content is a later version. Actor 1 and actor 2 imply no direction.
"""

from __future__ import annotations

from shiome.bulk.columns import Days, as_mask, by_value, joined, text, trimmed, whole_numbers, written_days
from shiome.bulk.draft import Draft, check_year, set_counts, set_place
from shiome.bulk.extra import pa, pc

_DATE_PRECISION = {"1": "day", "2": "week", "3": "month"}
_PLACE_PRECISION = {"1": "place", "2": "district", "3": "province"}
_SECTORS = {
    "1": "state forces", "2": "rebel group", "3": "political militia", "4": "identity militia",
    "5": "rioters", "6": "protesters", "7": "civilians", "8": "external/other forces",
}  # fmt: skip
"""Numbered actor types of the older files."""

_LAST_SECOND = 4_102_444_800  # 2100-01-01: a timestamp beyond it counts milliseconds or is broken
_TYPES: dict[str, tuple[str, str]] = {
    "battles": ("ASSAULT", ""),
    "explosions/remote violence": ("ASSAULT", ""),
    "violence against civilians": ("ASSAULT", ""),
    "protests": ("PROTEST", "demo"),
    "riots": ("PROTEST", "riot"),
    "strategic developments": ("NONE", ""),
    "remote violence": ("ASSAULT", ""),
    "riots/protests": ("PROTEST", ""),
    "strategic development": ("NONE", ""),
}
"""Event type, folded, to PLOVER type and mode; the last three are names used before 2019."""

_SUBTYPES: dict[str, tuple[str, str]] = {
    "agreement": ("AGREE", ""),
    "arrests": ("COERCE", "arrest"),
    "looting/property destruction": ("COERCE", "seize"),
    "headquarters or base established": ("MOBILIZE", ""),
    "abduction/forced disappearance": ("ASSAULT", "abduct"),
    "sexual violence": ("ASSAULT", "sexual"),
    "suicide bomb": ("ASSAULT", "suicide-attack"),
    "remote explosive/landmine/ied": ("ASSAULT", "explosives"),
    "shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"),
    "air/drone strike": ("ASSAULT", "heavy-weapons"),
}
"""Sub-event types that say more than their event type."""


def read_acled(draft: Draft) -> None:
    """Read a chunk of ACLED rows."""
    ids, kind = draft.text("event_id_cnty"), draft.text("event_type")
    first = written_days(draft.raw("event_date"), draft.setting.day_order)
    added, basis = _known(draft)
    draft.check("id", "event_id_cnty", as_mask(pc.is_valid(ids)))
    draft.check("event-date", "event_date", first.valid)
    draft.check("code", "event_type", as_mask(by_value(kind, lambda value: value.lower() in _TYPES, pa.bool_())))
    draft.check("added-date", "timestamp", added.valid)
    draft.identify(pc.fill_null(ids, ""))
    draft.set_days(first, first, added, basis=basis)
    _set_kind(draft)
    check_year(draft, "year", first)
    draft.set(
        feed_id=ids,
        date_precision=by_value(
            trimmed(draft.raw("time_precision")), lambda n: _DATE_PRECISION.get(n, "day"), pa.string()
        ),
    )
    for side, number in (("source", "1"), ("target", "2")):
        draft.set(
            **{
                f"{side}_text": draft.text(f"actor{number}"),
                f"{side}_sector": by_value(draft.text(f"inter{number}"), _sector, pa.string()),
            }
        )
    set_counts(draft, deaths_best="fatalities")
    set_place(draft, "latitude", "longitude")
    draft.set(
        place=joined([draft.text("location"), draft.text("admin2"), draft.text("admin1")]),
        place_country=draft.text("country"),
        place_precision=by_value(trimmed(draft.raw("geo_precision")), _PLACE_PRECISION.get, pa.string()),
        publisher=draft.text("source"),
        note=draft.text("notes"),
    )


def _known(draft: Draft) -> tuple[Days, str]:
    """The clock of knowledge: the row's own timestamp, or the release where the file has no such column."""
    if not draft.has("timestamp"):
        return draft.released(), draft.setting.released_basis
    seconds = whole_numbers(draft.raw("timestamp"), 1, _LAST_SECOND)
    stamps = seconds.values.astype("datetime64[s]")
    draft.set(added_at=pa.array(stamps, type=pa.timestamp("s"), mask=~seconds.valid))
    return Days(stamps.astype("datetime64[D]"), seconds.valid), "row"


def _set_kind(draft: Draft) -> None:
    kind, finer = pc.fill_null(draft.text("event_type"), ""), pc.fill_null(draft.text("sub_event_type"), "")
    both = pc.binary_join_element_wise(kind, finer, "\x1f")
    draft.set_plover(both, _plover)
    draft.set(code=text(pc.if_else(pc.equal(finer, ""), kind, pc.binary_join_element_wise(kind, finer, ": "))))
    draft.set_constant(code_system="acled", plover_basis="mapping")


def _plover(code: str) -> tuple[str, str, tuple[str, ...]] | None:
    kind, _, finer = code.lower().partition("\x1f")
    found = _SUBTYPES.get(finer) or _TYPES.get(kind)
    return (*found, ()) if found else None


def _sector(value: str) -> str | None:
    return _SECTORS.get(value, value.lower()) or None
