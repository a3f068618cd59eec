"""What if, at the page: a lever answers at once, and the address carries it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser
from tests.browser.conftest import Sitting, sitting_at


def test_a_lever_answers_and_the_address_carries_it(sitting: Sitting) -> None:
    page = sitting.open("/en/futures/levers?as_of=2025-12-31")
    page.wait_for_selector("#table-chances")
    page.locator("select[name=hold]", has=page.locator("option[value='deterrence=strengthened']")).select_option(
        "deterrence=strengthened"
    )
    page.wait_for_selector("#chances tr.changed")
    held = parse_qs(urlsplit(page.url).query)
    assert held == {"as_of": ["2025-12-31"], "hold": ["deterrence=strengthened"]}
    for link in (".switches a[hreflang]", "[data-permalink]"):
        address = page.locator(link).get_attribute("href") or ""
        assert parse_qs(urlsplit(address).query)["hold"] == ["deterrence=strengthened"]
    told = page.locator("#table-chances tbody").inner_text()
    page.goto(page.url)
    page.wait_for_selector("#chances tr.changed")
    assert page.locator("#table-chances tbody").inner_text() == told
    assert sitting.faults == []


def test_levers_work_without_scripts(browser: Browser, server: str) -> None:
    with sitting_at(server, browser, scripts=False) as sitting:
        page = sitting.page
        page.goto(f"{server}/en/futures/levers")
        page.locator("select[name=hold]", has=page.locator("option[value='monitoring=integrated']")).select_option(
            "monitoring=integrated"
        )
        page.locator(".levers button").click()
        page.wait_for_url("**hold=monitoring%3Dintegrated*")
        assert page.locator("select[name=hold] option:checked[value='monitoring=integrated']").count() == 1
        assert "hold=monitoring%3Dintegrated" in (page.locator("#chances noscript a").get_attribute("href") or "")
