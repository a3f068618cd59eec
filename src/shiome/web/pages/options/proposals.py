"""The proposals that the workspace keeps, and how each stands the tests of the pack."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shiome.errors import NotKnown
from shiome.vocabulary.edtf import parse_edtf
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shiome.errors import InputRefused
    from shiome.policy.proposal import Catalogue, Proposal


def held_catalogue(asked: Asked) -> Catalogue:
    """What proposals are tested by, as known on the day."""
    from shiome.policy.proposal import catalogue

    return catalogue(asked.workspace.pack, as_of=asked.day)


def kept(asked: Asked, held: Catalogue) -> tuple[dict[str, Proposal], dict[str, InputRefused]]:
    """The kept proposals by the name of their file, without those dated after the day; and the files that are none, with why."""
    from shiome.policy.proposal import examine
    from shiome.workspace.options import kept_files

    found, refused = {}, {}
    for file in kept_files(asked.workspace.folder):
        proposal, problems = examine(file, held)
        if problems or proposal is None:
            refused[file.name] = problems[0]
        elif not proposal.date or (latest := parse_edtf(proposal.date).latest) is None or latest <= asked.day:
            found[file.stem] = proposal
    return found, refused


def named(proposals: Mapping[str, Proposal], name: str) -> Proposal:
    """A kept proposal.

    Raises
    ------
    NotKnown
        ``options.proposal``: none of this name is kept, or it is of a later day.
    """
    if name not in proposals:
        raise NotKnown("options.proposal", f"no proposal {name!r} is kept", ja=f"提案 {name!r} はない", failed=name)
    return proposals[name]


def page(asked: Asked) -> Answer:
    """The frame; putting the proposals to the test is a part."""
    return Answer(template="options/page.html", data={"day": asked.day.isoformat()})


def listed(asked: Asked) -> Answer:
    """The list, and what could not be read."""
    from shiome.policy.proposal import assess

    t, held = asked.words, held_catalogue(asked)
    found, refused = kept(asked, held)
    rows = []
    for name, proposal in found.items():
        counts = Counter(each.verdict for each in assess(proposal, held).verdicts)
        rows.append(
            {
                "title": asked.text(proposal.title),
                "about": asked.text(proposal.about),
                "date": proposal.date,
                "measures": len(proposal.measures),
                "holds": counts["holds"],
                "open": counts["open"],
                "fails": counts["fails"],
                "_href": asked.link("/options/bench", **{"from": name}),
            }
        )
    columns = [
        Column(key="title", title=t("options.proposal")),
        Column(key="about", title=t("options.about")),
        Column(key="date", title=t("options.date"), kind="date"),
        Column(key="measures", title=t("options.measures"), kind="number"),
        Column(key="holds", title=t("options.holds"), kind="number"),
        Column(key="open", title=t("options.open"), kind="number"),
        Column(key="fails", title=t("options.fails"), kind="number"),
    ]
    table = Table(id="proposals", title="", columns=columns, rows=rows, note=t("options.counts_note") if rows else "")
    data = {
        "count": len(rows),
        "refused": [{"file": name, "reason": error.line(asked.language)} for name, error in refused.items()],
    }
    return Answer(template="options/list.html", data=data, tables=[table])
