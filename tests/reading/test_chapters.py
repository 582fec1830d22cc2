"""From Markdown to the normal form: structure, raw passages, sections."""

from __future__ import annotations

from actes import pandoc
from actes.diagnostics import Location, Report
from actes.reading import sections, structure
from actes.reading.markup import Markup
from actes.reading.raw import resolve_raw
from actes.tree import Blocks, classes, identifier, plain_text, value, walk

PLACE = Location("a.md")


def normal(markdown: str) -> Blocks:
    report = Report()
    blocks = resolve_raw(pandoc.read_markdown(markdown), PLACE, report)
    markup = Markup(structure.attribute_texts(blocks), PLACE, report)
    return structure.normalise(blocks, markup.inlines)


def raw(markdown: str) -> tuple[Blocks, set[str]]:
    report = Report()
    return resolve_raw(pandoc.read_markdown(markdown), PLACE, report), {d.code for d in report}


def test_a_figure_has_its_parts_and_its_alternative_text() -> None:
    (figure,) = normal('![Une *carte*](c.svg){#fig-c alt="Carte" source="Source : *Insee*" credit="© X" width=50%}')
    assert figure["t"] == "Figure" and identifier(figure) == "fig-c"
    (image,) = (n for n in walk(figure) if n["t"] == "Image")
    assert value(image, "alt") == "Carte" and value(image, "source") == "" and value(image, "width") == "50%"
    assert [(classes(b), plain_text(b)) for b in figure["c"][2][1:]] == [
        (["source"], "Source : Insee"),
        (["credit"], "© X"),
    ]


def test_a_caption_is_no_alternative_text() -> None:
    (figure,) = normal("![Une carte](c.svg)")
    (image,) = (n for n in walk(figure) if n["t"] == "Image")
    assert value(image, "alt") == ""


def test_tables_are_wrapped_with_their_notes() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    (bare,) = normal(f"{table}\n: Légende {{#tbl-a}}\n")
    assert classes(bare) == ["table-wrap"] and identifier(bare) == "tbl-a"
    (held,) = normal(
        f'::: {{#tbl-b .table source="Source : x" landscape=true}}\n{table}\n: Légende\n\nUne note.\n:::\n'
    )
    assert identifier(held) == "tbl-b" and value(held, "landscape") == "true"
    assert [classes(b) for b in held["c"][1]] == [[], ["note"], ["source"]]


def test_equations_take_their_identifier() -> None:
    (para,) = normal("Soit $$a=b$$ {#eq-x}, alors.")
    (equation,) = (n for n in walk(para) if "equation" in classes(n))
    assert identifier(equation) == "eq-x"
    assert plain_text(para).endswith("a=b, alors.")


def test_the_last_line_of_an_epigraph_is_its_attribution() -> None:
    (epigraph,) = normal("::: epigraph\nTexte.\n\n— Auteur, 1900\n:::\n")
    assert classes(epigraph["c"][1][-1]) == ["attribution"]


def test_an_image_within_a_line_is_described_by_its_text() -> None:
    (para,) = normal('Un ![signe](a.png), ![deux](b.png){alt="autre"} et ![trois](c.png){alt=""}.\n')
    assert [value(n, "alt") for n in walk(para, {"Image"})] == ["signe", "autre", ""]


def test_the_last_line_of_a_quotation_is_its_attribution() -> None:
    (quote,) = normal("> Des mots.\n>\n> — Auteur, 1900")
    assert classes(quote["c"][-1]) == ["attribution"] and plain_text(quote["c"][-1]) == "Auteur, 1900"


def test_raw_html_becomes_nodes_or_is_kept_out() -> None:
    blocks, codes = raw("H<sub>2</sub>O<br>suite <b>gras <i>penché</i></b>, <font color=red>rouge</font>")
    kinds = {n["t"] for n in walk(blocks)}
    assert {"Subscript", "LineBreak", "Strong", "Emph"} <= kinds and codes == set()
    assert plain_text(blocks) == "H2O suite gras penché, rouge"
    blocks, codes = raw(
        "avant <script>alert(1)</script> après\n\n<div onclick='x'><p>texte</p></div>\n\n<script>\nx\n</script>\n"
    )
    assert "RawInline" not in {n["t"] for n in walk(blocks)} and "active-html" in codes
    assert "avant" in plain_text(blocks) and "texte" in plain_text(blocks)


def test_html_tables_and_tex_are_read() -> None:
    blocks, _ = raw(
        "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>\n\n\\begin{itemize}\\item un\\end{itemize}\n"
    )
    assert [b["t"] for b in blocks] == ["Table", "BulletList"]
    blocks, _ = raw("<details><summary>Titre</summary>\n\n*mot*\n\n</details>\n\nsuite")
    assert plain_text(blocks).split() == ["Titre", "mot", "suite"]
    assert "Emph" in {n["t"] for n in walk(blocks)}
    blocks, codes = raw("Un \\textit{mot}.\n\n\\newpage\n\n<!-- rien -->\n\nFin.")
    assert plain_text(blocks).split("\n") == ["Un mot.", "Fin."] and codes == set()


def parted(markdown: str) -> sections.Parts:
    duplicates: list[str] = []
    return sections.identify(sections.part(sections.level(normal(markdown))), duplicates.append)


def test_levels_start_at_one_and_never_skip() -> None:
    parts = parted("## A\n\n#### B\n\n## C\n\n### D\n")
    assert [b["c"][0] for b in parts.body if b["t"] == "Header"] == [1, 2, 1, 2]


def test_acknowledgements_appendices_and_empty_references_are_set_apart() -> None:
    parts = parted(
        "# Texte\n\nx\n\n# Remerciements\n\nMerci.\n\n# Bibliographie\n\n::: {#refs}\n:::\n\n# Annexe 1. Grille\n\ny\n"
    )
    assert [plain_text(b) for b in parts.body] == ["Texte", "x"]
    assert [plain_text(b) for b in parts.acknowledgements] == ["Merci."]
    assert [plain_text(b) for b in parts.appendices] == ["Annexe 1. Grille", "y"]


def test_references_typed_by_hand_are_not_lost() -> None:
    parts = parted("# Texte\n\nx\n\n# Bibliographie\n\nDupont, 2001, *Titre*.\n")
    assert "Dupont" in plain_text(parts.body)


def test_identifiers_are_safe_and_unique() -> None:
    parts = parted("# Après l’été\n\nx\n\n# 2017 {#sec:intro}\n\n# Après l’été\n\n[a]{#b} [c]{#b}\n")
    names = [identifier(n) for n in walk(parts.body) if identifier(n)]
    assert len(names) == len(set(names)) and all(n == sections.safe_identifier(n) for n in names)
    assert names[:2] == ["apres-lete", "sec-intro"]


def test_a_title_typed_as_the_only_first_heading_is_the_title() -> None:
    title, rest = sections.unwrap_lone_title(normal("# Titre\n\n## A\n\n## B\n"))
    assert title is not None and plain_text(title) == "Titre" and len(rest) == 2
    assert sections.unwrap_lone_title(normal("# A\n\n# B\n"))[0] is None


def test_bare_addresses_are_links_and_elisions_are_not() -> None:
    (para,) = normal(
        "Voir https://example.org/a_(b). L'@eq-x, `http://c.org` et [http://d.org](http://e.org) (www.f.org)."
    )
    links = [(n["c"][2][0], plain_text(n["c"][1])) for n in walk(para) if n["t"] == "Link"]
    assert links == [
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("http://e.org", "http://d.org"),
        ("http://www.f.org", "www.f.org"),
    ]
    assert [n["c"][0][0]["citationId"] for n in walk(para) if n["t"] == "Cite"] == ["eq-x"]


def test_a_heading_that_says_nothing_begins_no_section() -> None:
    held = parted("# Un\n\n## Deux\n\nA\n\n##\n\nB\n\n<h3></h3>\n\nC\n")
    assert [plain_text(b) for b in held.body] == ["Un", "Deux", "A", "B", "C"]
