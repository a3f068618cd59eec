"""The check of accessibility itself finds what is wrong, also where it looks at one of many alike."""

from __future__ import annotations

from tests.browser.axe import violations, violations_of_colour
from tests.browser.conftest import Sitting

_PAPER = """<!doctype html><html lang="en"><title>Colours</title><style>
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } .faint, .dim * { color: #333 } }
</style><main><h1>Colours</h1><p>plain</p><p>plain too</p>%s</main>"""


def test_a_poor_colour_of_one_theme_is_found(sitting: Sitting) -> None:
    page = sitting.page
    for poor in ("<p class=faint>faint</p>", "<div class=dim><p>dim</p></div>"):
        page.emulate_media(color_scheme="light")
        page.set_content(_PAPER % poor)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert [found.split(":")[0] for found in violations_of_colour(page)] == ["color-contrast"]
    page.set_content(_PAPER % "<p>plain again</p>")
    assert violations_of_colour(page) == []


def test_a_picture_without_words_is_found(sitting: Sitting) -> None:
    sitting.page.set_content(_PAPER % "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    assert [found.split(":")[0] for found in violations(sitting.page)] == ["image-alt"]
