"""The EPUB in a real browser: links, notes, formulas, keyboard, zoom, night mode, axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
NAV = "table_of_contents.xhtml"
CHAPTER = "premier.xhtml"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def pages(files: dict[str, bytes]) -> list[str]:
    return [name for name in files if name.endswith(".xhtml")]


def test_every_note_opens_and_returns(page: Page, address: str) -> None:
    page.goto(address + CHAPTER)
    calls = page.locator("a[role=doc-noteref]")
    assert calls.count() == 2
    for number in range(calls.count()):
        call = calls.nth(number)
        call.click()
        note = page.locator("aside:target")
        assert note.get_attribute("role") == "doc-footnote"
        note.locator("a[role=doc-backlink]").click()
        assert page.locator("a:target").get_attribute("id") == call.get_attribute("id")


def test_every_link_lands(page: Page, address: str, files: dict[str, bytes]) -> None:
    followed = 0
    for name in pages(files):
        page.goto(address + name)
        hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
        for href in sorted({h for h in hrefs if h.startswith(address)}):
            response = page.goto(href)
            assert response is None or response.ok, href
            if "#" in href:
                assert page.locator(":target").count() == 1, href
            followed += 1
    assert followed > 40


def test_formulas_are_laid_out(page: Page, address: str) -> None:
    page.goto(address + CHAPTER)
    boxes = page.evaluate(
        "[...document.querySelectorAll('math')].map(m => m.getBoundingClientRect()).map(b => [b.width, b.height])"
    )
    assert len(boxes) == 2
    assert all(width > 4 and height > 4 for width, height in boxes)
    fraction = page.evaluate("document.querySelector('mfrac').getBoundingClientRect().height")
    assert fraction > page.evaluate("document.querySelector('mfrac mi').getBoundingClientRect().height") * 1.5


def test_the_keyboard_reaches_every_link_and_scrolls_tables(page: Page, address: str) -> None:
    page.goto(address + CHAPTER)
    page.evaluate("window.all = [...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')]")
    reached = []
    for _ in range(page.evaluate("all.length")):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("all.indexOf(document.activeElement)"))
    assert reached == list(range(len(reached)))
    assert len(reached) > 15
    page.locator(".table-scroll").focus()
    assert page.evaluate("document.activeElement.className") == "table-scroll"


def test_long_descriptions_open_from_the_keyboard(page: Page, address: str) -> None:
    page.goto(address + CHAPTER)
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None


@pytest.mark.parametrize("width", [320, 195], ids=["phone", "200-percent"])
def test_text_reflows_without_scrolling_sideways(
    browser: Browser, address: str, files: dict[str, bytes], width: int
) -> None:
    """390 px at 200 % are 195 px to lay out in (WCAG 1.4.4, 1.4.10)."""
    context = browser.new_context(viewport={"width": width, "height": 600})
    page = context.new_page()
    for name in pages(files):
        page.goto(address + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    context.close()


def test_the_readers_font_and_size_are_kept(page: Page, address: str, files: dict[str, bytes]) -> None:
    page.goto(address + CHAPTER)
    page.add_style_tag(content="html { font-family: monospace; font-size: 30px }")
    style = page.evaluate("(s => [s.fontFamily, s.fontSize])(getComputedStyle(document.querySelector('.body p')))")
    assert style == ["monospace", "30px"]


@pytest.mark.parametrize(("scheme", "size"), [("dark", (390, 800)), ("light", (820, 1100))], ids=["phone", "tablet"])
def test_axe_finds_nothing(
    browser: Browser, address: str, files: dict[str, bytes], scheme: str, size: tuple[int, int]
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    problems = []
    for name in pages(files):
        page.goto(address + name)
        # the canvas is the browser's own in both modes; axe takes one without a colour for white
        page.add_style_tag(content=":root { background: Canvas }")
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
        problems += [(name, v["id"], n["target"], n["failureSummary"]) for v in found["violations"] for n in v["nodes"]]
        assert found["passes"]
    context.close()
    assert problems == []


def test_night_mode_turns_the_page_dark(browser: Browser, address: str) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address + CHAPTER)
        colours[scheme] = page.evaluate("getComputedStyle(document.querySelector('p')).color")
        context.close()
    assert colours == {"light": "rgb(0, 0, 0)", "dark": "rgb(255, 255, 255)"}
