"""A feed of what patrol boats log at sea: CSV with the headings ``number,day,actor,target,kind,latitude,longitude,note``."""

from __future__ import annotations

from shiome.bulk.columns import as_mask, matches, trimmed, written_days
from shiome.bulk.draft import Draft, set_place
from shiome.bulk.extra import pc
from shiome.bulk.feeds import Feed

COLUMNS = ("number", "day", "actor", "target", "kind", "latitude", "longitude", "note")
_PLOVER: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "rescue": ("AID", "", ()),
    "hail": ("CONSULT", "", ()),
    "warning": ("THREATEN", "", ()),
    "boarding": ("COERCE", "", ()),
}


class PatrolLog:
    """Reads the log; its rows do not say when they were entered, so that the day in the file's name does."""

    feed = Feed("patrol-log", "the patrol's own four kinds", ",", COLUMNS, COLUMNS[:5])

    def read(self, draft: Draft) -> None:
        """Read a chunk of entries; one without a number, a day or a known kind is rejected."""
        number, kind = draft.text("number"), trimmed(draft.raw("kind"))
        day = written_days(draft.raw("day"))
        draft.check("id", "number", as_mask(pc.is_valid(number)))
        draft.check("event-date", "day", day.valid)
        draft.check("code", "kind", matches(kind, f"^({'|'.join(_PLOVER)})$"))
        draft.identify(pc.fill_null(number, ""))
        draft.set_days(day, day, draft.released(), basis=draft.setting.released_basis)
        draft.set(feed_id=number, code=kind, note=draft.text("note"))
        draft.set(source_country=draft.text("actor"), target_country=draft.text("target"))
        draft.set_constant(date_precision="day", code_system="patrol-log", plover_basis="mapping")
        draft.set_plover(kind, _PLOVER.get)
        set_place(draft, "latitude", "longitude")
