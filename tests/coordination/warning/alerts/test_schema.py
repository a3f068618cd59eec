"""Alerts as written, against the elements, their order, number and patterns of the published schema (CAP-v1.2.xsd), set down here anew."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from tests.coordination.warning.alerts.test_cap import FACTS

from shiome.coordination.warning.alerts import alert_of, write_alert

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
VALUE = [("valueName", 1, 1), ("value", 1, 1)]
MANY = 10**6
SCHEMA = {
    "alert": [
        ("identifier", 1, 1), ("sender", 1, 1), ("sent", 1, 1), ("status", 1, 1), ("msgType", 1, 1), ("source", 0, 1), ("scope", 1, 1),
        ("restriction", 0, 1), ("addresses", 0, 1), ("code", 0, MANY), ("note", 0, 1), ("references", 0, 1), ("incidents", 0, 1),
        ("info", 0, MANY),
    ],
    "info": [
        ("language", 0, 1), ("category", 1, MANY), ("event", 1, 1), ("responseType", 0, MANY), ("urgency", 1, 1), ("severity", 1, 1),
        ("certainty", 1, 1), ("audience", 0, 1), ("eventCode", 0, MANY), ("effective", 0, 1), ("onset", 0, 1), ("expires", 0, 1),
        ("senderName", 0, 1), ("headline", 0, 1), ("description", 0, 1), ("instruction", 0, 1), ("web", 0, 1), ("contact", 0, 1),
        ("parameter", 0, MANY), ("resource", 0, MANY), ("area", 0, MANY),
    ],
    "area": [
        ("areaDesc", 1, 1), ("polygon", 0, MANY), ("circle", 0, MANY), ("geocode", 0, MANY), ("altitude", 0, 1), ("ceiling", 0, 1),
    ],
    "parameter": VALUE,
    "eventCode": VALUE,
    "geocode": VALUE,
}  # fmt: skip
PATTERNS = dict.fromkeys(
    ("sent", "effective", "onset", "expires"), r"\d\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[-,+]\d\d:\d\d"
) | {
    "status": "Actual|Exercise|System|Test|Draft",
    "msgType": "Alert|Update|Cancel|Ack|Error",
    "scope": "Public|Restricted|Private",
    "category": "Geo|Met|Safety|Security|Rescue|Fire|Health|Env|Transport|Infra|CBRNE|Other",
    "responseType": "Shelter|Evacuate|Prepare|Execute|Avoid|Monitor|Assess|AllClear|None",
    "urgency": "Immediate|Expected|Future|Past|Unknown",
    "severity": "Extreme|Severe|Moderate|Minor|Unknown",
    "certainty": "Observed|Likely|Possible|Unlikely|Unknown",
}


def check(node):
    name = node.tag.removeprefix(CAP)
    assert node.tag == CAP + name
    assert not node.attrib
    if name not in SCHEMA:
        assert not len(node)
        assert re.fullmatch(PATTERNS.get(name, "(?s).+"), node.text), (name, node.text)
        return
    names = [child.tag.removeprefix(CAP) for child in node]
    order = [element for element, _, _ in SCHEMA[name]]
    assert names == sorted(names, key=order.index)
    for element, least, most in SCHEMA[name]:
        assert least <= names.count(element) <= most, (name, element)
    for child in node:
        check(child)


@pytest.mark.parametrize("kind", ["Alert", "Update", "Cancel"])
@pytest.mark.parametrize("fall", [True, False])
@pytest.mark.parametrize("silent", [(), ("partner-b", "partner-c")])
def test_what_is_written_is_valid_by_the_schema(kind, fall, silent):
    references = () if kind == "Alert" else (alert_of(FACTS).reference,)
    facts = replace(FACTS, kind=kind, references=references, fall=FACTS.fall if fall else None, silent=silent)
    root = ElementTree.fromstring(write_alert(alert_of(facts)))
    assert root.tag == f"{CAP}alert"
    check(root)


@pytest.mark.parametrize("fault", ["<status>Exercise</status>", "<scope>Private</scope>"])
def test_the_check_itself_finds_what_is_missing(fault):
    text = write_alert(alert_of(FACTS)).decode()
    assert fault in text
    with pytest.raises(AssertionError):
        check(ElementTree.fromstring(text.replace(fault, "")))
