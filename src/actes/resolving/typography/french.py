"""French typography, after the usage of the Imprimerie nationale. Each rule is a function over a run."""

from __future__ import annotations

import re

from actes.model import Typography
from actes.resolving.typography.dashes import hyphens, incises
from actes.resolving.typography.numbers import ranges, thousands, units
from actes.resolving.typography.ordinals import ordinals
from actes.resolving.typography.run import LINE, OPAQUE, Edit, Run
from actes.resolving.typography.spaces import ANY, NO_BREAK, SPACES

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip

_APOSTROPHE = re.compile(rf"(['´‘])(?<=[^\W\d_].)(?=[^\W_]|[«“\"{OPAQUE}])")
_ELLIPSIS = re.compile(r"(?<!\.)(\.{3})(?!\.)")
_ETC = re.compile(r"(?<!\w)etc([.…]*…[.…]*)")
_BEFORE_ETC = re.compile(rf",({ANY}+)(?=etc\.)")

_ORDINAL_INDICATOR = re.compile(rf"(?<!\w)[nN](º){ANY}?(?=\d)")
_NUMERO = re.compile(rf"(?<!\w)[nN]°({ANY}*)(?=\w)")
_NUMERO_LETTER = re.compile(rf"[nN](?<!\w.)(?:os?|ᵒˢ?)({ANY}+)(?=\d)")
_SECTION_SIGN = re.compile(rf"§({ANY}*)(?=\w)")
_ABBREVIATION = re.compile(
    rf"(?<!\w)(?:pp?|art|chap|figs?|tab|tabl|vol|t|éd|col|pl|éq|ann|liv)\.({ANY}+)(?=\d|[IVXLC]+\b|[LRDA]\.)",
    re.IGNORECASE,
)
_AFTER_STOP = re.compile(rf"\.{ANY}+(?:\d|[IVXLC]+\b|[LRDA]\.)", re.IGNORECASE)
"""What every match of `_ABBREVIATION` needs: much quicker to find."""
_STOP_AND_DIGIT = re.compile(r"\.\d")
_GLUED_ABBREVIATION = re.compile(r"(?<!\w)(?:pp?|art|chap|figs?|tabl?|vol)\.()(?=\d)", re.IGNORECASE)
_LOCUTIONS = [
    (re.compile(rf"(?<!\w){first}({ANY}+)(?={second}\.)"), held)
    for first, second, held in (
        (r"(?:op|loc|art)\.", "cit", "cit."),
        ("et", "al", "al."),
        (r"p\.", "ex", "ex."),
        (r"(?:av|ap)\.", "J", "J."),
        (r"s\.", "[dln]", "s."),
    )
]
"""Each with what every match of it needs."""
_TITLE = re.compile(rf"[MDP](?<!\w.)(?:(?<=M)(?:M?\.|mes?|lles?|gr|e)|(?<=[DP])rs?\.?)({ANY}+)(?=[{_CAPITAL}])")
_INITIAL = re.compile(rf"[{_CAPITAL}](?<!\w.)\.({ANY}+)(?=[{_CAPITAL}][\w.’'])")
_REIGN = re.compile(rf"(?<=[a-zà-ÿ])({ANY}+)(?=[IVX]{{2,6}}(?!\w)|Ier(?!\w))")
_NUMBERED_THINGS = (
    "figure", "tableau", "carte", "graphique", "encadré", "chapitre", "section", "partie", "annexe", "article",
    "équation", "note", "axe", "acte", "tome", "livre", "titre", "volume", "numéro", "page", "alinéa", "document",
    "photo", "planche",
)  # fmt: skip
_NUMBERED = re.compile(
    rf"(?<!\w)(?:{'|'.join(_NUMBERED_THINGS)})s?({ANY}+)(?=\d|[IVXLC]+(?!\w))",
    re.IGNORECASE,
)
_COUNTED = ("siècle", "millénaire", "arrondissement", "république", "empire")
_CENTURY = re.compile(
    rf"(?<=[\dIVXLC](?:e|r))({ANY}+)(?=(?:siècles?|millénaires?|arrondissements?|République|Empire)(?!\w))"
)
_DAY = re.compile(rf"(?<![\w.,/])\d{{1,2}}(?:er)?({ANY}+)(?=(?:{'|'.join(_MONTHS)})(?!\w))", re.IGNORECASE)
_HOUR = re.compile(rf"h(?<=.h)({ANY}+)(?=[0-5]\d(?!\w))")
_PERCENT = re.compile(rf"(?<=[\d{OPAQUE}])({ANY}*)(?=[%‰])")

_AFTER_OPENING = re.compile(rf"«({ANY}*)(?=\S)")
_BEFORE_CLOSING = re.compile(rf"(?<=\S)({ANY}*)(?=»)")
_SPACED_HIGH = re.compile(rf"[;!?](?!=)(?<={ANY}.)")
_GLUED_HIGH = re.compile(rf"[;!?](?<=[\w)\]»”’'\"…%{OPAQUE}.°²³€$*+].)(?![;!?]*[\w=/])")
_SPACED_COLON = re.compile(rf":(?![/)(|:-])(?<={ANY}.)")
_GLUED_COLON = re.compile(rf":(?<=[\w)\]»”’'\"…%{OPAQUE}.°²³€].)(?=[\s»”\"{OPAQUE}{LINE}]|\Z)")
_ENTITY = re.compile(r"&#?\w{1,10}$")


def apply(run: Run, settings: Typography) -> None:
    """Set a run whose quotation marks have been paired."""
    run.replace(_APOSTROPHE, "’", having="'´‘")
    if "..." in run.text:
        run.replace(_ELLIPSIS, "…")
    if "etc" in run.text:
        run.replace(_ETC, ".")
        run.replace(_BEFORE_ETC, NO_BREAK)
    ordinals(run)
    references(run)
    names(run)
    dates(run)
    thousands(run)
    units(run)
    ranges(run)
    percentages(run, settings)
    punctuation(run, settings)
    guillemets(run, settings)
    hyphens(run)
    incises(run)


def references(run: Run) -> None:
    """`n° 3`, `§ 3`, `p. 12`, `art. L. 123`, `figure 1`, `op. cit.` stay on one line."""
    run.replace(_ORDINAL_INDICATOR, "°", having="º")
    run.replace(_NUMERO, NO_BREAK, after=True, having="°")
    run.replace(_NUMERO_LETTER, NO_BREAK, having="0")
    run.replace(_SECTION_SIGN, NO_BREAK, after=True, having="§")
    if _AFTER_STOP.search(run.text):
        run.replace(_ABBREVIATION, NO_BREAK)
    if _STOP_AND_DIGIT.search(run.text):
        run.replace(_GLUED_ABBREVIATION, NO_BREAK, after=True)
    for locution, held in _LOCUTIONS:
        if held in run.text:
            run.replace(locution, NO_BREAK)
    if run.says(_NUMBERED_THINGS):
        run.replace(_NUMBERED, NO_BREAK)


def names(run: Run) -> None:
    """`M. X`, `Mme Y`, `J.-B. Say`, `Louis XIV` stay on one line."""
    run.replace(_TITLE, NO_BREAK, having="MDP")
    run.replace(_INITIAL, NO_BREAK)
    run.replace(_REIGN, NO_BREAK, having="IVX")


def dates(run: Run) -> None:
    """`19 octobre`, `XIXe siècle`, `20 h 30` stay on one line."""
    if run.says(_COUNTED):
        run.replace(_CENTURY, NO_BREAK, having="0IVXLC")
    if run.says(_MONTHS):
        run.replace(_DAY, NO_BREAK, having="0")
    run.replace(_HOUR, NO_BREAK, having="0")


def percentages(run: Run, settings: Typography) -> None:
    """A thin space before % and ‰."""
    run.replace(_PERCENT, settings.thin_space, having="%‰")


def punctuation(run: Run, settings: Typography) -> None:
    """A thin space before `; ! ?`, a no-break space before `:`."""
    _narrow(run, _SPACED_HIGH, settings.thin_space, after="([«“")
    run.replace(_GLUED_HIGH, lambda m: _spaced_unless_entity(m, settings.thin_space), group=0)
    _narrow(run, _SPACED_COLON, settings.colon_space, after="([«“:")
    run.replace(_GLUED_COLON, f"{settings.colon_space}:", group=0)


def _narrow(run: Run, mark: re.Pattern[str], space: str, *, after: str) -> None:
    """Make the spaces before each `mark` one `space`, unless what stands before them is one of `after`."""
    text, edits = run.text, list[Edit]()
    for match in mark.finditer(text):
        start = end = match.start()
        while start and text[start - 1] in SPACES:
            start -= 1
        spaced = start and not text[start - 1].isspace() and text[start - 1] not in after
        if spaced and text[start:end] != space:
            edits.append(Edit(start, end, space))
    run.apply(edits)


def guillemets(run: Run, settings: Typography) -> None:
    """A thin space inside « »."""
    run.replace(_AFTER_OPENING, settings.thin_space, after=True, having="«")
    run.replace(_BEFORE_CLOSING, settings.thin_space, having="»")


def _spaced_unless_entity(match: re.Match[str], space: str) -> str | None:
    """A mark with the space before it; None for one that ends a character entity."""
    start = match.start()
    return None if match[0] == ";" and _ENTITY.search(match.string, max(0, start - 12), start) else space + match[0]
