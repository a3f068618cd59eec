"""Bad proposals: one line each, with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.proposal.made import EXAMPLES, example, held, proposals

from shiome.errors import InputRefused, ShiomeError
from shiome.policy.proposal import Proposal, examine, proposal_from, read_proposal

HEAD = "title: {ja: 案, en: draft}\n"
FREEZE = "- {id: a, party: PRK, type: freeze, domain: [intercontinental]}\n"
BAD = [
    ("measures:\n- {id: a, party: PRK, type: freze, domain: [icbm]}\n", "proposal.measure", 3, "freeze"),
    ("measures:\n- {id: a, party: PRX, type: freeze, domain: [icbm]}\n", "proposal.party", 3, "PRX"),
    ("measures:\n- {id: a, party: JPN, type: freeze, domain: [icbm]}\n", "proposal.party", 3, "not of JPN"),
    ("measures:\n- {id: a, party: PRK, type: freeze, domain: [icbm], weight: 2}\n", "proposal.form", 3, "weight"),
    ("goal: cvid\nmeasures:\n" + FREEZE, "proposal.form", 1, "goal"),
    ("end_state: cvidd\nmeasures:\n" + FREEZE, "proposal.end_state", 2, "cvid"),
    ("date: soon\nmeasures:\n" + FREEZE, "proposal.date", 2, "soon"),
    ("measures:\n- {id: a, party: PRK, type: freeze, domain: [long]}\n", "proposal.domain", 3, "long"),
    ("measures:\n- {id: a, party: PRK, type: freeze}\n", "proposal.domain", 3, "needs a domain"),
    ("measures:\n- {id: a, party: PRK, type: inspection, domain: [icbm]}\n", "proposal.domain", 3, "no domain"),
    ("measures:\n- {id: a, party: PRK, type: reduce, domain: [icbm], quantity: 1.5}\n", "proposal.quantity", 3, "1.5"),
    ("measures:\n- {id: a, party: PRK, type: reduce, domain: [icbm], quantity: nan}\n", "proposal.quantity", 3, "nan"),
    (
        "measures:\n- {id: a, party: PRK, type: reduce, domain: [icbm], quantity: -0.1}\n",
        "proposal.quantity",
        3,
        "-0.1",
    ),
    ("measures:\n- {id: a, party: PRK, type: freeze, domain: [icbm], quantity: 1}\n", "proposal.quantity", 3, "freeze"),
    ("measures:\n" + FREEZE.replace("]}", "], timing: {from: -1}}"), "proposal.timing", 3, "-1"),
    ("measures:\n" + FREEZE.replace("]}", "], timing: {months: 0}}"), "proposal.timing", 3, "month"),
    ("measures:\n" + FREEZE.replace("]}", "], reciprocity: [b]}"), "proposal.tie", 3, "'b'"),
    ("measures:\n" + FREEZE.replace("]}", "], after: [a]}"), "proposal.tie", 3, "itself"),
    ("measures:\n" + FREEZE.replace("]}", "], verification: trust}"), "proposal.verification", 3, "trust"),
    ("measures:\n" + FREEZE + FREEZE, "proposal.duplicate", 4, "'a'"),
    ("measures: []\n", "proposal.empty", 2, "no measures"),
    ("measures:\n" + FREEZE.replace("]}", "], wording: {en: stop}}"), "proposal.text", 3, "ja"),
    (
        "measures:\n" + FREEZE + "- {id: b, party: PRK, type: build-up, domain: [icbm]}\n",
        "proposal.contradiction",
        4,
        "contradicts",
    ),
    (
        "measures:\n"
        + "".join(f"- {{id: {n}, party: PRK, type: reduce, domain: [icbm], quantity: 0.6}}\n" for n in "ab"),
        "proposal.contradiction",
        4,
        "120%",
    ),
    (
        (
            "measures:\n"
            "- {id: a, party: PRK, type: freeze, domain: [icbm], after: [c]}\n"
            "- {id: b, party: PRK, type: inspection, after: [a]}\n"
            "- {id: c, party: PRK, type: declaration, after: [b]}\n"
        ),
        "proposal.circle",
        3,
        "a -> c -> b -> a",
    ),
    (
        (
            "measures:\n"
            "- {id: a, party: PRK, type: inspection, after: [b], timing: {from: 1}}\n"
            "- {id: b, party: PRK, type: declaration, timing: {from: 2}}\n"
        ),
        "proposal.contradiction",
        3,
        "before b",
    ),
    ("measures: {\n", "proposal.yaml", None, "YAML"),
    ("measures:\n- just words\n", "proposal.form", 3, "object"),
]


@pytest.mark.parametrize(("text", "code", "line", "word"), BAD, ids=[f"{n}-{bad[1]}" for n, bad in enumerate(BAD)])
def test_what_is_wrong_is_one_line_with_its_place(text: str, code: str, line: int, word: str, tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_proposal(file, held())
    assert refused.value.code == code
    for language in ("en", "ja"):
        told = refused.value.line(language)
        assert "\n" not in told
        assert "draft.yaml" in told
    if line:
        assert f"draft.yaml, line {line}:" in refused.value.message
    assert word in refused.value.message


def test_steps_that_do_not_overlap_do_not_contradict(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    text = FREEZE.replace("]}", "], timing: {months: 12}}")
    text += "- {id: b, party: PRK, type: build-up, domain: [icbm], timing: {from: 12}}\n"
    text += "- {id: c, party: PRK, type: build-up, domain: [hypersonic]}\n"
    file.write_text(f"{HEAD}measures:\n{text}", encoding="utf-8")
    assert len(read_proposal(file, held()).measures) == 3


def test_every_problem_is_listed_and_the_first_says_how_many(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text(f"{HEAD}end_state: x\nmeasures:\n{FREEZE.replace('PRK', 'x')}", encoding="utf-8")
    _, problems = examine(file, held())
    assert [problem.code for problem in problems] == ["proposal.end_state", "proposal.party"]
    with pytest.raises(InputRefused, match=re.escape("(and 1 more)")):
        read_proposal(file, held())


def test_a_form_gives_the_same_proposal_as_a_file() -> None:
    import yaml

    for file in EXAMPLES.glob("*.yaml"):
        value = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        assert proposal_from(value, held()) == example(file.stem)
    with pytest.raises(InputRefused, match=r"measures\[0\]\.type"):
        proposal_from(
            {"title": {"ja": "案", "en": "x"}, "measures": [{"id": "a", "party": "PRK", "type": "x"}]}, held()
        )


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="{}[]:,- \nabmeasures", max_size=120))
def test_any_text_is_a_proposal_or_one_line(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "draft.yaml"
        file.write_text(text, encoding="utf-8", newline="")
        told = ""
        try:
            read_proposal(file, held())
        except ShiomeError as error:
            told = str(error)
        assert "\n" not in told


@settings(max_examples=100, deadline=None)
@given(proposals())
def test_a_refused_proposal_names_a_place_that_exists(proposal: Proposal) -> None:
    from shiome.policy.proposal.soundness import unsound

    for problem in unsound(proposal, held()):
        assert problem.place[0] == "measures"
        assert int(problem.place[1]) < len(proposal.measures)
        assert problem.en
        assert problem.ja
