"""UCDP Georeferenced Event Dataset: CSV of 49 columns, yearly releases and monthly candidates.

Follows the UCDP GED codebooks of versions 21.1 to 25.1. Every event is one of lethal violence between two named sides: PLOVER's
ASSAULT. ``date_prec`` says how exactly the day is known: 1 the day, 2 up to six days, 3 a week, 4 a month, 5 more than a month; the
event lies somewhere from ``date_start`` to ``date_end``. Releases revise earlier ones; rows do not say when they became known,
so that is the release: given, or told by the version in the file's name.
"""

from __future__ import annotations

from shiome.bulk.columns import Days, as_mask, by_value, first_of, joined, trimmed, whole_numbers, written_days
from shiome.bulk.draft import Draft, check_year, set_counts, set_place
from shiome.bulk.extra import pa, pc

_DATE_PRECISION = {"1": "day", "2": "days", "3": "week", "4": "month", "5": "year"}
_PLACE_PRECISION = {
    "1": "point", "2": "place", "3": "district", "4": "province", "5": "region", "6": "country", "7": "region",
}  # fmt: skip
_KINDS = {"1": "state-based", "2": "non-state", "3": "one-sided"}


def read_ucdp(draft: Draft) -> None:
    """Read a chunk of UCDP GED rows."""
    ids, precision = draft.text("id"), trimmed(draft.raw("date_prec"))
    first, last = written_days(draft.raw("date_start")), written_days(draft.raw("date_end"))
    kind = trimmed(draft.raw("type_of_violence"))
    draft.check("id", "id", as_mask(pc.is_valid(ids)))
    draft.check("event-date", "date_start", first.valid)
    draft.check("event-date", "date_end", last.valid)
    draft.check("date-order", "date_end", ~(first.valid & last.valid) | (last.values >= first.values))
    draft.check("code", "type_of_violence", as_mask(by_value(kind, _KINDS.__contains__, pa.bool_())))
    draft.check("event-date", "date_prec", as_mask(by_value(precision, _DATE_PRECISION.__contains__, pa.bool_())))
    draft.identify(pc.fill_null(ids, ""))
    draft.set_days(first, last, draft.released(), basis=draft.setting.released_basis)
    draft.set(
        feed_id=ids,
        code=kind,
        date_precision=by_value(precision, _DATE_PRECISION.get, pa.string()),
        source_country=draft.text("gwnoa"),
        target_country=draft.text("gwnob"),
    )
    draft.set_constant(code_system="ucdp", plover_basis="mapping")
    draft.set_plover(kind, lambda code: ("ASSAULT", "", ()) if code in _KINDS else None)
    for side, letter in (("source", "a"), ("target", "b")):
        draft.set(**{f"{side}_text": draft.text(f"side_{letter}"), f"{side}_code": draft.text(f"side_{letter}_new_id")})
    set_counts(draft, deaths_low="low", deaths_best="best", deaths_high="high")
    _mark_odd(draft, first)
    _set_where(draft)
    draft.set(
        publisher=draft.text("source_office"),
        note=first_of(draft.text("source_headline"), draft.text("source_article")),
    )


def _mark_odd(draft: Draft, first: Days) -> None:
    low, best, high = (whole_numbers(draft.raw(name), 0, 2**31 - 1) for name in ("low", "best", "high"))
    known = low.valid & best.valid & high.valid
    draft.fault("casualties-order", known & ((low.values > best.values) | (best.values > high.values)))
    check_year(draft, "year", first)
    # Counted since version 21; -1 stands for what was coded before.
    counted = whole_numbers(draft.raw("number_of_sources"), 0, 2**31 - 1)
    draft.set(sources=counted.arrow(pa.int32()))


def _set_where(draft: Draft) -> None:
    set_place(draft, "latitude", "longitude")
    parts = [draft.text(name) for name in ("where_coordinates", "adm_2", "adm_1")]
    draft.set(
        place=joined(parts),
        place_country=draft.text("country"),
        place_precision=by_value(trimmed(draft.raw("where_prec")), _PLACE_PRECISION.get, pa.string()),
    )
