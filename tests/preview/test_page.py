"""The page in a real browser: it follows the files, keeps the reader's place, shows what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser import violations
from preview.conftest import BIB, FILLING, TEXT, Author

Start = Callable[..., Author]


def opened(page: Page, author: Author) -> Page:
    page.goto(author.address)
    page.locator(".remark").first.wait_for()
    return page


def test_the_text_follows_the_file_and_the_place_is_kept(page: Page, start: Start) -> None:
    author = start()
    opened(page, author)
    page.evaluate("window.same = true; window.scrollTo(0, 2500)")
    paragraph = page.locator("#chapter p", has_text="Paragraphe 12")
    before = paragraph.bounding_box()
    assert before
    author.save(TEXT.replace("Un début", "Une phrase de plus, tout en haut.\n\nUn début") + "\nMot ajouté.\n")
    page.get_by_text("Mot ajouté.").wait_for(state="attached")
    page.get_by_text("Une phrase de plus, tout en haut.").wait_for(state="attached")
    after = paragraph.bounding_box()
    assert page.evaluate("window.same")
    # what is read stays where it is, though a paragraph came above it
    assert after
    assert abs(after["y"] - before["y"]) < 2


def test_citations_notes_figures_and_formulas_are_shown(page: Page, start: Start) -> None:
    opened(page, start())
    expect(page.locator("#chapter a.cite").first).to_have_text("Davezies 2012, p.\u00a012")
    assert page.locator("#chapter math").count() == 1
    page.locator(".note-call").first.click()
    assert page.locator("div.note:target").inner_text().endswith("Une note.")
    assert page.locator("#chapter figure img").evaluate("i => i.complete && i.naturalWidth > 0")
    expect(page.locator(".listed")).to_contain_text("Le Pouvoir des territoires")
    expect(page.locator("#group-uncited summary")).to_contain_text("1")
    expect(page.locator(".record")).to_contain_text("ORCID")


def test_a_remark_leads_to_its_passage(page: Page, start: Start) -> None:
    opened(page, start())
    remark = page.locator(".remark", has_text="inconnue").first
    expect(remark.locator(".excerpt mark")).to_contain_text("@inconnue")
    expect(remark.locator(".remedy")).not_to_be_empty()
    remark.get_by_role("button").click()
    expect(page.locator(".pointed")).to_contain_text("Un début")


def test_a_broken_header_leaves_the_last_good_text(page: Page, start: Start) -> None:
    author = start()
    opened(page, author)
    author.save(header="---\ntitle: [\n---\n")
    page.locator("#notice:not([hidden])").wait_for()
    expect(page.locator("#chapter h1")).to_have_text("Un titre")
    expect(page.locator(".remark.error").first).to_contain_text("YAML")
    author.save(TEXT + "\nRéparé.\n")
    page.get_by_text("Réparé.").wait_for(state="attached")
    expect(page.locator("#notice")).to_be_hidden()


def test_a_header_mended_into_what_it_was_takes_the_notice_away(page: Page, start: Start) -> None:
    author = start()
    opened(page, author)
    author.save(header="---\ntitle: [\n---\n")
    page.locator("#notice:not([hidden])").wait_for()
    author.save()
    page.locator("#notice").wait_for(state="hidden")


def test_a_broken_bibliography_is_told_and_the_text_stays(page: Page, start: Start) -> None:
    author = start()
    opened(page, author)
    author.bib.write_text(BIB.replace("date = {2008}}", "date = {2008"), "utf-8")
    page.locator(".remark .file", has_text="references.bib").first.wait_for()
    expect(page.locator("#chapter")).to_contain_text("La dernière phrase du texte.")
    author.bib.write_text(BIB.replace("2012", "2013"), "utf-8")
    expect(page.locator("#chapter a.cite").first).to_have_text("Davezies 2013, p.\u00a012")


def test_the_proof_shows_pages_marked_with_the_day(page: Page, start: Start) -> None:
    author = start()
    opened(page, author)
    page.get_by_role("tab", name="Épreuve").click()
    first = page.locator("img.sheet").first
    first.wait_for()
    expect(page.locator(".proof-facts")).to_contain_text("pages")
    page.wait_for_load_state("networkidle")
    assert first.evaluate("i => i.decode().then(() => i.naturalWidth)") > 400
    was = first.get_attribute("src")
    author.save("\n# Court\n\nUne seule page.\n")
    page.locator(f'img.sheet:first-child:not([src="{was}"])').wait_for()
    # no page is left of the longer text
    expect(page.locator("img.sheet")).to_have_count(1)


def test_axe_finds_nothing(page: Page, start: Start) -> None:
    opened(page, start())
    assert violations(page) == []
    page.get_by_role("tab", name="Épreuve").click()
    page.locator("img.sheet").first.wait_for()
    assert violations(page) == []


def test_a_script_in_the_manuscript_does_not_run(page: Page, start: Start) -> None:
    text = TEXT + (
        '\n[lien](javascript:window.hacked=true) ![x](carte.svg){onload="window.hacked=true"}\n\n'
        '```{=html}\n<svg onload="window.hacked=true"><script>window.hacked=true</script></svg>\n```\n'
    )
    opened(page, start(text))
    assert page.evaluate("window.hacked === undefined")
    assert (
        page.locator("#chapter script, #chapter [onload], #chapter [onerror], #chapter a[href^='java' i]").count() == 0
    )


def test_the_interface_speaks_english_too(page: Page, start: Start) -> None:
    opened(page, start())
    page.locator("#language").click()
    expect(page.locator("#problems-title")).to_contain_text("Remarks")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_nothing_is_asked_of_the_network(page: Page, start: Start) -> None:
    author = start()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, author)
    own = author.address.partition("?")[0]
    assert [url for url in asked if not url.startswith((own, "data:"))] == []
    assert len(page.locator("#chapter").inner_text()) > len(FILLING) // 2
