"""A workspace in which no page of the workbench is empty; positions, list, consultation and case are made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.web.sea import fill

from shiome.coordination.consultation.model import Meeting, Minutes, Statement
from shiome.records.marking import Marking
from shiome.sanctions.casework.model import Happening, Holding, Identity, Opening
from shiome.workspace import Workspace
from shiome.workspace.cases import add_parts, open_case
from shiome.workspace.consultations import add_to_consultation

DOCUMENTS = Path(__file__).resolve().parents[2] / "examples" / "documents"
CONSULTATION = "tcog-2-end-state"
CASE = "transfer"
_ENTERED = date(2025, 12, 31)


def fill_workspace(folder: Path) -> Path:
    """Make the workspace with the example documents, a watch at sea, a meeting of a consultation and a case."""
    with Workspace.create(folder) as workspace:
        for file in sorted(DOCUMENTS.iterdir()):
            workspace.ingest(file)
        add_to_consultation(
            workspace,
            CONSULTATION,
            [
                Meeting(key="first", on="2026-01-20", level="officials", title={"en": "First round", "ja": "第一回"}),
                Minutes(meeting="first", statements=(Statement(party="KOR", text={"en": "Agreed in part", "ja": "一部合意"}),)),
            ],
            by="kato",
            on=_ENTERED,
        )  # fmt: skip
        _open_case(workspace)
    fill(folder)
    return folder


def _open_case(workspace: Workspace) -> None:
    opening = Opening(
        title={"en": "A transfer", "ja": "積み替え"},
        category="transfer-at-sea",
        originator="JPN",
        marking=Marking(tlp="AMBER", to=("msmt",)),
    )
    open_case(workspace, CASE, opening, by="kato", on=_ENTERED)
    parts = [
        Identity(subject="ship", side="registered", field="name", value="EXAMPLE STAR", verdict="genuine"),
        Holding(subject="ship", holder="Example Ltd", role="owner"),
        Happening(
            kind="observation",
            start="2025-05-30",
            lat=33.0,
            lon=125.0,
            subjects=("ship",),
            text={"en": "Lay alongside", "ja": "横付けした"},
        ),
    ]
    add_parts(workspace, CASE, parts, by="kato", on=_ENTERED)
