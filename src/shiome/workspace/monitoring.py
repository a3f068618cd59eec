"""Who watches over the sanctions, as a workspace knew it on a day: the framework of its region and its public cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shiome.sanctions.view import SanctionsView
    from shiome.workspace.workspace import Workspace


def monitoring_of(workspace: Workspace, as_of: date) -> SanctionsView | None:
    """The framework and the public cases as known on a day, the case last released first; what is no longer public is left out.

    None for a region without such bodies, and on a day on which none of them was known.
    """
    pack = workspace.pack
    if not pack.entries("sanctions_bodies"):
        return None
    from shiome.sanctions.casework import released_numbers
    from shiome.sanctions.framework import framework_of
    from shiome.sanctions.framework.bodies import PUBLIC
    from shiome.sanctions.view import SanctionsView, public_case
    from shiome.workspace.cases import cases

    framework = framework_of(pack, as_of=as_of)
    if not framework.bodies:
        return None
    today = date.today()
    still = {each.id: released_numbers(each, PUBLIC, pack, on=today) for each in cases(workspace)}
    found = [public_case(each, pack, on=as_of, among=still[each.id]) for each in cases(workspace, as_of=as_of)]
    public = sorted((each for each in found if each is not None), key=lambda e: (-e.released.toordinal(), e.case.id))
    return SanctionsView(framework, tuple(public))
