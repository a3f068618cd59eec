"""As whom a reader looks at what is released to some only: consultation files and cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from shiome.errors import NotKnown
from shiome.web.model import Parameter

if TYPE_CHECKING:
    from shiome.web.asked import Asked

Found = TypeVar("Found")
PUBLIC = "public"
"""The reader that stands for everybody."""
WHOLE = ""
"""The view of whoever keeps the workspace: nothing is left out."""
AS_READER = Parameter(
    name="for",
    longest=80,
    about="As this actor, body or the public may have it; without it, of several bodies the first that sees something.",
)
"""The parameter of pages that show a released view."""


def views_of(asked: Asked, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The readers as whom whoever asks may look, in the order in which they are tried.

    The one person of local mode sees the whole, and may look at what any reader gets; in a team everybody sees what is released to the
    bodies of the account, and to the public.

    Parameters
    ----------
    known:
        Whether markings can name a reader.

    Raises
    ------
    NotKnown
        ``web.reader``: the address names a reader that there is not, or as whom this one may not look.
    """
    own = tuple(each for each in (*asked.reader.bodies, PUBLIC) if known(each))
    given = asked.values.get("for") or WHOLE
    if not given:
        return (WHOLE,) if asked.reader.local else own
    if not (known(given) if asked.reader.local else given in own):
        raise NotKnown(
            "web.reader",
            f"there is no view for {given!r}",
            ja=f"{given!r} に示せるものはない",
            hint="leave the parameter 'for' out",
            hint_ja="アドレスの for を除く",
            failed=given,
        )
    return (given,)


def first_released(views: Sequence[str], find: Callable[[str], Found]) -> tuple[str, Found]:
    """The first view in which there is something, and what it shows.

    Raises
    ------
    NotKnown
        There is nothing in any of them.
    """
    for view in views[:-1]:
        try:
            return view, find(view)
        except NotKnown:
            continue
    return views[-1], find(views[-1])


def all_released(
    views: Sequence[str], find: Callable[[str], Sequence[Found]], name: Callable[[Found], str]
) -> list[tuple[str, Found]]:
    """Everything that is in any of the views, each once in the first view that has it, by name."""
    found: dict[str, tuple[str, Found]] = {}
    for view in views:
        for each in find(view):
            found.setdefault(name(each), (view, each))
    return [found[key] for key in sorted(found)]
