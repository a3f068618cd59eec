"""A notice as one self-contained HTML file: no script, no outside request."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from shiome.sanctions.notices.model import Notice

if TYPE_CHECKING:
    from jinja2 import Template


def render_html(notice: Notice) -> str:
    """The whole page; every text is escaped, and the pictures are those of this package."""
    return _template().render(notice=notice, kind=lambda block: type(block).__name__)


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("shiome.sanctions.notices"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("notice.html")
