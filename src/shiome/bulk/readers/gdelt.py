"""GDELT 2 events: 61 columns parted by tabs, no header, no quotation.

Follows the GDELT Event Codebook 2.0 of 19 February 2015. The clock of knowledge is DATEADDED, the fifteen-minute batch in which the
event first stood. GDELT reads dates out of running text, so that an event may be placed days, a year or a decade before the
report ("a year ago today"): such rows are kept and marked ``historic``. Latitudes with a stray ``#`` and codes of places that are not
FIPS 10-4 occur and are marked. Identifiers are unique but for batches that were published twice.
"""

from __future__ import annotations

from shiome.bulk.columns import (
    as_mask,
    by_value,
    compact_days,
    first_of,
    matches,
    moments,
    real_numbers,
    text,
    trimmed,
)  # fmt: skip
from shiome.bulk.draft import Draft, check_year, present, set_counts, set_intensity, set_place
from shiome.bulk.extra import Array, pa, pc
from shiome.bulk.fips import FIPS_CODES
from shiome.vocabulary.cameo import is_cameo

_NO_CODES = ("", "---", "X")
_PRECISION = {"1": "country", "2": "province", "3": "place", "4": "place", "5": "province"}
"""ActionGeo_Type: country, US state, US city, world city, world state."""


def read_gdelt(draft: Draft) -> None:
    """Read a chunk of GDELT 2 rows."""
    ids, codes = trimmed(draft.raw("GLOBALEVENTID")), trimmed(draft.raw("EventCode"))
    day, added_text = trimmed(draft.raw("SQLDATE")), trimmed(draft.raw("DATEADDED"))
    first, added = compact_days(day), compact_days(added_text)
    numbered = matches(ids, r"^[0-9]{1,18}$")
    draft.check("id", "GLOBALEVENTID", numbered)
    draft.check("event-date", "SQLDATE", first.valid & matches(day, r"^.{8}$"))
    draft.check("code", "EventCode", _is_code(codes))
    draft.check("quad", "QuadClass", matches(trimmed(draft.raw("QuadClass")), r"^[1-4]?$"))
    draft.check("added-date", "DATEADDED", added.valid)
    draft.identify_by_number(ids, numbered)
    draft.set(feed_id=ids, code=text(codes, nulls=_NO_CODES), added_at=moments(added_text, added))
    draft.set_constant(date_precision="day", code_system="cameo", plover_basis="mapping")
    draft.set_days(first, first, added, basis="row")
    draft.fault("no-code", as_mask(pc.is_in(codes, value_set=pa.array(_NO_CODES))))
    draft.set_plover(codes, draft.setting.plover_of)
    _set_actors(draft)
    _set_numbers(draft)
    _set_action_place(draft)
    draft.set(url=draft.text("SOURCEURL"))


def _is_code(codes: Array) -> Array:
    good = by_value(codes, lambda code: code in _NO_CODES or is_cameo(code), pa.bool_())
    return as_mask(good)


def _set_actors(draft: Draft) -> None:
    for side, actor in (("source", "Actor1"), ("target", "Actor2")):
        draft.set(
            **{
                f"{side}_text": draft.text(f"{actor}Name"),
                f"{side}_code": draft.text(f"{actor}Code"),
                f"{side}_country": draft.text(f"{actor}CountryCode"),
                f"{side}_sector": first_of(draft.text(f"{actor}Type1Code"), draft.text(f"{actor}KnownGroupCode")),
            }
        )


def _set_numbers(draft: Draft) -> None:
    set_intensity(draft, "GoldsteinScale")
    set_counts(draft, mentions="NumMentions", sources="NumSources", articles="NumArticles")
    tone = real_numbers(draft.raw("AvgTone"), -100, 100)
    draft.fault("number", ~tone.ok)
    draft.set(tone=tone.arrow(pa.float64()))
    check_year(draft, "Year", compact_days(trimmed(draft.raw("SQLDATE"))))


def _set_action_place(draft: Draft) -> None:
    set_place(draft, "ActionGeo_Lat", "ActionGeo_Long")
    country, province = draft.text("ActionGeo_CountryCode"), draft.text("ActionGeo_ADM1Code")
    unassigned = present(country) & ~as_mask(pc.is_in(country, value_set=pa.array(sorted(FIPS_CODES))))
    elsewhere = (
        present(country) & present(province) & ~as_mask(pc.equal(pc.utf8_slice_codeunits(province, 0, 2), country))
    )
    draft.fault("fips", unassigned | elsewhere)
    draft.set(
        place=draft.text("ActionGeo_FullName"),
        place_country=country,
        place_precision=by_value(trimmed(draft.raw("ActionGeo_Type")), _PRECISION.get, pa.string()),
    )
