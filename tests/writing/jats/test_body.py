"""Each construct of a text and its place in JATS."""

from __future__ import annotations

from actes import pandoc, tree
from actes.diagnostics import Report
from actes.tree import attr, div, link, span, words, wrap
from actes.writing.jats.lists import numeral
from writing.jats.golden_model import mixed, note, para, table, xref
from writing.jats.jats_samples import inside, plain_xml, written


def header(level: int, identifier: str, title: str, **values: str) -> tree.Node:
    return {"t": "Header", "c": [level, attr(identifier, [], **values), words(title)]}


def image(url: str = "photo.jpg", alt: str = "Un quai.") -> tree.Node:
    return {"t": "Image", "c": [attr("", [], **({"alt": alt} if alt else {})), [], [url, ""]]}


def codes(report: Report) -> list[str]:
    return [d.code for d in report]


def test_sections_nest_and_keep_their_ids() -> None:
    root = written([header(1, "intro", "Introduction"), para("Un."), header(2, "detail", "Détail", number="1.1")])
    assert inside(root, "body") == (
        '<body><sec id="intro" sec-type="intro"><title>Introduction</title><p>Un.</p>'
        '<sec id="detail"><label>1.1</label><title>Détail</title></sec></sec></body>'
    )


def test_a_heading_after_a_skipped_level_still_nests() -> None:
    root = written([header(1, "a", "A"), header(3, "b", "B"), header(2, "c", "C"), header(1, "d", "D")])
    assert [e.get("id") for e in root.iterfind("body/sec")] == ["a", "d"]
    assert [e.get("id") for e in root.iterfind("body/sec[@id='a']/sec")] == ["b", "c"]


def test_a_division_around_headings_dissolves_and_its_id_leads_to_the_first() -> None:
    inner = div([header(1, "a", "A"), para("Texte.")], attr("bloc"))
    root = written([inner, para("Voir ", xref("sec", "bloc", "le bloc"), ".")])
    (found,) = root.iterfind(".//body//xref")
    assert (found.get("rid"), found.get("ref-type")) == ("a", "sec")


def test_an_id_that_begins_with_a_digit_becomes_a_name() -> None:
    root = written([header(1, "1-debut", "Début"), para(xref("sec", "1-debut", "ici"))])
    assert [e.get("id") for e in root.iterfind("body/sec")] == ["_1-debut"]
    assert [e.get("rid") for e in root.iterfind(".//body//xref")] == ["_1-debut"]


def test_authors_ids_have_precedence_over_ours() -> None:
    root = written([header(1, "aff1", "Affiliations")])
    assert root.find("body/sec").get("id") == "aff1"
    assert [e.get("id") for e in root.iter("aff")] == ["aff2", "aff3", "aff4"]


def test_a_reference_to_nothing_keeps_its_text_and_is_reported() -> None:
    report = Report()
    root = written([para("Voir ", xref("fig", "perdue", "la figure 9"), " et la suite.")], report)
    assert inside(root, "body/p") == "<p>Voir la figure 9 et la suite.</p>"
    assert codes(report) == ["jats-lost-link"]


def test_the_reference_type_is_that_of_the_target() -> None:
    wrong = link(words("là"), "#encadre", attr("", ["xref"], ref_type="sec", rid="encadre"))
    root = written([div([para("Texte.")], attr("encadre", ["box"])), para(wrong)])
    assert root.find(".//body//xref").get("ref-type") == "boxed-text"


def test_a_reference_to_another_chapter_leads_to_its_page() -> None:
    root = written([para(link(words("ailleurs"), "#autre", attr("", ["xref"], rid="autre", chapter="autre")))])
    assert inside(root, "body/p") == (
        '<p><ext-link ext-link-type="uri" xlink:href="https://doi.org/10.5555/autre">ailleurs</ext-link></p>'
    )


def test_notes_are_called_by_number_and_stand_in_the_back() -> None:
    root = written([para("Un mot", note(1, para("La note."), {"t": "CodeBlock", "c": [attr(), "x = 1"]}), ".")])
    assert inside(root, "body/p") == '<p>Un mot<xref ref-type="fn" rid="fn1"><sup>1</sup></xref>.</p>'
    assert inside(root, "back/fn-group") == (
        '<fn-group><title>Notes</title><fn id="fn1"><label>1</label><p>La note.</p>'
        '<p><code xml:space="preserve">x = 1</code></p></fn></fn-group>'
    )


def test_a_note_called_in_a_link_is_called_after_it() -> None:
    root = written([para(link(mixed("un lien", note(1, para("Note."))), "https://exemple.fr"))])
    assert inside(root, "body/p") == (
        '<p><ext-link ext-link-type="uri" xlink:href="https://exemple.fr">un lien</ext-link>'
        '<xref ref-type="fn" rid="fn1"><sup>1</sup></xref></p>'
    )


def test_notes_stand_in_the_order_of_their_numbers_where_a_caption_is_written_after_its_table() -> None:
    held = table("Titre", ["AlignDefault"], ["A"], [["b"]])
    held["c"][1] = [None, [wrap("Plain", [*words("Titre"), note(1, para("Une."))])]]
    held["c"][4][0][3][0][1][0][4] = [wrap("Plain", [note(2, para("Deux."))])]
    root = written([div([held], attr("tbl-a", ["table-wrap"], label="Tableau 1"))])
    assert [fn.findtext("label") for fn in root.iterfind("back/fn-group/fn")] == ["1", "2"]


def test_a_reference_to_one_image_of_a_figure_leads_to_the_figure() -> None:
    first, second = image(), image()
    first["c"][0][0], second["c"][0][0] = "vue-a", "vue-b"
    figure = {"t": "Figure", "c": [attr("fig-a"), [None, []], [wrap("Plain", [first, second])]]}
    root = written([figure, wrap("Para", [xref("fig", "vue-b", "figure 1b")])])
    assert inside(root, "body/p") == '<p><xref ref-type="fig" rid="fig-a">figure 1b</xref></p>'


def test_figure_with_everything() -> None:
    figure = {
        "t": "Figure",
        "c": [
            attr("fig-quai", label="Figure 1"),
            [None, [wrap("Plain", words("Le quai")), para("Vue du nord.")]],
            [
                wrap("Plain", [image("carte.svg")]),
                div([para("Description longue.")], attr("", ["long-description"])),
                div([para("Source : archives.")], attr("", ["source"])),
                div([para("© 2021, Ville de Rennes")], attr("", ["credit"])),
            ],
        ],
    }
    assert inside(written([figure]), "body/fig") == (
        '<fig position="float" id="fig-quai"><label>Figure 1</label>'
        "<caption><title>Le quai</title><p>Vue du nord.</p><p>Source : archives.</p></caption><alternatives>"
        '<graphic id="gr1" mimetype="image" mime-subtype="svg+xml" xlink:href="essai-carte.svg">'
        "<alt-text>Un quai.</alt-text><long-desc>Description longue.</long-desc></graphic>"
        '<graphic id="gr2" mimetype="image" mime-subtype="png" xlink:href="essai-carte.png">'
        "<alt-text>Un quai.</alt-text><long-desc>Description longue.</long-desc></graphic></alternatives>"
        "<permissions><copyright-statement>© 2021, Ville de Rennes</copyright-statement>"
        "<copyright-year>2021</copyright-year><copyright-holder>Ville de Rennes</copyright-holder></permissions></fig>"
    )


def test_a_credit_without_year_is_an_attribution() -> None:
    figure = {
        "t": "Figure",
        "c": [
            attr("f"),
            [None, []],
            [wrap("Plain", [image()]), div([para("Photo : J. D.")], attr("", ["credit"]))],
        ],
    }
    assert inside(written([figure]), "body/fig/attrib") == "<attrib>Photo : J. D.</attrib>"


def test_a_figure_without_image_is_a_box() -> None:
    code = {"t": "CodeBlock", "c": [attr("", ["python"]), "x = 1"]}
    figure = {"t": "Figure", "c": [attr("f", label="Figure 1"), [None, []], [code]]}
    assert inside(written([figure]), "body/boxed-text") == (
        '<boxed-text content-type="figure" id="f"><label>Figure 1</label>'
        '<code language="python" xml:space="preserve">x = 1</code></boxed-text>'
    )


def test_a_listing_with_a_caption_is_a_box_around_the_code() -> None:
    code = {"t": "CodeBlock", "c": [attr("lst-a", ["python"], caption="Une somme"), "x = 1"]}
    root = written([code, para(xref("other", "lst-a", "listage"))])
    assert inside(root, "body/boxed-text") == (
        '<boxed-text content-type="listing" id="lst-a"><caption><title>Une somme</title></caption>'
        '<code language="python" xml:space="preserve">x = 1</code></boxed-text>'
    )
    assert inside(root, "body/p") == '<p><xref ref-type="boxed-text" rid="lst-a">listage</xref></p>'


def test_what_a_long_description_loses_is_told() -> None:
    def figure(*described: tree.Node | str) -> tree.Node:
        long = div([para(*described)], attr("", ["long-description"]))
        return {"t": "Figure", "c": [attr("f"), [None, []], [wrap("Plain", [image()]), long]]}

    plain, rich = Report(), Report()
    written([figure("Un quai.")], report=plain)
    root = written([figure("Un ", wrap("Emph", words("quai")), ".")], report=rich)
    assert inside(root, "body/fig/graphic/long-desc") == "<long-desc>Un quai.</long-desc>"
    assert (codes(plain), codes(rich)) == ([], ["jats-long-description"])


def test_a_decorative_image_says_so() -> None:
    root = written([para("Un ", image(alt=""), " signe.")])
    assert root.find(".//body//alt-text").text == "null"


def test_an_image_that_is_not_there_leaves_its_description() -> None:
    root = written([para("Voici ", image("perdue.png"), ".")])
    assert inside(root, "body/p") == (
        '<p>Voici <styled-content style-type="missing-image">Un quai.</styled-content>.</p>'
    )


def test_table_with_notes_and_row_heads() -> None:
    node = table("Population", ["AlignLeft", "AlignRight"], ["", "2020"], [["Rennes", "225"]])
    node["c"][4][0][1] = 1
    around = div(
        [node, div([para("En milliers.")], attr("", ["note"])), div([para("© 2020 Insee")], attr("", ["credit"]))],
        attr("tbl-pop", ["table-wrap"], label="Tableau 1", landscape="true"),
    )
    assert inside(written([around]), "body/table-wrap") == (
        '<table-wrap position="float" id="tbl-pop" orientation="landscape"><label>Tableau 1</label>'
        '<caption><title>Population</title></caption><table frame="hsides" rules="groups">'
        '<thead><tr><th align="left" scope="col"/><th align="right" scope="col">2020</th></tr></thead>'
        '<tbody><tr><th align="left" scope="row">Rennes</th><td align="right">225</td></tr></tbody></table>'
        '<table-wrap-foot><fn id="tfn1"><p>En milliers.</p></fn></table-wrap-foot>'
        "<permissions><copyright-statement>© 2020 Insee</copyright-statement>"
        "<copyright-year>2020</copyright-year><copyright-holder>Insee</copyright-holder></permissions></table-wrap>"
    )


def test_columns_are_counted_under_cells_that_span_rows() -> None:
    node = table("", ["AlignLeft", "AlignRight"], ["a", "b"], [["x", "1"], ["2"]])
    node["c"][4][0][3][0][1][0][2] = 2
    cells = written([node]).findall(".//body//tbody/tr/td")
    assert [(c.text, c.get("align"), c.get("rowspan")) for c in cells] == [
        ("x", "left", "2"),
        ("1", "right", None),
        ("2", "right", None),
    ]


def test_a_table_without_heads_takes_its_first_column_for_them() -> None:
    node = table("", ["AlignLeft", "AlignLeft"], [], [["Rennes", "225"]])
    assert inside(written([node]), "body//tbody") == (
        '<tbody><tr><th align="left" scope="row">Rennes</th><td align="left">225</td></tr></tbody>'
    )


def test_formulas() -> None:
    inline = {"t": "Math", "c": [{"t": "InlineMath"}, "x^2"]}
    unreadable = {"t": "Math", "c": [{"t": "InlineMath"}, r"\inconnue{x}"]}
    report = Report()
    root = written([para("Soit ", inline, " et ", unreadable, ".")], report)
    assert inside(root, "body/p") == (
        '<p>Soit <inline-formula id="ieq1"><mml:math display="inline" id="m1" alttext="x^2"><mml:semantics>'
        '<mml:mi>x</mml:mi><mml:annotation encoding="application/x-tex">x^2</mml:annotation></mml:semantics>'
        r'</mml:math></inline-formula> et <inline-formula id="ieq2"><tex-math id="tex1">\documentclass{article}'
        r"\usepackage{amsmath}\begin{document}\(\inconnue{x}\)\end{document}</tex-math></inline-formula>.</p>"
    )
    assert codes(report) == []


def test_the_lines_a_formula_is_typed_on_are_no_part_of_it() -> None:
    tex = "\nx^2\n"
    math = {"t": "Math", "c": [{"t": "DisplayMath"}, tex]}
    held = pandoc.mathml([(tex, True)])
    (found,) = written([para(math)], math=held).iter("{http://www.w3.org/1998/Math/MathML}math")
    assert found.get("alttext") == "x^2"
    assert found.findtext(".//{*}annotation") == "x^2"


def test_an_equation_alone_in_its_paragraph_stands_by_itself() -> None:
    equation = span(
        [{"t": "Math", "c": [{"t": "DisplayMath"}, "a = b"]}], attr("eq-1", ["equation"], label="(1)", number="1")
    )
    root = written([para(equation), para("Or ", equation, " suit.")])
    assert [e.tag for e in root.find("body")] == ["disp-formula", "p"]
    assert root.find("body/disp-formula/label").text == "(1)"


def test_quotations_verse_lists() -> None:
    quotation = {
        "t": "BlockQuote",
        "c": [para("Je est un autre."), div([para("Rimbaud")], attr("", ["attribution"]))],
    }
    verse = {"t": "LineBlock", "c": [words("Un"), [], words("Deux")]}
    ordered = {"t": "OrderedList", "c": [[3, {"t": "LowerAlpha"}, {"t": "OneParen"}], [[para("Trois")], []]]}
    root = written([quotation, verse, ordered])
    assert "".join(map(plain_xml, root.find("body"))) == (
        '<disp-quote id="dq1"><p>Je est un autre.</p><attrib>Rimbaud</attrib></disp-quote>'
        '<verse-group id="v1"><verse-group><verse-line>Un</verse-line></verse-group>'
        "<verse-group><verse-line>Deux</verse-line></verse-group></verse-group>"
        '<list list-type="alpha-lower"><list-item><label>c)</label><p>Trois</p></list-item>'
        "<list-item><label>d)</label><p>\u00a0</p></list-item></list>"
    )


def test_numbers_of_lists() -> None:
    assert [numeral(n, "alpha-lower") for n in (1, 26, 27, 703)] == ["a", "z", "aa", "aaa"]
    assert [numeral(n, "roman-upper") for n in (4, 1994)] == ["IV", "MCMXCIV"]
    assert numeral(7, "order") == "7"


def test_box_epigraph_definition_list() -> None:
    box = div(
        [div([wrap("Plain", words("Méthode"))], attr("", ["box-title"])), header(2, "s", "Terrain"), para("Ici.")],
        attr("b", ["box"]),
    )
    epigraph = div([para("Tout est dit.")], attr("", ["epigraph"]))
    defined = {"t": "DefinitionList", "c": [[words("Terme"), [[para("Sens.")]]]]}
    root = written([epigraph, box, defined])
    assert "".join(map(plain_xml, root.find("body"))) == (
        '<disp-quote content-type="epigraph" id="dq1"><p>Tout est dit.</p></disp-quote>'
        '<boxed-text content-type="box" id="b"><caption><title>Méthode</title></caption>'
        '<sec id="s"><title>Terrain</title><p>Ici.</p></sec></boxed-text>'
        "<def-list><def-item><term>Terme</term><def><p>Sens.</p></def></def-item></def-list>"
    )


def test_languages_index_marks_links() -> None:
    root = written(
        [
            para(
                span(words("fair share"), attr("", [], lang="en")),
                " ",
                span(words("part"), attr("", ["index"], entry="part équitable")),
                " ",
                link(words("a@b.fr"), "mailto:a@b.fr"),
                " ",
                link(words("https://exemple.fr/x"), "https://exemple.fr/x"),
            ),
            div([para("In English.")], attr("", [], lang="en")),
        ]
    )
    assert "".join(map(plain_xml, root.find("body"))) == (
        '<p><styled-content style-type="lang" xml:lang="en">fair share</styled-content> '
        "<index-term><term>part équitable</term></index-term>part <email>a@b.fr</email> "
        '<ext-link ext-link-type="uri" xlink:href="https://exemple.fr/x" xlink:title="exemple.fr">'
        'https://exemple.fr/x</ext-link></p><p xml:lang="en">In English.</p>'
    )


def test_a_citation_leads_to_its_reference_or_is_text() -> None:
    known = span(words("Dupont 2001"), attr("", ["cite"], key="dupont2001"))
    unknown = span(words("Durand 1999"), attr("", ["cite"], key="durand1999"))
    root = written([para(known, " ; ", unknown)])
    assert (
        inside(root, "body/p") == '<p><xref ref-type="bibr" rid="ref-dupont2001">Dupont 2001</xref> ; Durand 1999</p>'
    )


def test_what_jats_has_no_word_for_is_kept_and_reported() -> None:
    report = Report()
    body = [
        para("Un", {"t": "LineBreak"}, "deux"),
        {"t": "HorizontalRule"},
        div([para("Trois")], attr("", ["théorème"])),
        {"t": "BlockQuote", "c": [header(2, "h", "Titre"), para("Quatre")]},
        {"t": "RawBlock", "c": ["html", "<b>cinq</b>"]},
    ]
    root = written(body, report)
    assert "".join(map(plain_xml, root.find("body"))) == (
        '<p>Un<?line-break ?> deux</p><p content-type="rule">* * *</p><p>Trois</p>'
        '<disp-quote id="dq1"><p content-type="heading" id="h"><bold>Titre</bold></p><p>Quatre</p></disp-quote>'
        '<code xml:space="preserve">&lt;b&gt;cinq&lt;/b&gt;</code>'
    )
    assert sorted(codes(report)) == ["jats-division", "jats-heading", "jats-line-break", "jats-raw", "jats-rule"]


def test_a_line_break_in_a_table_is_one() -> None:
    node = table("", ["AlignLeft"], ["a"], [["b"]])
    node["c"][4][0][3][0][1][0][4] = [wrap("Plain", [*words("un"), {"t": "LineBreak"}, *words("deux")])]
    assert inside(written([node]), "body//td") == '<td align="left">un<break/> deux</td>'


def test_back_matter() -> None:
    root = written(
        [para("Corps.")],
        acknowledgements=[para("Merci.")],
        data_availability=words("Sur demande."),
        appendices=[header(1, "app-a", "Grille"), para("Questions."), header(2, "app-a-1", "Suite")],
        bibliography=(),
    )
    assert [e.tag for e in root.find("back")] == ["ack", "sec", "app-group"]
    assert inside(root, "back/ack") == '<ack id="ack"><title>Remerciements</title><p>Merci.</p></ack>'
    assert root.find("back/sec").get("sec-type") == "data-availability"
    assert inside(root, "back/app-group") == (
        '<app-group id="appendices"><app id="app-a"><title>Grille</title><p>Questions.</p>'
        '<sec id="app-a-1"><title>Suite</title></sec></app></app-group>'
    )


def test_a_contribution_without_text_has_no_body() -> None:
    assert written([]).find("body") is None


def test_characters_that_xml_forbids_are_shown_as_lost() -> None:
    assert inside(written([para("a\x01b\x0cc")]), "body/p") == "<p>a\ufffdb\ufffdc</p>"
