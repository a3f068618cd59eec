from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.records.chain import Chain, ChainEntry, digest
from shiome.records.logfile import LogFile
from shiome.records.marking import Marking

DAY = date(2026, 1, 5)


class Note(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="note"):
    text: str
    marking: Marking | None = None
    originator: str = ""


class Release(Note, frozen=True, kw_only=True, tag="release"):
    items: tuple[int, ...]
    new: Marking


class Retraction(Note, frozen=True, kw_only=True, tag="retraction"):
    item: int


class Entry(ChainEntry, frozen=True, kw_only=True):
    part: Note | Release | Retraction


CHAIN = Chain(Entry)
CLEAR = Marking(tlp="CLEAR")


def log(*parts):
    return LogFile("n1", CHAIN.read(CHAIN.appended((), parts, on=DAY, by="x"), name="n1"))


@given(st.lists(st.text(max_size=8), max_size=6), st.lists(st.text(max_size=8), max_size=6))
def test_what_is_appended_leaves_what_was_there_as_it_was(first, second):
    lines = CHAIN.appended((), [Note(text=text) for text in first], on=DAY, by="x")
    grown = CHAIN.appended(lines, [Note(text=text) for text in second], on=DAY, by="y")
    assert grown[: len(lines)] == lines
    entries = CHAIN.read(grown, name="n1")
    assert [entry.part.text for entry in entries] == first + second
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.previous for entry in entries] == ["", *map(digest, grown[:-1])][: len(entries)]


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=2, max_size=5, unique=True), st.data())
def test_a_line_that_is_changed_dropped_or_moved_shows(texts, data):
    lines = list(CHAIN.appended((), [Note(text=text) for text in texts], on=DAY, by="x"))
    at = data.draw(st.integers(0, len(lines) - 2))
    how = data.draw(st.sampled_from(["changed", "dropped", "moved"]))
    if how == "changed":
        lines[at] = lines[at].replace('"text":"', '"text":"z')
    elif how == "dropped":
        del lines[at]
    else:
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    with pytest.raises(InputRefused, match="n1, line") as refused:
        CHAIN.read(lines, name="n1")
    assert refused.value.code == "record.chain"


def test_parts_that_were_taken_back_do_not_count():
    file = log(Note(text="a"), Note(text="b"), Retraction(text="", item=2))
    assert [(number, part.text) for number, part in file.numbered(Note)] == [(1, "a"), (3, "")]
    assert file.retracted == {2}


def test_the_last_release_that_counts_gives_the_marking():
    wide = Release(text="", items=(2,), new=CLEAR)
    narrow = Release(text="", items=(2,), new=Marking(tlp="RED"))
    first = Note(text="a", marking=Marking(tlp="GREEN"), originator="AAA")
    own = Note(text="b", originator="BBB")
    assert str(log(first, own).marking(2)) == "TLP:GREEN"
    assert str(log(first, own, wide).marking(2)) == "TLP:CLEAR"
    assert str(log(first, own, wide, narrow).marking(2)) == "TLP:RED"
    assert str(log(first, own, wide, narrow, Retraction(text="", item=4)).marking(2)) == "TLP:CLEAR"
    assert [log(first, own, wide).originator(number) for number in (1, 2, 3)] == ["AAA", "BBB", "AAA"]
    assert str(log(Note(text="a")).marking(1)) == "TLP:RED"
