"""In a team nobody accepts what they wrote: the page does not offer it, and the store refuses it to whoever asks all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import sitting_at
from tests.browser.serving import serving

from shiome.web.keeping import Keeping
from shiome.workspace import Workspace
from shiome.workspace.review import edit

_DOCUMENT = Path(__file__).resolve().parents[2] / "examples" / "documents" / "chronicle.ko.txt"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A workspace with two analysts, and the newest proposed event, which one of them edited."""
    folder = tmp_path_factory.mktemp("team") / "ws"
    with Workspace.create(folder) as workspace:
        workspace.ingest(_DOCUMENT)
        record = workspace.store.records("event", status="proposed", order="newest", limit=1)[0].id
        edit(workspace, record, {"when": "2024-01-04"}, by="kato")
    keeping = Keeping.open(folder)
    for name in ("kato", "sato"):
        keeping.accounts.add(name, f"{name}-long-password", role="analyst", by="test")
    keeping.close()
    return folder, record


@pytest.fixture(scope="module")
def team(edited: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the workbench of a team."""
    here = tmp_path_factory.mktemp("team-server")
    settings = here / "team.toml"
    settings.write_text(f'[server]\nport = 0\n[log]\nrequests = false\n[workspace]\nfolder = "{edited[0]}"\n')
    with serving("--settings", str(settings), log=here / "team.txt") as address:
        yield address


def _sign_in(page: Page, name: str) -> None:
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", f"{name}-long-password")
    page.locator("main button").click()
    page.wait_for_selector("#current")


def test_the_author_cannot_accept_and_a_second_person_can(
    browser: Browser, team: str, edited: tuple[Path, str]
) -> None:
    folder, record = edited
    with Workspace.open(folder, read_only=True) as workspace:
        queue = workspace.store.records("event", status="proposed", order="newest")
    path = f"/en/evidence/review?place={[each.id for each in queue].index(record)}"
    with sitting_at(team, browser) as sitting:
        page = sitting.open(path)
        _sign_in(page, "kato")
        accept = page.locator("button[value=accepted]")
        assert accept.is_disabled()
        assert page.locator(".warn").is_visible()
        page.keyboard.press("a")
        accept.evaluate("button => { button.disabled = false; button.click(); }")
        page.wait_for_selector("[role=alert]")
        assert "[record.own_work]" in page.locator("[role=alert]").inner_text()
        page.locator(".switches form button").click()
        page.wait_for_url("**/sign-in*")
        sitting.open(path)
        _sign_in(page, "sato")
        assert page.locator(".warn").count() == 0
        page.locator("button[value=accepted]").click()
        page.wait_for_selector(".said")
        with Workspace.open(folder, read_only=True) as workspace:
            held = workspace.store.record(record)
        assert (held.status, held.coder) == ("accepted", "person:kato")
        # The refusal is a page with its status, which the browser tells as an error of loading.
        assert [fault for fault in sitting.faults if "422" not in fault] == []
