"""What a request asks for: the filters of TAXII 2.1 (section 3.4), read strictly."""

from __future__ import annotations

import re

import msgspec
from starlette.datastructures import QueryParams

from shiome.coordination.exchange.http.operations import Parameter
from shiome.coordination.exchange.node.cursors import read_cursor, written_cursor
from shiome.coordination.exchange.node.identity import Identity
from shiome.coordination.exchange.node.pages import Page, Question, Version
from shiome.coordination.exchange.node.partners import Partner
from shiome.coordination.exchange.node.stored import read_time
from shiome.errors import InputRefused, QueryRefused

LIMIT = Parameter(name="limit", kind="number", least=1, about="How many at most; the node may give fewer.")
FILTERS = (
    Parameter(name="added_after", about="Only what was added later than this time."),
    LIMIT,
    Parameter(name="next", about="Where the page before ended, as it said."),
    Parameter(name="match[id]", about="Only these identifiers, separated by commas."),
    Parameter(name="match[type]", about="Only these types of STIX, separated by commas."),
    Parameter(name="match[version]", about="first, last, all, or times of versions, separated by commas."),
    Parameter(name="match[spec_version]", about="Only these versions of STIX, separated by commas."),
)
"""The filters of TAXII 2.1 that :func:`question_of` reads."""
_MOST_VALUES = 200
_WORDS: dict[str, Version] = {"first": "first", "last": "last", "all": "all"}
_NUMBER = re.compile(r"[0-9]{1,15}")


def question_of(
    identity: Identity,
    partner: Partner,
    query: QueryParams,
    *,
    about: str,
    body: str,
    usual: int,
    most: int,
    versions: tuple[Version, ...],
) -> Question:
    """The question of a request.

    Parameters
    ----------
    about:
        What is asked for, so that a ``next`` of one list is none of another.
    usual, most:
        Objects of a page where the partner does not say, and where it asks for more.
    versions:
        Versions where the partner does not say.

    Raises
    ------
    QueryRefused
        ``exchange.filter``, ``exchange.next``.
    """
    added_after = query.get("added_after", "")
    wanted = Question(
        body=body,
        added_after=_time(added_after, "added_after") if added_after else 0,
        ids=_values(query, "match[id]"),
        types=_values(query, "match[type]"),
        versions=tuple(_version(each) for each in _values(query, "match[version]")) or versions,
        spec_versions=_values(query, "match[spec_version]"),
        limit=min(number(query, LIMIT, usual), most),
    )
    cursor = query.get("next", "")
    if not cursor:
        return wanted
    after = read_cursor(identity.secret, _about(partner, about, wanted), cursor)
    return msgspec.structs.replace(wanted, after=after)


def next_of(identity: Identity, partner: Partner, page: Page, *, about: str, question: Question) -> str:
    """The mark of where the page ended."""
    return written_cursor(identity.secret, _about(partner, about, question), page.rows[-1].sequence)


def number(query: QueryParams, parameter: Parameter, default: int = 0) -> int:
    """A whole number of the query.

    Raises
    ------
    QueryRefused
        ``exchange.filter``: it is none, or below the least.
    """
    text = query.get(parameter.name, "")
    if not text:
        return default
    if not _NUMBER.fullmatch(text) or int(text) < parameter.least:
        raise _no_filter(parameter.name, text)
    return int(text)


def _about(partner: Partner, about: str, question: Question) -> str:
    filters = (
        question.body,
        question.added_after,
        question.ids,
        question.types,
        question.versions,
        question.spec_versions,
    )
    return f"{partner.node}\0{about}\0{filters!r}"


def _values(query: QueryParams, name: str) -> tuple[str, ...]:
    text = query.get(name, "")
    values = tuple(text.split(",")) if text else ()
    if len(values) > _MOST_VALUES or any(not each for each in values):
        raise _no_filter(name, text[:80])
    return values


def _version(text: str) -> Version:
    return _WORDS[text] if text in _WORDS else _time(text, "match[version]")


def _time(text: str, name: str) -> int:
    try:
        return read_time(text, name)
    except InputRefused as error:
        raise _no_filter(name, text[:40]) from error


def _no_filter(name: str, text: str) -> QueryRefused:
    return QueryRefused(
        "exchange.filter",
        f"{name}={text} is no filter of TAXII 2.1",
        ja=f"{name}={text} は TAXII 2.1 の絞り込みではない",
        hint="see section 3.4 of the standard",
        hint_ja="標準の 3.4 節を参照する",
        failed=text,
    )
