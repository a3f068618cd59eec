"""The pack holds data, the package holds method: no name of a state, leader or treaty stands in Python code."""

import io
import re
import tokenize
from pathlib import Path

import pytest

import shiome
from shiome.region.pack import load_pack, locate

CODE = sorted(Path(shiome.__file__).parent.rglob("*.py"))
ROOT = Path(shiome.__file__).parent
LANGUAGES = re.compile("japanese|korean|chinese|russian", re.IGNORECASE)
"""Languages may be named; their names hold those of states."""


def forbidden() -> set[str]:
    pack = load_pack(locate("peninsula"))
    names: set[str] = set()
    for actor in pack.entries("actors").values():
        if actor.type in ("state", "leader", "official"):
            names |= {alias.form for alias in actor.aliases if not alias.ambiguous}
            names |= set(actor.name.values())
    for agreement in pack.entries("agreements").values():
        names |= set(agreement.name.values())
    # Two Latin letters and single characters stand for too much else.
    return {name for name in names if len(name) > (3 if name.isascii() else 1)}


def words(file: Path) -> str:
    """Names and string constants of a file that are not docstrings or comments."""
    found = []
    previous = tokenize.INDENT
    for token in tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline):
        statement_start = previous in (
            tokenize.INDENT,
            tokenize.DEDENT,
            tokenize.NEWLINE,
            tokenize.NL,
            tokenize.ENCODING,
        )
        if token.type == tokenize.NAME or (token.type == tokenize.STRING and not statement_start):
            found.append(token.string)
        if token.type != tokenize.COMMENT:
            previous = token.type
    return LANGUAGES.sub("", "\n".join(found))


@pytest.fixture(scope="module")
def names() -> set[str]:
    found = forbidden()
    assert len(found) > 300
    return found


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_name_of_the_region_in_code(file, names):
    text = words(file)
    assert not [name for name in names if name in text]
