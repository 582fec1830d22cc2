"""Each rule of the profile on a file that breaks it; and the golden files, which break none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from actes.codes.jats import FAMILY
from actes.diagnostics import Report, Severity
from actes.validating import validate_article, validate_file
from actes.validating.profile import RULES

GOLDEN = Path(__file__).parents[1] / "writing" / "jats" / "golden"
ARTICLE = (GOLDEN / "gold-article.xml").read_text()

BREAKS: list[tuple[str, str, str]] = [
    ("language-missing", 'dtd-version="1.3" xml:lang="fr"', 'dtd-version="1.3"'),
    ("language-missing", '<abstract xml:lang="fr">', "<abstract>"),
    ("language-malformed", '<abstract xml:lang="fr">', '<abstract xml:lang="french_">'),
    ("orcid-malformed", "0000-0002-1825-0097", "0000-0002-1825-0098"),
    ("orcid-malformed", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
    ("ror-malformed", "https://ror.org/02tyrky19", "https://ror.org/02tyrky18"),
    ("doi-malformed", ">10.5555/actes-jsa.2025.03<", ">https://doi.org/10.5555/actes-jsa.2025.03<"),
    ("cited-doi-malformed", ">10.3406/arss.1984.3327<", ">arss.1984.3327<"),
    ("issn-malformed", "1234-5679", "1234-5678"),
    ("isbn-malformed", "978-2-7297-0000-0", "978-2-7297-0000-1"),
    ("contributor-without-name", "<name><surname>O’Brien</surname><given-names>Seán</given-names></name>", ""),
    ("authors-missing", 'contrib-type="author"', 'contrib-type="other"'),
    ("affiliation-without-institution", "<institution>Trinity College Dublin</institution>", ""),
    ("affiliation-unused", '<xref ref-type="aff" rid="aff3">3</xref>', ""),
    ("date-malformed", "<day>12</day><month>06</month>", "<day>12</day><month>6</month>"),
    ("copyright-incomplete", "<copyright-holder>Archives du Rhône</copyright-holder>", ""),
    ("licence-malformed", ">https://creativecommons.org/licenses/by/4.0/</ali", ">http://creativecommons.org/by/</ali"),
    ("licence-missing", "ali:license_ref", "ali:license_was"),
    ("link-malformed", 'xlink:href="https://www.insee.fr/fr/metadonnees', 'xlink:href="/metadonnees'),
    ("empty-element", "<title>Introduction</title>", "<title/>"),
    ("empty-element", "<p>Citation longue en retrait.</p>", "<p> </p>"),
    ("target-missing", 'rid="tbl1"', 'rid="tbl9"'),
    ("reference-without-type", '<xref ref-type="fig" rid="fig1">', '<xref rid="fig1">'),
    ("reference-type-wrong", '<xref ref-type="fig" rid="fig1">', '<xref ref-type="table" rid="fig1">'),
    ("section-without-title", "<title>Introduction</title>", ""),
    ("abstract-with-title", '<abstract xml:lang="fr">', '<abstract xml:lang="fr"><title>Résumé</title>'),
    ("image-undescribed", "<alt-text>Graphe de douze sociétés reliées à un centre lyonnais.</alt-text>", ""),
    ("formula-undescribed", ' alttext="E = mc^2"', ""),
    ("citation-without-type", 'publication-type="thesis"', ""),
    ("year-malformed", '<year iso-8601-date="2012">2012</year>', "<year>vers 2012</year>"),
    ("note-without-call", '<xref ref-type="fn" rid="fn1"><sup>1</sup></xref>', ""),
    ("invalid-xml", "<year iso-8601-date=\"2012\">2012</year>", "<an>2012</an>"),
    ("malformed-xml", "</article>", ""),
    ("unknown-doctype", "Journal Publishing DTD with MathML3 v1.3", "Journal Publishing DTD v9"),
]  # fmt: skip


def codes(text: str) -> list[str]:
    """The codes of what is wrong with a file."""
    report = Report()
    validate_article(text.encode(), report, "x.xml")
    return [d.code for d in report]


@pytest.mark.parametrize(("code", "good", "bad"), BREAKS, ids=[f"{c}-{i}" for i, (c, _, _) in enumerate(BREAKS)])
def test_each_rule_is_broken_once(code: str, good: str, bad: str) -> None:
    assert good in ARTICLE
    assert code not in set(codes(ARTICLE)) - {"isbn-malformed"}
    assert code in codes(ARTICLE.replace(good, bad))


CUTS = [
    ("publication-date-missing", "<pub-date", "<volume>2", "<pub-date-not-available/>"),
    ("tex-incomplete", '<mml:math id="m2"', "</disp-formula>", "<tex-math>a = b</tex-math>"),
    ("abstract-missing", "<abstract", "<trans-abstract", ""),
    ("publisher-missing", "<publisher>", "</journal-meta>", ""),
]


@pytest.mark.parametrize(("code", "start", "end", "instead"), CUTS, ids=[c for c, *_ in CUTS])
def test_what_is_cut_out_is_missed(code: str, start: str, end: str, instead: str) -> None:
    before, _, rest = ARTICLE.partition(start)
    assert code not in codes(ARTICLE)
    assert code in codes(before + instead + rest[rest.index(end) :])


def test_the_golden_article_breaks_no_rule_but_for_its_invented_isbn() -> None:
    report = Report()
    assert validate_article(ARTICLE.encode(), report, "gold.xml")
    assert [(d.code, d.severity, d.location.line) for d in report] == [("isbn-malformed", Severity.WARNING, 68)]


def test_every_code_of_the_profile_is_broken_by_a_test() -> None:
    tested = {code for code, *_ in (*BREAKS, *CUTS)}
    tested |= {"image-file-missing", "epubcheck", "epubcheck-without-java"}
    written = {code for code in FAMILY if code.startswith("jats-")} | {"event-without-date"}
    assert set(FAMILY) == tested | written


def test_rules_say_what_they_look_for() -> None:
    assert all(rule.__doc__ for rule in RULES)


def test_images_are_looked_for_beside_the_file(tmp_path: Path) -> None:
    def problems() -> Iterator[str]:
        report = Report()
        validate_file(tmp_path / "a.xml", None, report)
        return (d.code for d in report)

    (tmp_path / "a.xml").write_text(ARTICLE)
    assert "image-file-missing" in problems()
    (tmp_path / "jsa2025-03-fig1.png").write_bytes(b"png")
    assert "image-file-missing" not in problems()
    (tmp_path / "a.xml").write_text(ARTICLE.replace("jsa2025-03-fig1.png", "../jsa2025-03-fig1.png"))
    (tmp_path.parent / "jsa2025-03-fig1.png").write_bytes(b"png")
    assert "image-file-missing" in problems()
