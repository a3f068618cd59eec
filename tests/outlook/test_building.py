"""What an outlook says, and what it does not know yet."""

from datetime import date, timedelta

import msgspec
import pytest
from tests.outlook.conftest import AUTUMN, SPRING
from tests.outlook.memory import Memory, seeded, strait_documents

from shiome.outlook.build.relations import State, direction, turn
from shiome.outlook.model import Bullets, Remark, Statement, Table, sentences, walk
from shiome.outlook.writing import as_json
from shiome.records.model import Event, Judgement, Source
from shiome.region.pack import load_pack, locate

LANGUAGES = ("ja", "en")


def parts(outlook):
    return {part.key: part for top in (outlook.front, *outlook.sections) for part in walk(top)}


def statements(*found):
    return [s for part in found for block in part.blocks for s in sentences(block) if isinstance(s, Statement)]


def cells(*found):
    tables = [block for part in found for block in part.blocks if isinstance(block, Table)]
    return [cell for table in tables for row in table.rows for cell in row]


def told(*found):
    return "\n".join(
        [f"{s.lead} {s.text} {s.detail}" for s in statements(*found)] + [f"{c.text} {c.note}" for c in cells(*found)]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_every_sentence_rests_on_evidence_known_by_then(outlook_of, strait, day, language):
    outlook = outlook_of(day, language)
    everything = parts(outlook).values()
    assert len(statements(*everything)) >= 10
    mentioned = [n for s in statements(*everything) for n in s.evidence] + [
        n for c in cells(*everything) for n in c.evidence
    ]
    assert set(mentioned) == {e.number for e in outlook.evidence} == set(range(1, len(outlook.evidence) + 1))
    for evidence in outlook.evidence:
        assert evidence.source.document in strait.documents
        assert {d.id: d for d in outlook.documents}[evidence.source.document].dated <= day.isoformat()
        assert evidence.passage
    for part in everything:
        for block in part.blocks:
            for row in block.rows if isinstance(block, Table) and part.key != "sources.documents" else ():
                assert any(cell.evidence for cell in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_is_numbered_in_the_order_of_reading(outlook_of, language):
    outlook = outlook_of(AUTUMN, language)
    seen = list(dict.fromkeys(n for s in statements(*parts(outlook).values()) if s.evidence for n in s.evidence))
    front = [n for s in statements(*walk(outlook.front)) for n in s.evidence]
    assert list(dict.fromkeys(front)) == list(range(1, len(set(front)) + 1))
    assert len(seen) == len(set(seen))


def test_both_languages_say_the_same_on_the_same_evidence(outlook_of):
    ja, en = (outlook_of(AUTUMN, language) for language in LANGUAGES)
    assert list(parts(ja)) == list(parts(en))
    for key, part in parts(ja).items():
        other = parts(en)[key]
        assert [s.evidence for s in statements(part)] == [s.evidence for s in statements(other)], key
        assert [c.evidence for c in cells(part)] == [c.evidence for c in cells(other)], key
    assert [e.source for e in ja.evidence] == [e.source for e in en.evidence]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_without_its_stop_or_in_the_wrong_language(outlook_of, language):
    for statement in statements(*parts(outlook_of(AUTUMN, language)).values()):
        assert statement.text.endswith(("。", "」", "』") if language == "ja" else (".", "”", "?"))
        kana = any("\u3041" <= c <= "\u30fa" for c in statement.text)
        assert kana == (language == "ja"), statement.text


def test_in_autumn_the_outlook_tells_what_turned(outlook_of):
    outlook = outlook_of(AUTUMN, "en")
    found = parts(outlook)
    assert outlook.since == SPRING
    moved = statements(found["changes.relations"])
    assert [(s.lead, s.direction) for s in moved[:2]] == [
        ("Averna and Corvane", "closer"),
        ("Averna and Belmar", "closer"),
    ]
    assert "telephone line cut → first summit in nine years" in moved[0].detail
    assert moved[2].direction == "same"
    assert "Belmar and Corvane" in moved[2].text
    relation = told(found["situation.AVE-COR"])
    assert "turned from “telephone line cut” (March 2031) to “first summit in nine years”" in relation
    assert "From a cut line to a summit within half a year." in relation
    assert "Reversed" in told(found["changes.findings"])


def test_what_did_not_come_about_is_told(outlook_of):
    assert "No contact took place between Belmar and Corvane." in told(
        parts(outlook_of(AUTUMN, "en"))["changes.events"]
    )
    assert "接触は実現しなかった" in told(parts(outlook_of(AUTUMN))["situation.BEL-COR"])


def test_suppositions_are_no_events(outlook_of):
    found = parts(outlook_of(AUTUMN, "en"))
    events = "\n".join(told(part) for key, part in found.items() if key.startswith(("changes.events", "situation.")))
    assert "close its ports" not in events


def test_judgements_are_told_as_they_stand(outlook_of):
    found = parts(outlook_of(AUTUMN, "en"))
    resolved = told(found["judgements.resolved"])
    assert "Did not come true" in resolved
    assert "Had not come about by then" in resolved
    assert "It lost but stayed in a coalition." in resolved
    assert "0.72" in resolved
    due = told(found["judgements.due"])
    assert due.index("by the end of 2031") < due.index("spring 2032")
    recent = told(found["judgements.recent"])
    assert "second summit" in recent
    assert "batteries" not in recent
    tally = [b for b in found["judgements.tally"].blocks if not isinstance(b, Table)]
    assert "came true in part 1" in str(tally)


def test_commitments_and_bodies_as_of_the_day(outlook_of):
    spring, autumn = (
        told(*[p for k, p in parts(outlook_of(d, "en")).items() if k.startswith("institutions")])
        for d in (SPRING, AUTUMN)
    )
    assert "Fulfilled" in autumn
    assert "Launched" in autumn
    assert "by Institute for Narrow Seas" in autumn
    assert "Fulfilled" not in spring
    assert "Ferry accord" not in spring
    assert "Institute for Narrow Seas" not in spring


def test_conflicts_stand_side_by_side(outlook_of):
    assert not cells(parts(outlook_of(SPRING, "en"))["conflicts"])
    a, b = cells(parts(outlook_of(AUTUMN, "en"))["conflicts"])
    assert "date: 2 March 2031" in a.note
    assert "date: 3 March 2031" in b.note
    assert a.evidence
    assert b.evidence


def test_recommendations_by_addressee(outlook_of):
    found = parts(outlook_of(AUTUMN, "en"))
    assert [key for key in found if key.startswith("recommendations.")] == [
        "recommendations.AVE-BEL",
        "recommendations.AVE",
        "recommendations.BEL",
    ]
    assert found["recommendations.AVE-BEL"].title == "Averna and Belmar"
    # The newest first.
    assert "common answer" in statements(found["recommendations.AVE-BEL"])[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_spring_nothing_of_autumn_is_known(outlook_of, strait, language):
    text = as_json(outlook_of(SPRING, language)).decode()
    later = later_texts(strait, SPRING, language)
    assert len(later) > 20
    assert not [phrase for phrase in later if phrase in text]
    assert "autumn" not in text
    assert outlook_of(SPRING, language).since is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [date(2024, 12, 6), date(2025, 4, 16), date(2025, 5, 21)])
def test_the_region_that_ships_does_not_leak_either(language, day):
    from shiome.outlook import build_outlook

    pack = load_pack(locate("peninsula"))
    text = as_json(build_outlook(pack, seeded(pack), as_of=day, language=language)).decode()
    known = set(earlier_texts(pack, day, language))
    later = [phrase for phrase in later_texts(pack, day, language) if phrase not in known]
    assert len(later) > 100
    # Short words such as the name of an outcome may well stand in an earlier sentence.
    assert not [phrase for phrase in later if len(phrase) > 12 and phrase in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_publishers_are_called_as_readers_call_them(language):
    from shiome.outlook import build_outlook

    pack = load_pack(locate("peninsula"))
    named = pack.documents["001"].publisher_names
    assert named["ja"] != named["en"]
    text = as_json(build_outlook(pack, seeded(pack), as_of=date(2025, 12, 31), language=language)).decode()
    assert named[language] in text
    assert named["en" if language == "ja" else "ja"] not in text


def earlier_texts(pack, day, language):
    return [text for text, cites in _texts(pack, language) if cites and _first(pack, cites) <= day]


def later_texts(pack, day, language):
    """Texts of the pack that rest only on documents after the day."""
    return [text for text, cites in _texts(pack, language) if cites and _first(pack, cites) > day]


def _first(pack, cites):
    from shiome.region.asof import known_on

    return known_on(pack, cites)


def _texts(pack, language):
    for subject in ("events", "wordings", "judgements", "recommendations", "commitments", "bodies", "agreements"):
        for entry in pack.entries(subject).values():
            yield from _of(entry, language, entry.cite)
    for relation in pack.entries("relations").values():
        for state in relation.states:
            yield state.text[language], state.cite
            yield state.label[language], state.cite


def _of(entry, language, cites):
    for name in ("text", "proposition", "action", "reason"):
        text = getattr(entry, name, None)
        if isinstance(text, dict) and language in text:
            yield text[language], cites
    for name in ("outcomes", "states", "life"):
        for part in getattr(entry, name, ()):
            yield from _of(part, language, part.cite)


def test_before_any_document_there_is_nothing_but_a_remark(outlook_of):
    outlook = outlook_of(SPRING - timedelta(days=1), "en")
    everything = parts(outlook)
    assert not outlook.evidence
    assert not outlook.documents
    assert not statements(*everything.values())
    assert "No document was known" in str(everything["front"].blocks)


def test_nothing_new_is_said_so(strait, knowledge):
    from shiome.outlook import build_outlook

    outlook = build_outlook(strait, knowledge, as_of=AUTUMN, language="en", since=AUTUMN)
    assert "Nothing new became known." in str(outlook.front.blocks)
    assert [part.key for part in outlook.front.sections] in ([], ["front.alerts"])


def test_days_between_documents_know_only_the_earlier(outlook_of):
    for day in (SPRING, SPRING + timedelta(days=100), AUTUMN - timedelta(days=1)):
        assert [e.source.document for e in outlook_of(day).evidence].count("autumn") == 0


def proposals(strait):
    text = strait_documents(strait)[0].text
    line = "砲台の増設は今後も続くであろう。"
    other = "三月二日には海峡の北口で"
    common = {"known_from": SPRING, "coder": "rules@1", "status": "proposed", "when": "2031-03-10"}

    def source(phrase):
        start = text.index(phrase)
        return (Source(document="spring", start=start, end=start + len(phrase), known_from=SPRING),)

    yield Judgement(
        id="x1",
        sources=source(line),
        proposition=line,
        made_on=SPRING,
        hedge=4,
        band=(0.6, 0.9),
        cue="であろう",
        **common,
    )
    yield Event(id="x2", sources=source(other), source=("COR",), recipient=("AVE",), plover="MOBILIZE", **common)
    yield Event(id="x3", sources=source(other[:5]), source=("COR",), plover="MOBILIZE", **common)
    rejected = Event(id="x4", sources=source("封鎖"), source=("COR",), plover="MOBILIZE", **common)
    yield msgspec.structs.replace(rejected, status="rejected")


def test_proposed_records_stand_apart(outlook_of, strait, knowledge):
    known = Memory([*knowledge.all_records, *proposals(strait)], knowledge.all_documents)
    with_proposals, without = outlook_of(SPRING, "ja", known), outlook_of(SPRING, "ja")
    found = parts(with_proposals)
    quoted = [s.text for s in statements(found["proposals"])]
    # Two records of one sentence show it once; a rejected one not at all.
    assert sorted(quoted) == [
        "「三月二日には海峡の北口で封鎖を想定した演習を行った」",
        "「砲台の増設は今後も続くであろう」",
    ]
    assert "proposals" not in parts(without)
    for key in parts(without):
        assert told(found[key]) == told(parts(without)[key]), key


def test_a_passage_within_another_is_not_cited_beside_it(outlook_of, strait, knowledge):
    drill = next(r for r in knowledge.all_records if r.id == "drill-spring")
    text = strait_documents(strait)[0].text
    start = text.index("北口")
    inner = Source(document="spring", start=start, end=start + 2, known_from=SPRING, role="confirms")
    linked = msgspec.structs.replace(drill, sources=(*drill.sources, inner))
    known = Memory([linked if r is drill else r for r in knowledge.all_records], knowledge.all_documents)
    assert [e.source for e in outlook_of(SPRING, "ja", known).evidence] == [
        e.source for e in outlook_of(SPRING).evidence
    ]


def test_without_the_texts_the_outlook_still_stands(outlook_of, strait):
    outlook = outlook_of(AUTUMN, "en", seeded(strait))
    whole = outlook_of(AUTUMN, "en")
    assert [s.text for s in statements(*parts(outlook).values())] == [
        s.text for s in statements(*parts(whole).values())
    ]
    for evidence in outlook.evidence:
        assert not evidence.at_hand
        assert not evidence.passage
        assert evidence.source.start is None
        assert evidence.lines.startswith("L")


def test_long_lists_are_cut_and_counted(outlook_of, strait, knowledge):
    base = next(r for r in knowledge.all_records if r.id == "sill-summit")
    many = [msgspec.structs.replace(base, id=f"e{n}", about=f"e{n}", when=f"2031-0{1 + n % 9}-01") for n in range(40)]
    found = parts(outlook_of(AUTUMN, "en", Memory([*knowledge.all_records, *many], knowledge.all_documents)))
    lists = [b for b in found["situation.AVE-COR"].blocks if isinstance(b, Bullets) and b.title == "Main events"]
    assert len(lists[0].items) <= 6
    assert lists[0].more == f"{41 - len(lists[0].items)} more."
    assert all(not isinstance(item, Remark) for item in lists[0].items)


def states_of(values):
    return tuple(State("2031", SPRING, f"{number}", "", value, (1,)) for number, value in enumerate(values))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((-1, 2), (0, 1)),
        ((-1, 0, -1, 2), (2, 3)),
        ((2, 2, 3, 3), None),
        ((-1, 0, 1), (0, 2)),
        ((1, 0, 1, 0), None),
        ((2, None, -1, -1), (0, 2)),
        ((3, 0, 1), (0, 1)),
        ((None,), None),
        ((), None),
    ],
)
def test_turns(values, expected):
    states = states_of(values)
    found = turn(states)
    assert (found and (states.index(found[0]), states.index(found[1]))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [((0, 1), "closer"), ((1, None, 0), "apart"), ((2, 2), "same"), ((1, None), ""), ((1,), "")],
)
def test_directions(values, expected):
    assert direction(states_of(values)) == expected
