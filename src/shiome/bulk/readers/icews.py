"""ICEWS coded event data (1995 to April 2023): 20 named columns parted by tabs, quotation marks stand as they are.

Follows the codebook of the Dataverse release (doi:10.7910/DVN/28075). Known faults that are met here: the event identifier is not unique
(with the day it is), one yearly file writes month/day/year and has no column of CAMEO codes, later files join names with
underscores. Rows do not say when they became known: that is the release in the file's name, or what the caller gives.
"""

from __future__ import annotations

from shiome.bulk.columns import as_mask, by_value, first_of, joined, matches, text, trimmed, written_days
from shiome.bulk.draft import Draft, present, set_intensity, set_place
from shiome.bulk.extra import Array, np, pa, pc
from shiome.vocabulary.cameo import is_cameo

_NULLS = ("NULL", "None", "NA", "---")


def read_icews(draft: Draft) -> None:
    """Read a chunk of ICEWS rows."""
    ids = trimmed(draft.raw("Event ID"))
    first = written_days(draft.raw("Event Date"), draft.setting.day_order)
    codes = _padded(draft)
    draft.check("id", "Event ID", matches(ids, r"^[0-9]{1,18}$"))
    draft.check("event-date", "Event Date", first.valid)
    draft.check("code", "CAMEO Code", as_mask(by_value(codes, lambda code: not code or is_cameo(code), pa.bool_())))
    draft.identify(ids, pc.cast(first.arrow(), pa.string()).fill_null(""))
    draft.set(feed_id=ids, code=text(codes), note=draft.text("Event Text", *_NULLS))
    draft.set_constant(date_precision="day", code_system="cameo", plover_basis="mapping")
    draft.set_days(first, first, draft.released(), basis=draft.setting.released_basis)
    draft.fault("no-code", as_mask(pc.equal(codes, "")))
    draft.set_plover(codes, draft.setting.plover_of)
    for side, actor in (("source", "Source"), ("target", "Target")):
        draft.set(
            **{
                f"{side}_text": draft.text(f"{actor} Name", *_NULLS),
                f"{side}_country": draft.text(f"{actor} Country", *_NULLS),
                f"{side}_sector": draft.text(f"{actor} Sectors", *_NULLS),
            }
        )
    set_intensity(draft, "Intensity")
    _set_where(draft)
    draft.set(publisher=draft.text("Publisher", *_NULLS))


def _padded(draft: Draft) -> Array:
    """CAMEO codes with the leading zero that spreadsheets drop; empty where the file has none."""
    codes = pc.fill_null(draft.text("CAMEO Code", *_NULLS), "")
    return by_value(codes, _with_zero, pa.string())


def _with_zero(code: str) -> str:
    # 40 and 57 are no roots, nor are 311 and 841 codes under roots 31 and 84: the zero before them was lost.
    return code if is_cameo(code) or not is_cameo("0" + code) else "0" + code


def _set_where(draft: Draft) -> None:
    set_place(draft, "Latitude", "Longitude")
    city, district = draft.text("City", *_NULLS), draft.text("District", *_NULLS)
    province, country = draft.text("Province", *_NULLS), draft.text("Country", *_NULLS)
    levels = ((city, "place"), (district, "district"), (province, "province"), (country, "country"))
    precision = np.full(draft.size, None, dtype=object)
    for level, name in reversed(levels):
        precision[present(level)] = name
    draft.set(
        place=first_of(joined([city, district, province]), country),
        place_country=country,
        place_precision=pa.array(precision, pa.string()),
    )
