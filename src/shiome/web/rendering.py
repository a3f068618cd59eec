"""Pages as HTML: templates, and what every one of them is given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from shiome.outlook.dates import reader_date
from shiome.web.assets import versioned
from shiome.web.model import Answer, Page, Picture, Section, Table
from shiome.web.safety.tokens import FIELD

_DAY = re.compile(r"\d{4}-(?:0\d|1[0-2])-\d\d")

if TYPE_CHECKING:
    from jinja2 import Environment

    from shiome.web.asked import Asked


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("shiome.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"asset": versioned, "with_parameters": with_parameters}
    made.filters |= {"number": number, "percent": percent, "dated": dated, "with_fractions": with_fractions}
    return made


def render(
    template: str,
    asked: Asked,
    *,
    page: Page | None = None,
    answer: Answer | None = None,
    sections: Sequence[Section] = (),
    address: str = "",
    token: str = "",
    **more: Any,
) -> str:
    """A page as HTML.

    Parameters
    ----------
    address:
        Path and query of the page as it was asked for.
    token:
        Of forms.
    """
    section = next((each for each in sections if page in each.pages), None)
    data: Mapping[str, Any] = answer.data if answer else {}
    return (
        environment()
        .get_template(template)
        .render(
            **{**data, **more},
            asked=asked,
            t=asked.words,
            lang=asked.language,
            link=asked.link,
            page=page,
            section=section,
            sections=[each for each in sections if not each.hidden],
            tables={table.id: table for table in answer.tables} if answer else {},
            pictures={picture.id: picture for picture in answer.pictures} if answer else {},
            title=answer.title if answer else "",
            address=address,
            other_language=switched(address, asked.language),
            permalink=with_parameters(address, as_of=asked.as_of or asked.day) if page else address,
            download=lambda item, form: _download(address, item, form),
            csrf_field=FIELD,
            csrf=token,
        )
    )


def with_parameters(address: str, **parameters: object) -> str:
    """An address with parameters put in or replaced.

    >>> with_parameters("/ja/a?x=1&y=2", x=3)
    '/ja/a?y=2&x=3'
    """
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in parameters]
    query = urlencode([*kept, *((name, str(value)) for name, value in parameters.items())])
    return parts._replace(query=query).geturl()


def without(address: str, name: str) -> str:
    """An address without a parameter.

    >>> without("/ja/a?x=1&y=2", "x"), without("/ja/a?z=3", "x")
    ('/ja/a?y=2', '/ja/a?z=3')
    """
    if f"{name}=" not in address:
        return address
    parts = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return parts._replace(query=urlencode(kept)).geturl()


def switched(address: str, language: str) -> str:
    """The same page in the other language."""
    other = "en" if language == "ja" else "ja"
    return f"/{other}" + address[len(language) + 1 :] if address.startswith(f"/{language}") else f"/{other}/"


def number(value: float | None, digits: int = 2, *, fractions: bool = False) -> str:
    """A number as a page shows it; a dash for none.

    Parameters
    ----------
    fractions:
        Whether a whole number has its decimals too, so that it lines up with others.

    >>> number(3), number(-0.12345), number(None), number(1.0, fractions=True)
    ('3', '−0.12', '–', '1.00')
    """
    if value is None:
        return "–"
    whole = float(value).is_integer() and not fractions
    return (f"{int(value):,}" if whole else f"{value:,.{digits}f}").replace("-", "−")


def with_fractions(table: Table) -> frozenset[str]:
    """The columns of numbers in which not all are whole."""
    return frozenset(
        column.key
        for column in table.columns
        if column.kind == "number" and any(not float(row.get(column.key) or 0).is_integer() for row in table.rows)
    )


def percent(value: float | None) -> str:
    """A share as a percentage; a dash for none.

    >>> percent(0.254), percent(None)
    ('25 %', '–')
    """
    return "–" if value is None else f"{value * 100:.0f} %"


def dated(edtf: str, language: str) -> str:
    """A date as a table shows it: days as they are, so that they line up; every other EDTF date in words.

    >>> dated("2025-09-03", "en"), dated("2025-35", "en")
    ('2025-09-03', 'the third quarter of 2025')
    """
    return edtf if _DAY.fullmatch(edtf) else reader_date(edtf, language)


def _download(address: str, item: Table | Picture, form: str) -> str:
    kind = "table" if isinstance(item, Table) else "picture"
    return with_parameters(address, **{kind: item.id, "format": form})
