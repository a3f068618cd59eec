import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.warning.alerts import Alert, Area, Facts, Info, alert_of, check_alert, read_alert, write_alert
from shiome.coordination.warning.alerts.building import Fall
from shiome.coordination.warning.alerts.model import NAMESPACE, Parameter
from shiome.errors import InputRefused

SENT = datetime(2030, 1, 1, 0, 1, 36, tzinfo=UTC)
PLAIN = Alert(identifier="a.1", sender="partner-a", sent=SENT, status="Exercise", msgType="Alert", scope="Public")
INFO = Info(category=("Security",), event="Launch", urgency="Immediate", severity="Severe", certainty="Observed")
FACTS = Facts(
    event="SIM-1-a-1", version=1, sender="partner-a", sent=SENT, expires=SENT + timedelta(minutes=2), kind="Alert",
    partners=("partner-a", "partner-b"), addresses=("partner-a", "partner-b", "partner-c"), range_class="medium",
    fall=Fall(
        time=SENT + timedelta(minutes=5), time_spread=6.2, distance=1.48e6, distance_spread=6e4,
        outline=((10.0, 20.0), (10.1, 20.1), (10.0, 20.2), (10.0, 20.0)),
    ),
)  # fmt: skip
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1).filter(str.strip)
TOKEN = st.text(st.sampled_from("abcXYZ019.-_:/@"), min_size=1, max_size=20)
PARAMETERS = st.builds(Parameter, valueName=TEXT, value=TEXT)
AREAS = st.builds(
    Area, areaDesc=TEXT, circle=st.just(("1,2 12.5",)), geocode=st.lists(PARAMETERS, max_size=2).map(tuple)
)
INFOS = st.builds(
    Info, language=st.sampled_from(["ja-JP", "en-US", "ko-KR"]), category=st.just(("Security", "Met")), event=TEXT,
    urgency=st.just("Past"), severity=st.just("Severe"), certainty=st.just("Likely"), effective=st.just(SENT), headline=TEXT,
    description=TEXT, parameter=st.lists(PARAMETERS, max_size=2).map(tuple), area=st.lists(AREAS, max_size=2).map(tuple),
)  # fmt: skip
ALERTS = st.builds(
    Alert, identifier=TOKEN, sender=TOKEN, sent=st.just(SENT), status=st.sampled_from(["Exercise", "Test"]),
    msgType=st.just("Alert"), scope=st.just("Private"), addresses=TEXT, note=TEXT, info=st.lists(INFOS, max_size=3).map(tuple),
)  # fmt: skip


@given(ALERTS)
def test_what_is_written_comes_back(alert):
    assert read_alert(write_alert(alert)) == alert


@given(st.binary(max_size=300))
def test_anything_else_is_refused_in_one_line(data):
    with pytest.raises(InputRefused) as refused:
        read_alert(data)
    assert "\n" not in str(refused.value)


@given(st.data())
def test_a_damaged_alert_is_read_or_refused(data):
    whole = bytearray(write_alert(alert_of(FACTS)))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(InputRefused):  # and no other error
        assert read_alert(bytes(whole)).info


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"identifier": "a b"}, "identifier"),
        ({"sender": "a,b"}, "sender"),
        ({"sent": datetime(2030, 1, 1)}, "sent"),
        ({"scope": "Restricted"}, "restriction"),
        ({"scope": "Private"}, "addresses"),
        ({"msgType": "Update"}, "references"),
        ({"references": "a,b"}, "references"),
        ({"note": "bell \x07"}, "note"),
        ({"info": (msgspec.structs.replace(INFO, category=()),)}, "category"),
        ({"info": (msgspec.structs.replace(INFO, event=" "),)}, "event"),
        ({"info": (msgspec.structs.replace(INFO, effective=SENT, expires=SENT),)}, "expires"),
        ({"info": (msgspec.structs.replace(INFO, area=(Area(areaDesc="x", polygon=("1,2 3,4 5,6 7,8",)),)),)}, "polygon"),
        ({"info": (msgspec.structs.replace(INFO, area=(Area(areaDesc="x", polygon=("91,2 3,4 5,6 91,2",)),)),)}, "polygon"),
        ({"info": (msgspec.structs.replace(INFO, area=(Area(areaDesc="x", circle=("1,2",)),)),)}, "circle"),
        ({"info": (msgspec.structs.replace(INFO, area=(Area(areaDesc="x", ceiling="100"),)),)}, "ceiling"),
    ],
)  # fmt: skip
def test_each_rule_of_the_standard_is_kept(change, word):
    assert check_alert(PLAIN) is PLAIN
    with pytest.raises(InputRefused) as refused:
        check_alert(msgspec.structs.replace(PLAIN, **change))
    assert refused.value.code == "cap.rule"
    assert word in refused.value.message


BASE = write_alert(msgspec.structs.replace(PLAIN, info=(INFO,))).decode()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<alert ", '<!DOCTYPE alert [<!ENTITY a "b">]><alert ', "cap.xml"),
        ("</alert>", "", "cap.xml"),
        (NAMESPACE, "urn:oasis:names:tc:emergency:cap:1.1", "cap.schema"),
        ("<status>Exercise</status>", "", "cap.schema"),
        ("<status>Exercise</status>", "<status>Real</status>", "cap.schema"),
        ("<status>Exercise</status>", "<status>Exercise</status><colour>red</colour>", "cap.schema"),
        ("2030-01-01T00:01:36-00:00", "2030-01-01T00:01:36Z", "cap.schema"),
        ("<event>Launch</event>", "<event><b>Launch</b></event>", "cap.schema"),
    ],
)
def test_each_fault_of_the_xml_is_refused(old, new, code):
    assert old in BASE
    with pytest.raises(InputRefused) as refused:
        read_alert(BASE.replace(old, new).encode())
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["Alert", "Update", "Cancel"])
@pytest.mark.parametrize("fall", [True, False])
def test_an_alert_is_always_an_exercise_and_says_so_in_three_languages(kind, fall):
    first = alert_of(FACTS)
    facts = replace(FACTS, kind=kind, version=2, references=(first.reference,), fall=FACTS.fall if fall else None)
    alert = read_alert(write_alert(alert_of(facts)))
    assert alert.status == "Exercise"
    assert [info.language for info in alert.info] == ["ja-JP", "en-US", "ko-KR"]
    for info, mark in zip(alert.info, ["【模擬】", "[SIMULATED]", "[모의]"], strict=True):
        assert all(mark in text for text in (info.event, info.headline, info.description))
        assert len(info.area) == fall
    assert alert.references.split(",")[1] == "SIM-1-a-1.1"
