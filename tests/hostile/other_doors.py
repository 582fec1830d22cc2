"""Attacks of other kinds, by name: on terminals, spreadsheets, metadata, numbers, names, pictures, files, imports."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from hostile.attacks import EXTERNAL, HEADER, LAUGHS, Attack, bib, body, header, svg

_PERSON = "authors: [{name: A B}]"
_ESCAPE = "\x1b]0;pwned\x07\x1b[31m"


def _chunked(kind: bytes, data: bytes) -> bytes:
    """A PNG of one pixel with a chunk of this kind."""

    def chunk(name: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\0\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(kind, data) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def _made(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, form, **options)
    return out.getvalue()


_BOMB = zlib.compress(bytes(60_000_000), 9)

OBEYED = {
    "terminal-text": body(f"![x](a{_ESCAPE}.png) [@k{_ESCAPE}] `{_ESCAPE}` {{{{< x\x1b[2J >}}}}"),
    "terminal-yaml": header('title: "a\\e[31m\\x9b1m\\a"\n"f\\e[1m": x\nlicence: "\\e]0;x\\a"\n' + _PERSON),
    "terminal-bib": bib(f"@book{{k{_ESCAPE}, title={{T{_ESCAPE}}}, date={{x\x1b[1m}}}}\n@weird\x1b{{a,}}"),
    "bidi-everywhere": header(
        'title: "a\u202eb"\nbibliography: "x\u202e.bib"\n' + _PERSON, "![x](a\u202egnp.png) [@k\u2067]"
    ),
    "console-markup": header("title: '[/red] [bold]x'\nauthors: [{name: 'A [/b]'}]", "[/x] [@[/y]]"),
    "spreadsheet-title": header("title: \"=cmd|' /C calc'!A0\"\nauthors: [{name: '@SUM(1+1)'}]\nkeywords: [+1, -1]"),
    "spreadsheet-citation": bib(
        "@book{=1+1, title={=HYPERLINK(1)}, author={+A, B}, date={2001}}", "(=A, 2001) [@=1+1]"
    ),
    "metadata-close": header(
        "title: ']]></x:xmpmeta><?xpacket end=\"w\"?><script>1</script>'\nsubtitle: '--><!--'\n"
        "keywords: ['</dc:subject>', '%PDF-1.4', '(\\)(']\n" + _PERSON
    ),
    "shortcode-address": body(
        '{{< youtube "a\\"><script>" >}} {{< gist ../.. x >}} {{< video javascript:alert(1) >}}\n\n'
        "{{< video file://{SECRET} >}}"
    ),
}
NUMBERS = {
    f"number-{name}": header(f"title: T\n{fields}\n{_PERSON}")
    for name, fields in {
        "timestamp": "date: !!timestamp 2001-99-99T99:99:99Z",
        "year": "date: 99999-01-01T00:00:00+99:99",
        "float": "pages: !!float 1e999999",
        "int": "pages: !!int 0x7fffffffffffffffffff\nx: " + "9" * 50_000,
        "set": "keywords: !!set {a, b, c}\nauthors-x: !!omap [a: b]",
        "date-words": "date: " + "mai " * 3000 + "2001",
        "date-digits": "date: " + "1" * 20_000 + " mai 2001",
        "pages": "pages: " + "1-" * 5000,
        "orcid": "orcid: 0000-" * 1,
        "doi": "doi: 10.5555/" + "../" * 500,
        "isbn": "isbn: " + "9-" * 5000,
    }.items()
}
TOMLS = {
    f"toml-{name}": Attack(f"+++\n{text}\n+++\n\nTexte.\n")
    for name, text in {
        "deep": "a = " + "[" * 3000 + "]" * 3000,
        "dotted": "a." * 3000 + "a = 1",
        "inline": "a = " + "{a=" * 900 + "1" + "}" * 900,
        "long": 'title = "' + "x" * 100_000 + '"',
        "date": 'title = "T"\ndate = 9999-99-99',
        "escape": 'title = "\\u001b[31m\\u0000\\U0010ffff"\nauthor = "A B"',
        "path": 'title = "T"\nauthor = "A B"\nbibliography = "{SECRET}"',
        "never-closed": 'title = "T"',
    }.items()
} | {"toml-open": Attack("+++\ntitle = 'x'\n" + "a = 1\n" * 3000)}
MANY = {
    "keywords-1000": header("title: T\nkeywords: [" + ", ".join(f"k{i}" for i in range(1000)) + "]\n" + _PERSON),
    "affiliations-2000": header(
        "title: T\naffiliations:\n" + "".join(f"- {{index: {i}, name: L{i}}}\n" for i in range(2000)) + _PERSON
    ),
    "contributors-loop": header(
        "title: T\ncontributors: [{id: a, name: b}, {id: b, name: a}]\nauthors: [a, {id: b}, {id: c}]"
    ),
    "superscripts": header("title: T\nauthors: ['A" + "^1^" * 2000 + " B" + "^[x" * 500 + "']"),
    "labels-100": body("".join(f"$$x\\label{{eq:{i}}}$$\n" for i in range(100)) + "\\eqref{" + "eq:1," * 3000 + "}"),
    "figures-in-a-line": body("".join(f"![x\\label{{fig:{i}}}](a.png) y\n" for i in range(300))),
    "computed": body("```{r}\n1\n```\n\n$" + "`r a$b` $" * 1500),
    "entities": body("&NotAnEntity;" * 3000 + "&#x110000;&#0;&#xD800;" * 300 + "&amp;" * 5000),
    "identifiers": body(
        "\n\n".join(f"## H {{#{n}}}" for n in ("a", "A", "toc", "nav", "cover", "fn1", "é", "e\u0301", "%61"))
    ),
    "math-array": body("$$\\begin{array}{" + "c" * 2000 + "}" + "a&" * 2000 + "\\end{array}$$"),
    "math-towers": body("$" + "x^{" * 500 + "x" + "}" * 500 + "$ $" + "\\text{" * 300 + "$"),
    "math-commands": body(
        "$\\href{javascript:1}{x} \\includegraphics{{SECRET}} \\def\\x{\\x\\x}\\x$ $" + "{\\bf " * 600 + "$"
    ),
}
KEYS = {
    "keys-alike": bib(
        "".join(
            f"@book{{{k}, title={{T}}, author={{A, B}}, date={{2001}}}}\n"
            for k in ("a b", "a_b", "a.b", "A", "fn1", "sec1", "é", "e\u0301")
        ),
        "[@a_b; @a.b; @A; @fn1; @sec1; @é]",
    ),
    "bib-names-odd": bib("@book{a, author={" + "von " * 3000 + "A}, editor={" + "A, " * 3000 + "}, title={T}}"),
    "bib-names-braces": bib("@book{a, author={" + "{A} and {" * 1500 + "}, title={T}}"),
    "bib-dates-odd": bib("@book{a, title={T}, date={" + "1990/" * 3000 + "}, year={" + "1" * 5000 + "}}"),
    "bib-numbers-odd": bib(
        "@book{a, title={T}, isbn={" + "1-" * 3000 + "}, doi={10.1/" + "a." * 3000 + "}, pages={" + "i--" * 2000 + "}}"
    ),
    "bib-edition": bib("@book{a, title={" + " " * 10_000 + ", " * 3000 + "2e éd}, edition={" + "1 " * 3000 + "}}"),
}
DRAWINGS = {
    "svg-font": svg("<font><glyph unicode='a' d='M0 0'/></font><style>@font-face{src:url(file://{SECRET})}</style>"),
    "svg-path-long": svg("<path d='M0 0" + "l1 1" * 60_000 + "'/>"),
    "svg-many": svg("<circle r='1'/>" * 8000),
    "svg-cycles": svg(
        "<pattern id='p'><rect fill='url(#p)' width='9' height='9'/></pattern><mask id='m'><g mask='url(#m)'/></mask>"
        "<clipPath id='c'><g clip-path='url(#c)'/></clipPath><linearGradient id='g' href='#g'/>"
        "<rect fill='url(#p)' mask='url(#m)' clip-path='url(#c)' width='9' height='9'/>"
    ),
    "svg-base": svg(
        "<a xml:base='http://127.0.0.1:9/' href='x'><image href='y.png'/></a>", "xml:base='file://{SECRET}'"
    ),
    "svg-handler": svg("<handler type='text/javascript'>1</handler><set attributeName='onload' to='alert(1)'/>"),
    "png-profile-bomb": body("![x](a.png)", a_png=_chunked(b"iCCP", b"x\0\0" + _BOMB)),
    "png-text-bomb": body("![x](a.png)", a_png=_chunked(b"zTXt", b"x\0\0" + _BOMB)),
    "jpeg-exif": body("![x](a.jpg)", a_jpg=_made("JPEG", exif=b"Exif\0\0MM\0*" + b"\xff" * 60_000)),
    "jpeg-size": body("![x](a.jpg)", a_jpg=_made("JPEG").replace(b"\0\x02\0\x02", b"\xff\xff\xff\xff", 1)),
    "bmp-size": body(
        "![x](a.bmp)", a_bmp=b"BM" + bytes(12) + struct.pack("<IiiHH", 40, 2**31 - 1, 2**31 - 1, 1, 24) + bytes(40)
    ),
    "ppm-size": body("![x](a.ppm)", a_ppm=b"P6 99999999 99999999 255\n"),
    "tiff-loop": body("![x](a.tif)", a_tif=b"II*\0\x08\0\0\0\0\0\x08\0\0\0"),
    "pdf-script": body(
        "![x](a.pdf)",
        a_pdf=b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Pages 1 0 R"
        b"/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
    ),
}
LONG = {name: MANY.pop(name) for name in ("math-towers", "math-commands")}
"""Attacks that end by pandoc's limit of time."""
CONTRIBUTIONS = {**OBEYED, **NUMBERS, **TOMLS, **MANY, **KEYS, **DRAWINGS}


def _text(place: Path, text: str = "Un [@a].\n\n![x](a.png)\n") -> None:
    (place / "article.md").write_text(f"{HEADER}# Début\n\n{text}")


def _named(name: str) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        place.rmdir()
        other = place.with_name(name)
        other.mkdir()
        _text(other)
        (other / "r\n\x1b[1m.bib").write_text("@book{a,\n")

    return make


def _with(do: Callable[[Path], object]) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        _text(place)
        do(place)

    return make


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _pipes(place: Path) -> None:
    for name in ("r.bib", "a.png", "myst.yml", "x.yaml", "_quarto.yml", "notes.md", "a.csl", "volume.yaml"):
        os.mkfifo(place / name)


def _loops(place: Path) -> None:
    (place / "r.bib").symlink_to("r.bib")
    (place / "a.png").symlink_to("b.png")
    (place / "b.png").symlink_to("a.png")
    (place / "d").symlink_to(place)


def _folders(place: Path) -> None:
    for name in ("r.bib", "a.png", "myst.yml"):
        (place / name).mkdir()


ON_DISK: dict[str, Callable[[Path], None]] = {
    "pipes": _with(_pipes),
    "devices": _with(
        lambda p: [(p / n).symlink_to(t) for n, t in {"r.bib": "/dev/zero", "a.png": "/dev/urandom"}.items()]
    ),
    "loops": _with(_loops),
    "folders-named-as-files": _with(_folders),
    "giant-bibliography": _with(lambda p: _sparse(p / "r.bib", 3_000_000_000)),
    "giant-picture": _with(lambda p: _sparse(p / "a.png", 3_000_000_000)),
    "giant-text": lambda p: _sparse(p / "article.md", 3_000_000_000),
    "many-files": _with(lambda p: [(p / f"f{i}.bib").write_text("") for i in range(500)]),
    "name-line-feed": _named("un\nx"),
    "name-escape": _named("u\x1b[31mn"),
    "name-bidi": _named("u\u202en"),
    "name-not-utf8": _named(os.fsdecode(b"u\xe9n")),
    "name-option": _named("-rf"),
    "name-shell": _named("a'\"$(id)`id`"),
    "name-markup": _named("[red]a"),
    "name-decomposed": _named("e\u0301te"),
    "name-composed": _named("\u00e9te"),
    "name-capitals": _named("ETE"),
}


def _zip(**held: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_rels", ".rels"), data)
    return out.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def _docx(before: str, inner: str, **held: bytes | str) -> bytes:
    document = (
        f'{before}<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{inner}</w:t></w:r></w:p></w:body></w:document>'
    )
    return _zip(**{"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document, **held})


def _odt(before: str, inner: str) -> bytes:
    o, t = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = f'{before}<o:document-content xmlns:o="{o}" xmlns:t="{t}"><o:body><o:text><t:p>{inner}</t:p></o:text>'
    content += "</o:body></o:document-content>"
    return _zip(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": "<a/>"})


_DOCTYPE = "DOCTYPE svg"
DOCUMENTS: dict[str, bytes] = {
    "slip.docx": _docx("", "Texte", **{"../../../pwned": "x", "/tmp/pwned": "x", "word/media/../../../pwned.png": "x"}),
    "bomb.docx": _docx("", "Texte", **{"word/media/a.png": bytes(450_000_000)}),
    "external.docx": _docx(EXTERNAL.replace(_DOCTYPE, "DOCTYPE w:document"), "&x;"),
    "laughs.docx": _docx(LAUGHS.replace(_DOCTYPE, "DOCTYPE w:document"), "&a9;"),
    "external.odt": _odt(EXTERNAL.replace(_DOCTYPE, "DOCTYPE o:document-content"), "&x;"),
    "laughs.odt": _odt(LAUGHS.replace(_DOCTYPE, "DOCTYPE o:document-content"), "&a9;"),
    "deep.odt": _odt("", "<t:span>" * 3000 + "x" + "</t:span>" * 3000),
    "deep.docx": _docx("", "</w:t></w:r>" + "<w:ins>" * 3000 + "</w:ins>" * 3000 + "<w:r><w:t>"),
    "members.docx": _docx("", "Texte", **{f"word/media/{i}.png": "x" for i in range(3000)}),
    "empty.docx": b"",
    "text.odt": b"texte",
    "files.tex": b"\\documentclass{article}\\begin{document}\\input{{SECRET}}\\includegraphics{{SECRET}}"
    b"\\bibliography{{SECRET}}\\verbatiminput{../secret}\\write18{touch /tmp/pwned}Texte.\\end{document}",
    "loop.tex": b"\\def\\a{\\a\\a}\\begin{document}\\a\\input{loop}Texte\\end{document}",
}
