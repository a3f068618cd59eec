import re
import string
from pathlib import Path

import pytest

import shiome.outlook
from shiome.errors import NotKnown, QueryRefused
from shiome.outlook.messages import Words, catalogue

CODE = "\n".join(f.read_text(encoding="utf-8") for f in Path(shiome.outlook.__file__).parent.rglob("*.py"))
TEMPLATES = "\n".join(
    f.read_text(encoding="utf-8") for f in (Path(shiome.outlook.__file__).parent / "templates").iterdir()
)


def fields(message):
    texts = [message] if isinstance(message, str) else message.values()
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things():
    ja, en = catalogue("ja"), catalogue("en")
    assert set(ja) == set(en)
    for name in ja:
        assert fields(ja[name]) == fields(en[name]), name


def test_every_message_is_used():
    # Names are written out, or put together from a head and a variable part: f"judgements.{key}_caption".
    literals = re.findall(r'"([a-z_.]+)"', CODE)
    composed = [
        re.sub(r"\\\{.*?\\\}", r"[a-z_]+", re.escape(text))
        for text in re.findall(r'f"([a-z_]+\.[A-Za-z_.{}()]+)"', CODE)
    ]
    labels = re.findall(r"label(?:-of)?\.([a-z_]+)", TEMPLATES)
    labels += re.findall(r'label\["([a-z_]+)"\]', CODE)
    literals += re.findall(r't\("([a-z_.]+)"', TEMPLATES) + re.findall(r'else "([a-z_.]+)"\)', TEMPLATES)
    literals += re.findall(r't\("([a-z_.]+)" if', TEMPLATES)
    # A template puts a name together from a head and a variable part: "comparison.kinds." ~ kind.
    composed += [re.escape(head) + "[a-z_]+" for head in re.findall(r't\("([a-z_.]+)" ~', TEMPLATES)]
    composed += [rf"labels\.{head}[a-z_]+" for head in re.findall(r"label\['([a-z_]+)' ~", TEMPLATES)]
    used = {*literals, *(f"labels.{name}" for name in labels)}
    unused = [
        name
        for name in catalogue("en")
        if name not in used and not any(re.fullmatch(pattern, name) for pattern in composed)
    ]
    assert unused == []


def test_number_chooses_the_form():
    words = Words("en")
    assert "one document" in words("front.basis.text", n=1, day="today")
    assert "4 documents" in words("front.basis.text", n=4, day="today")


def test_sentences_are_closed_once():
    assert Words("ja").sentence("会談した") == "会談した。"
    assert Words("ja").sentence("会談した。") == "会談した。"
    assert Words("en").sentence("They met") == "They met."
    assert Words("en").run("They met", "", "They left.") == "They met. They left."


def test_an_unknown_message_or_language_is_named():
    with pytest.raises(NotKnown, match="no_such"):
        Words("en")("no_such")
    with pytest.raises(QueryRefused, match="'fr'"):
        catalogue("fr")
