from datetime import date

import pytest

from shiome.reading.coding.coder import CODER, CodedDocument, RuleCoder
from shiome.reading.text.document import TextDocument, read_text
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.meta import Bands, Region

DATED = date(1990, 10, 1)
TEXT = """# 欧州の情勢

フランスは1990年6月、イタリアと協力条約を締結した。その後、同国を訪問した。
フランスとイタリアは協力条約を締結した。
フランスがドイツを非難する可能性が高い。ノヴァコフ大統領は沈黙している。

France condemned Italy on 3 May 1990.
"""


@pytest.fixture(scope="module")
def pack(actors: dict[str, Actor]) -> Pack:
    bands = {
        f"step-{step}": Bands(id=f"step-{step}", step=step, name={}, low=low, high=high)
        for step, low, high in ((1, 0.0, 0.2), (2, 0.2, 0.4), (3, 0.4, 0.6), (4, 0.6, 0.8), (5, 0.8, 1.0))
    }
    region = Region(
        id="rhine",
        version="1",
        name={},
        about={},
        languages=("ja",),
        time_zone="UTC",
        viewpoint={},
        licence="",
        principals=(),
        concern=(),
    )
    return Pack(region, {"actors": actors, "bands": bands})


@pytest.fixture(scope="module")
def text() -> TextDocument:
    return read_text(TEXT.encode(), file_name="rhine.md", today=date(2000, 1, 1), dated="1990-10-01")


@pytest.fixture(scope="module")
def coded(pack: Pack, text: TextDocument) -> CodedDocument:
    return RuleCoder(pack).code(text, document="rhine", dated=DATED, author="somebody")


def test_events_are_proposed_records_with_raw_spans(coded: CodedDocument, text: TextDocument) -> None:
    assert coded.events
    for event in coded.events:
        assert (event.status, event.coder, event.known_from) == ("proposed", CODER, DATED)
        assert 0 < event.confidence < 1
        for start, end in event.spans.values():
            assert 0 <= start < end <= len(text.raw)
        for source in event.sources:
            assert source.document == "rhine"
            assert source.start is not None
            assert source.line == text.raw.count("\n", 0, source.start) + 1
    treaty = next(event for event in coded.events if event.plover == "SUPPORT" and event.when == "1990-06")
    assert set(treaty.source) == {"FRA", "ITA"}
    assert text.raw[slice(*treaty.spans["trigger"])] == "締結"
    assert text.raw[slice(*treaty.spans["date"])] == "1990年6月"


def test_words_that_refer_back_and_topics_carry_over(coded: CodedDocument) -> None:
    visit = next(event for event in coded.events if event.plover == "CONSULT")
    assert (visit.source, visit.recipient) == (("FRA",), ("ITA",))


def test_each_language_of_a_document_is_read(coded: CodedDocument) -> None:
    english = next(event for event in coded.events if event.when == "1990-05-03")
    assert (english.source, english.recipient, english.plover) == (("FRA",), ("ITA",), "ACCUSE")


def test_judgements_take_their_band_from_the_pack(coded: CodedDocument, text: TextDocument) -> None:
    (judgement,) = coded.judgements
    assert (judgement.hedge, judgement.band, judgement.holder) == (4, (0.6, 0.8), "somebody")
    assert judgement.proposition == "フランスがドイツを非難する"
    assert judgement.made_on == DATED
    assert text.raw[slice(*judgement.spans["hedge"])] == judgement.cue


def test_unknown_names_are_reported(coded: CodedDocument, text: TextDocument) -> None:
    (unknown,) = coded.unknown
    assert unknown.name == "ノヴァコフ"
    assert text.raw[unknown.start : unknown.end] == "ノヴァコフ"
    assert not any("ノヴァコフ" in event.source for event in coded.events)


def test_coding_again_gives_the_same_records(pack: Pack, text: TextDocument, coded: CodedDocument) -> None:
    again = RuleCoder(pack).code(text, document="rhine", dated=DATED, author="somebody")
    assert again == coded
    other = RuleCoder(pack).code(text, document="other", dated=DATED, author="somebody")
    assert not {event.id for event in other.events} & {event.id for event in coded.events}
    assert len({event.id for event in coded.events}) == len(coded.events)


def test_an_event_told_twice_is_one_record_with_two_sources(pack: Pack) -> None:
    twice = "フランスはイタリアを非難した。\n\n天気はよかった。フランスはイタリアを非難した。\n"
    text = read_text(twice.encode(), file_name="twice.txt", today=date(2000, 1, 1), dated="1990-10-01")
    (event,) = RuleCoder(pack).code(text, document="twice", dated=DATED).events
    assert [source.line for source in event.sources] == [1, 3]
