"""A sanctions case of the workspace, published to three partners, one of whom may see no owners."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli import program
from tests.coordination.exchange.node.making import hand_over, new_node

from shiome.coordination.exchange.node import Node
from shiome.coordination.exchange.objects.cases import parts_of
from shiome.sanctions.casework.model import Holding, Identity
from shiome.workspace import Workspace

PARTS = """
- {type: identity, subject: v, side: registered, field: imo, value: "9074729"}
- {type: identity, subject: v, side: physical, field: name, value: STAR, marking: {tlp: RED, to: [USA]}}
- {type: holding, subject: v, holder: acme, role: registered_owner, marking: {tlp: AMBER+STRICT, to: [USA, KOR]}}
- {type: happening, kind: transfer, start: "2025-05-01T02:00Z", subjects: [v], text: {en: side by side}}
- {type: happening, kind: other, start: "2025-05", subjects: [v], text: {en: for the body alone}, marking: {tlp: RED, to: [msmt]}}
"""
MORE = """
- {type: identity, subject: v, side: registered, field: flag, value: TGO}
"""
PARTNERS = {"usa-state": "USA", "kor-mofa": "KOR", "aus-dfat": "AUS"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace without a case."""
    folder = tmp_path_factory.mktemp("empty") / "ws"
    Workspace.create(folder, region="peninsula").close()
    return folder


@pytest.fixture(scope="module")
def made(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a case and a node with three partners, all of whom belong to states of the team."""
    folder = Path(shutil.copytree(empty, tmp_path_factory.mktemp("made") / "ws"))
    done = run(
        folder, "sanctions", "case", "open", "c1", "--en", "A transfer", "--ja", "積み替え", "--category", "transfer-at-sea",
        "--originator", "JPN", "--to", "msmt", "--by", "kato", "--on", "2025-06-01",
    )  # fmt: skip
    assert done == ""
    add(folder, PARTS, "2025-06-02")
    run(folder, "exchange", "init", "jpn-mofa", "--party", "JPN", "--body", "msmt")
    for name, party in PARTNERS.items():
        run(folder, "exchange", "partner", "add", name, "--party", party, "--body", "msmt", "--json")
    return folder


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(made, tmp_path / "ws"))


def run(workspace: Path, *arguments: str, status: int = 0) -> Any:
    ran = program.run(*arguments, "--workspace", workspace)
    assert ran.status == status, ran.err
    return ran.json if "--json" in arguments else ran.out if status == 0 else ran.err


def add(workspace: Path, parts: str, on: str) -> None:
    file = workspace.parent / "parts.yaml"
    file.write_text(parts)
    run(workspace, "sanctions", "case", "add", "c1", "--from", str(file), "--by", "kato", "--on", on)


def who_gets(workspace: Path, *label: str) -> dict[str, set[str]]:
    rows = run(workspace, "exchange", "preview", "--case", "c1", *label, "--json")
    return {name: {row["what"] for row in rows if row["partner"] == name and row["label"] != "-"} for name in PARTNERS}


def taken(workspace: Path, partner: str) -> list[Any]:
    """The parts that a partner makes of what it is given."""
    with Node.open(workspace / "exchange") as giver:
        folder = workspace.parent / partner
        if not folder.exists():
            new_node(workspace.parent, partner, party=PARTNERS[partner], bodies=["msmt"]).close()
            with Node.open(folder) as taker:
                taker.add_partner("jpn-mofa", party="JPN", public=giver.signing_key.public)
        with Node.open(folder) as taker:
            hand_over(giver, taker)
            latest = {each.stix_id: json.loads(each.content) for each in taker.received()}
    return list(parts_of(list(latest.values())))


def values(parts: list[Any]) -> set[str]:
    return {part.value for part in parts if isinstance(part, Identity)}


def test_each_partner_gets_what_the_case_itself_would_show_it(workspace: Path) -> None:
    seen = who_gets(workspace)
    assert seen == {
        "usa-state": {"v", "acme", "registered-owner-of", "transfer"},
        "kor-mofa": {"v", "acme", "registered-owner-of", "transfer"},
        "aus-dfat": {"v", "transfer"},
    }
    run(workspace, "exchange", "publish", "--case", "c1")
    parts = {name: taken(workspace, name) for name in PARTNERS}
    assert [values(parts[name]) for name in PARTNERS] == [{"9074729", "STAR"}, {"9074729"}, {"9074729"}]
    owners = {name: [part.holder for part in found if isinstance(part, Holding)] for name, found in parts.items()}
    assert owners == {"usa-state": ["acme"], "kor-mofa": ["acme"], "aus-dfat": []}
    with Node.open(workspace.parent / "aus-dfat") as node:
        everything = b"".join(each.content for each in node.received())
    for hidden in (b"acme", b"STAR", b"owner", b"for the body alone"):
        assert hidden not in everything
    for party, name in (("USA", "usa-state"), ("KOR", "kor-mofa"), ("AUS", "aus-dfat")):
        shown = run(workspace, "sanctions", "case", "show", "c1", "--for", party, "--json")
        kinds = sorted(each["part"]["type"] for each in shown["parts"] if each["part"]["type"] != "opening")
        assert kinds == sorted(type(part).__struct_config__.tag for part in parts[name])


def test_what_is_asked_for_only_narrows(workspace: Path) -> None:
    assert who_gets(workspace, "--to", "AUS") == {
        "usa-state": set(),
        "kor-mofa": set(),
        "aus-dfat": {"v", "transfer"},
    }
    assert who_gets(workspace, "--tlp", "AMBER")["usa-state"] == set()  # nobody is named
    assert who_gets(workspace, "--tlp", "RED", "--to", "kor-mofa")["kor-mofa"] == {
        "v", "acme", "registered-owner-of", "transfer",
    }  # fmt: skip
    assert "exchange.recipient" in run(workspace, "exchange", "preview", "--case", "c1", "--to", "nobody", status=1)


def test_a_case_that_has_grown_goes_out_as_far_as_it_has_changed(workspace: Path) -> None:
    first = run(workspace, "exchange", "publish", "--case", "c1", "--json")
    again = run(workspace, "exchange", "publish", "--case", "c1", "--json")
    assert [each["given"] for each in again] == [[]] * len(again)
    add(workspace, MORE, "2025-06-03")
    more = run(workspace, "exchange", "publish", "--case", "c1", "--json")
    (vessel,) = (each for each in more if each["given"])
    assert vessel["stix_id"].startswith("shiome-vessel--")
    assert vessel["given"] == sorted(PARTNERS)
    (before,) = (each for each in first if each["stix_id"] == vessel["stix_id"])
    assert vessel["version"] > before["version"]
    assert values(taken(workspace, "aus-dfat")) == {"9074729", "TGO"}
    run(workspace, "exchange", "revoke", vessel["stix_id"])
    kept = run(workspace, "exchange", "publish", "--case", "c1", "--json")
    assert vessel["stix_id"] not in {each["stix_id"] for each in kept}  # what was taken back stays so


def test_a_partner_outside_the_framework_gets_nothing_of_what_is_green(workspace: Path) -> None:
    run(
        workspace, "sanctions", "case", "release", "c1", "--item", "2", "--tlp", "GREEN", "--consent", "JPN",
        "--by", "kato", "--on", "2025-06-03",
    )  # fmt: skip
    run(workspace, "exchange", "partner", "add", "stranger", "--party", "no-such-party", "--json")
    rows = run(workspace, "exchange", "preview", "--case", "c1", "--json")
    assert {row["label"] for row in rows if row["partner"] == "stranger"} == {"-"}
    assert any("TLP:GREEN" in row["label"] for row in rows)


def test_a_case_that_is_made_up_says_so(empty: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(empty, tmp_path / "ws"))
    run(
        folder, "sanctions", "case", "open", "c1", "--en", "A drill", "--ja", "訓練", "--category", "transfer-at-sea",
        "--originator", "JPN", "--to", "msmt", "--by", "kato", "--on", "2025-06-01", "--simulated",
    )  # fmt: skip
    add(folder, MORE, "2025-06-02")
    run(folder, "exchange", "init", "jpn-mofa", "--party", "JPN", "--body", "msmt")
    run(folder, "exchange", "partner", "add", "usa-state", "--party", "USA", "--json")
    run(folder, "exchange", "publish", "--case", "c1")
    with Node.open(folder / "exchange") as node:
        assert all(b'"simulated":true' in each.content for each in node.given())
        assert node.given()
