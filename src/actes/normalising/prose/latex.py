r"""LaTeX citations (`\citep[p.~33]{key}`, biblatex's `\cites[1]{a}[2]{b}`) and Hugo's `{{< cite key >}}`.

Keys are exact here; what remains is to turn options into pandoc's prefixes, locators and suffixes
(natbib manual §2.3; biblatex manual §3.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from actes.normalising.prose import rendering
from actes.normalising.prose.locators import locator, tidy_postnote
from actes.normalising.prose.outcomes import Cite
from actes.normalising.prose.works import Bibliography, Work

_PARENTHETICAL = frozenset({"cite", "citep", "parencite", "autocite", "citealp", "supercite", "smartcite"})
_NARRATIVE = frozenset({"citet", "textcite", "citealt"})
_NOTES = frozenset({"footcite", "footfullcite", "footcitetext"})
_YEAR_ONLY = frozenset({"citeyear", "citeyearpar"})
_NAMES_ONLY = frozenset({"citeauthor"})
_STARRED_YEAR_ONLY = frozenset({"cite", "parencite", "autocite"})
"""biblatex leaves the author out of their starred forms; natbib's star asks for every author."""
_BARE = frozenset({"citealp", "citealt", "citeyear"})
_PARENTHESIS = re.compile(r"\(([^()\[\]\\;@\n]{0,80})$")
_COMMANDS = "|".join(
    sorted(_PARENTHETICAL | _NARRATIVE | _NOTES | _YEAR_ONLY | _NAMES_ONLY, key=lambda c: (-len(c), c))
)
_OPTION = r"[ \n]?\[[^\[\]{}]{0,300}(?:\{[^{}]{0,300}\}[^\[\]{}]{0,300})?\]"
_KEYS = r"[ ]?\{[^{}]{0,1000}\}"
_PATTERN = re.compile(
    rf"(?P<tie>~?)\\(?P<command>{_COMMANDS}|{_COMMANDS.replace('|', 's|')}s)(?P<star>\*?)(?![A-Za-z])"
    rf"(?P<all>(?:\([^()\n]{{0,300}}\)){{0,2}})"
    rf"(?P<arguments>(?:{_OPTION}){{0,2}}{_KEYS}(?:(?:{_OPTION}){{0,2}}{_KEYS})*)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?P<options>(?:{_OPTION}){{0,2}})[ ]?\{{(?P<keys>[^{{}}]{{0,1000}})\}}")
_PAGE = r"(?:\d{1,5}|[ivxlc]+)"
_PAGES_ONLY = re.compile(rf"{_PAGE}(?:[ ]?-[ ]?{_PAGE})?(?:(?:,| et| and)[ ]\d+(?:-\d+)?)*(?:[ ](?:sqq?|ff?)\.)?")
_NAME = r"""(?:"[\w:.\-+/]+"|'[\w:.\-+/]+'|`[\w:.\-+/]+`|[\w:.\-+/]+)"""
_SHORTCODE = re.compile(
    rf"\{{\{{[<%][ ]*(?P<name>cite|citep|citet|cites)[ ]+(?P<keys>{_NAME}(?:[ ]+{_NAME})*)"
    rf"(?:[ ]+\"(?P<pages>[^\"\n]* [^\"\n]*)\")?[ ]*[%>]\}}\}}"
)


@dataclass(frozen=True)
class Command:
    """A citation command at `start` … `end`, its citations, and the Markdown that replaces it.

    `unknown` are the keys the bibliography does not define: then nothing is to be replaced.
    """

    start: int
    end: int
    cites: tuple[Cite, ...]
    replacement: str
    unknown: tuple[str, ...] = ()


def commands(text: str, bibliography: Bibliography, language: str) -> list[Command]:
    """Every citation command of `text`, in order; `language` is that of its conjunctions."""
    found = [_command(match, text, bibliography, language) for match in _PATTERN.finditer(text)]
    found += [_shortcode(match, bibliography) for match in _SHORTCODE.finditer(text)]
    return sorted((c for c in found if c is not None), key=lambda c: c.start)


def _cite(match: re.Match[str], key: str, bibliography: Bibliography) -> Cite:
    known = bibliography.work(key) is not None
    return Cite(
        match.start(),
        match.end(),
        match[0].lstrip("~"),
        key if known else "",
        confidence=1.0 if known else 0.0,
        problem="" if known else "key",
        candidates=() if known else tuple(k for k in bibliography.works if k.casefold() == key.casefold())[:5],
    )


def _command(match: re.Match[str], text: str, bibliography: Bibliography, language: str) -> Command | None:
    name = match["command"].lower()
    several = name.endswith("s") and name[:-1] in _PARENTHETICAL | _NARRATIVE | _NOTES | _YEAR_ONLY
    name = name[:-1] if several else name
    arguments = list(_ONE.finditer(match["arguments"]))
    end = match.end()
    if not several:
        # « \citep{a}{b} » has one argument; what follows is the author's
        arguments = arguments[:1]
        end = match.start("arguments") + arguments[0].end()
    cites: list[Cite] = []
    unknown: list[str] = []
    for argument in arguments:
        options = re.findall(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]", argument["options"])
        before, after = (options[0], options[1]) if len(options) == 2 else ("", options[0] if options else "")
        keys = [key.strip() for key in argument["keys"].split(",") if key.strip()]
        if not keys:
            return None
        made = [_cite(match, key, bibliography) for key in keys]
        unknown += [key for key, cite in zip(keys, made, strict=True) if not cite.key]
        made[0] = made[0].but(prefix=_prenote(before))
        made[-1] = _with_postnote(made[-1], after)
        cites += made
    overall = re.findall(r"\(([^()]*)\)", match["all"])
    if overall and several:
        before, after = (overall[0], overall[1]) if len(overall) == 2 else ("", overall[0])
        cites[0] = cites[0].but(prefix=_prenote(before) + cites[0].prefix)
        cites[-1] = _with_postnote(cites[-1], after) if after else cites[-1]
    begin = match.start()
    if (
        name in _BARE
        and (around := _PARENTHESIS.search(text, max(0, begin - 90), begin))
        and text[end : end + 1] == ")"
    ):
        # « (voir \\citealp{key}) »: the command leaves the parentheses to the author
        name = "citeyearpar" if name in _YEAR_ONLY else "citep"
        begin, end = around.start(), end + 1
        cites[0] = cites[0].but(prefix=_prenote(around[1]) + cites[0].prefix)
    if match["star"] and name in _STARRED_YEAR_ONLY:
        name = "citeyearpar"
    space = " " if match["tie"] else ""
    typed = text[begin:end].lstrip("~")
    cites = [cite.but(start=begin, end=end, typed=typed) for cite in cites]
    writable = not unknown and rendering.writable(cites)
    if name in _NAMES_ONLY and writable:
        works = [work for cite in cites if (work := bibliography.work(cite.key))]
        written = ", ".join(_signed(work, language) for work in works)
        return Command(begin, end, tuple(cites), space + written)
    replacement = space + _written(name, cites, language, text[end : end + 2]) if writable else ""
    return Command(begin, end, tuple(cites), replacement, tuple(unknown))


def _written(name: str, cites: list[Cite], language: str, following: str) -> str:
    if name in _NOTES:
        return f"^[{rendering.group(cites)}.]"
    if name in _YEAR_ONLY:
        return rendering.group([cite.but(author_suppressed=True) for cite in cites])
    if name in _NARRATIVE:
        return _sentence(cites, language, following)
    return rendering.group(cites)


def _signed(work: Work, language: str) -> str:
    """The family names of those who sign a work, as a sentence has them: pandoc has no citation of names alone."""
    names = work.names
    conjunction = " et " if language.startswith("fr") else " and "
    return f"{names[0]} et al." if len(names) > 2 else conjunction.join(names) or work.key


def _sentence(cites: list[Cite], language: str, following: str) -> str:
    conjunction = " et " if language.startswith("fr") else " and "
    written = [
        cite.prefix + rendering.narrative([cite], following=following if cite is cites[-1] else " ") for cite in cites
    ]
    return conjunction.join([", ".join(written[:-1]), written[-1]]) if len(written) > 1 else written[0]


_EMPHASIS = re.compile(r"\\(?:emph|textit|textsl)\{([^{}]*)\}|\{\\(?:em|it|itshape)[ ]([^{}]*)\}")


def _emphasis(text: str) -> str:
    r"""`\emph{cf.}` as Markdown has it."""
    return _EMPHASIS.sub(lambda match: f"*{match[1] or match[2]}*", text)


def _prenote(text: str) -> str:
    text = re.sub(r"\s+", " ", _emphasis(text).replace("~", " ").replace("\\ ", " ")).strip()
    return f"{text} " if text else ""


def _with_postnote(cite: Cite, text: str) -> Cite:
    text = tidy_postnote(_emphasis(text))
    if not text:
        return cite
    if _PAGES_ONLY.fullmatch(text):
        return cite.but(locator=f"p. {text}")
    pages, end = locator(f", {text}", 0, len(text) + 2)
    return cite.but(locator=pages, suffix=text[end - 2 :]) if pages else cite.but(suffix=f", {text}")


def _shortcode(match: re.Match[str], bibliography: Bibliography) -> Command:
    keys = [key.strip("\"'`") for key in match["keys"].split()]
    cites = [_cite(match, key, bibliography) for key in keys]
    cites[-1] = _with_postnote(cites[-1], match["pages"] or "")
    unknown = tuple(key for key, cite in zip(keys, cites, strict=True) if not cite.key)
    writable = not unknown and rendering.writable(cites)
    written = rendering.narrative(cites[:1]) if match["name"] == "citet" else rendering.group(cites)
    return Command(match.start(), match.end(), tuple(cites), written if writable else "", unknown)
