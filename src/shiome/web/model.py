"""What a page of the workbench is made of: an address with parameters, and an answer with data, tables and pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from shiome.web.asked import Asked

Role = Literal["reader", "analyst", "releaser", "administrator"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "releaser", "administrator")
"""Each may do what those before it may."""
Kind = Literal["text", "number", "date", "code", "sources", "share"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table."""

    key: str
    title: str
    """In the language of the page."""
    kind: Kind = "text"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that is shown on a page and can be taken away as CSV or JSON.

    A row is plain data by column. ``_href`` is the permalink that its first cell leads to, ``_sources`` the passages it rests on as
    :meth:`Asked.evidence` gives them, ``_class`` a word for its style, ``_start`` and ``_end`` the days it spans on a timeline and
    ``_lane`` where it stands there, ``_key`` what it is called on a map or in a graph; such names are left out of downloads.
    """

    id: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart that is shown on a page and can be taken away as SVG or PNG."""

    id: str
    title: str
    alternative: str
    """What it shows, for those who cannot see it."""
    specification: Callable[[], dict[str, Any]]
    """Makes the Vega-Lite specification when the picture is drawn."""
    source: str
    """Where the figures come from, and as of when."""


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file that a page gives instead of a page."""

    name: str
    media_type: str
    content: bytes
    shown: bool = False
    """Whether the browser shows it, such as a picture, rather than keeps it."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a page answers."""

    template: str
    data: Mapping[str, Any]
    """Plain data: what the template shows, and the page as JSON."""
    tables: Sequence[Table] = ()
    pictures: Sequence[Picture] = ()
    status: int = 200
    title: str = ""
    """Of this page in particular, before the name of its kind; empty where the kind says it all."""
    file: Download | None = None
    """Given instead of the page; ``template`` is then not used."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter of a page's address."""

    name: str
    kind: Literal["text", "number", "share", "date", "choice", "flag"] = "text"
    about: str = ""
    """What it does, in English, for the description of the interface."""
    choices: tuple[str, ...] = ()
    default: Any = None
    low: float | None = None
    high: float | None = None
    longest: int = 200
    many: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page: its address below the language, and what answers it."""

    name: str
    path: str
    """Such as ``/ledger/{record}``; segments in braces are given to the handler as text."""
    about: str
    """One line in English for the description of the interface."""
    handler: Callable[[Asked], Answer]
    parameters: tuple[Parameter, ...] = ()
    role: Role = "reader"
    slow: bool = False
    """Whether it may take longer than a reader waits: it is then worked out in the background while the page says so."""
    part: bool = False
    """Whether it is a part that another page loads."""
    reads: tuple[str, ...] = ()
    """Files and folders of the workspace that it tells of besides the records; its answers are kept until one of them changes."""
    personal: bool = False
    """Whether it tells each reader something of their own; the handler of any other page is not told who asks, only what they may see."""
    fresh: bool = False
    """Whether it tells of what may change without records or files changing, so that its answers are not kept."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of an action: where to go on, and what to say there."""

    to: str
    """Path below the language."""
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """A change that a form asks for."""

    name: str
    path: str
    about: str
    handler: Callable[[Asked], Done]
    fields: tuple[Parameter, ...] = ()
    role: Role = "analyst"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who asks."""

    name: str
    role: Role
    bodies: tuple[str, ...] = ()
    """Bodies and states that the reader belongs to, for what is released to some only; empty sees what is open to all."""
    local: bool = False
    """Whether it is the one person at this machine, who sees everything."""

    def may(self, role: Role) -> bool:
        """Whether the reader may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A group of pages in the navigation."""

    name: str
    pages: tuple[Page, ...]
    actions: tuple[Action, ...] = ()
    hidden: bool = False
    """Whether it is left out of the navigation."""
    assets: tuple[str, ...] = ()
    """Scripts that its pages load, below ``static/``."""
