"""*Sanctions*: the framework that watches, events at sea on a map, screening, and cases as released to whoever asks."""

from __future__ import annotations

from shiome.web.model import Page, Parameter, Section
from shiome.web.pages.sanctions import bodies, cases, screened, watched
from shiome.web.papers import FORM, IN
from shiome.web.viewing import AS_READER

_KIND = Parameter(name="kind", kind="choice", choices=watched.TYPES, about="Only events of this kind.")
_QUERY = Parameter(name="q", longest=200, about="A name in any script, an IMO number or an MMSI.")

SECTION = Section(
    name="sanctions",
    assets=(
        "css/within.css",
        "css/timeline.css",
        "vendor/maplibre-gl.css",
        "css/map.css",
        "js/timeline.js",
        "js/map.js",
    ),
    pages=(
        Page(
            name="sanctions",
            path="/sanctions",
            about="The bodies that watch as one framework, their duties, and the events of the last watch.",
            handler=bodies.framework,
            parameters=(_KIND,),
            reads=("watch.json", "positions"),
        ),
        Page(
            name="sanctions.tracks",
            path="/sanctions/tracks",
            about="Tracks of the vessels of the events, thinned.",
            handler=watched.tracks,
            reads=("watch.json", "positions"),
            slow=True,
            part=True,
        ),
        Page(
            name="sanctions.screen",
            path="/sanctions/screen",
            about="A name, IMO number or MMSI against the lists that are loaded.",
            handler=screened.box,
            parameters=(_QUERY,),
            reads=("lists",),
        ),
        Page(
            name="sanctions.screened",
            path="/sanctions/screened",
            about="Hits of a query, with the weight of every feature.",
            handler=screened.hits,
            parameters=(_QUERY,),
            reads=("lists",),
            slow=True,
            part=True,
        ),
        Page(
            name="cases",
            path="/sanctions/cases",
            about="Cases of which whoever asks may know.",
            handler=cases.listing,
            parameters=(AS_READER,),
        ),
        Page(
            name="cases.one",
            path="/sanctions/cases/{case}",
            about="One case as released to whoever asks.",
            handler=cases.one,
            parameters=(AS_READER,),
        ),
        Page(
            name="cases.picture",
            path="/sanctions/cases/{case}/pictures/{number}",
            about="A picture of a case: its map or who owns what (SVG).",
            handler=cases.picture,
            parameters=(AS_READER,),
        ),
        Page(
            name="cases.notice",
            path="/sanctions/cases/{case}/notice",
            about="The notice or report of a case as a file.",
            handler=cases.notice,
            parameters=(
                AS_READER,
                Parameter(name="as", kind="choice", choices=("notice", "report"), default="notice", about="Which."),
                FORM,
                IN,
            ),
        ),
    ),
)
