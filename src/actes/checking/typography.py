"""Rules on the typography of the source: what the typographic stage cannot mend, and what it mends in silence."""

from __future__ import annotations

import re

from actes.checking.chapter import Chapter, Rule, excerpt
from actes.checking.searching import Anchored, Guarded
from actes.checking.source import MASK
from actes.diagnostics import Report

_STRAIGHT = re.compile(r'"')
_ORDINAL = Anchored(
    r"[\dIVXLC](?<!\w.)(?=[\dIVXLC]*[\^eèi])",
    r"(?<!\w)(?:\d+\^?(?:i?[èe]mes?|ères?)\^?|[IVXLC]+\^?i?[èe]mes?\^?)(?!\w)|(?<!\w)1\^?eres?\^?(?!\w)",
)
_DOUBLE_SPACE = re.compile(r"(?<=[^\s|])(?<!\.\.) {2,}(?=[^\s|])")
_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(r"[\s>]*(?:[-*+:~]|\(?(?:\d{1,9}|\w)[.)]|\[\^[^\]\s]+\]:|#{1,6})\s+")
"""What sets a list item, a definition, a note or a heading apart from its text, with the spaces after it."""
_BEFORE_COMMA = Anchored(
    r"[ \u00a0](?=[ \u00a0,.])", rf"(?:(?<=[^\W_])|(?<=[)»])|(?<=\[\^.\])|(?<=\[\^..\]))[ \u00a0]+([,.])(?=[\s{MASK}])"
)
_GLUED = Anchored(r"[,;!?](?=\w)", r"(?<=[^\W\d_]{2})([,;!?])(?=[^\W\d_]{2})")
_REPEATED = Guarded(r"!!|\?\?", r"(?<=[^\W_])[ \u00a0\u202f]?(!{2,}|\?{2})(?![!?=])")
_ETC = Anchored("[Ee](?=[Tt][Cc])", r"(?<!\w)etc ?(?:\.{2,}|\.?…)", re.IGNORECASE)
_CUT = Anchored(r"«|…|\.(?=\.\.)", r"(?:«[ \u00a0\u202f]?)(?:\.{3}|…)|(?:\.{3}|…)[ \u00a0\u202f]?»(?=[^\W\d_])")
_LIGATURES = Guarded(
    "[Oo]e(?=u|il|cum|tus)",
    r"\b(?:[ŒOo]|)(?:oeuvr|Oeuvr|coeur|Coeur|soeur|Soeur|noeud|Noeud|boeuf|Boeuf|voeu|Voeu|oeil|Oeil|oeuf|Oeuf|moeurs|Moeurs"
    r"|choeur|Choeur|manoeuvr|Manoeuvr|désoeuvr|rancoeur|oecumén|Oecumén|foetus)\w*",
)
_FRENCH_E = Anchored(
    r"E",
    r"(?<![\w@#/-])E(?=tats?\b|tatique|coles?\b|colier|conomi(?:e|es|que|ques|quement|ste|stes)\b|tude?s?\b|tudi(?:er|ant)"
    r"|galit|galement\b|nergie|nergétique|quip(?:e|es|er|ement|ements|é)\b|poques?\b|tapes?\b|cologi(?:e|que|ques|ste)\b"
    r"|chelles?\b|changes?\b|dit(?:eur|rice|orial)|glises?\b|l[èe]ves?\b|v[ée]nements?\b|critures?\b|tabli|trang(?:er|ère)"
    r"|l[ée]ments?\b|quilibre|tienne\b|loign|l(?:us|ue|ues)\b|crire|crit\b|mile\b|tant donné|noncé|clair)"
    r"|(?<=[LlDd][’'])E(?=valuation|ducation|lection|volution|dition|mergence|motion|mission)",
)
_CAPITAL_A = Anchored(
    r"A(?= )",
    r"(?:(?<=[.!?…»] )|(?<=\n\n)|(?<=\n\n[-*] ))A(?= (?:partir|travers|la|l[’']|cette|cet|ces?|ceci|cela|quoi|défaut"
    r"|nouveau|côté|titre|terme|moins|savoir|chaque|mesure|propos|ses|leurs?|notre|une?|tous|peu|noter|droite|gauche"
    r"|vrai|long)\b)",
)
_OTHER_CAPITALS = Anchored(
    r"[ICEA](?=[latmg])",
    r"(?<![\w@#/-])(?:Ile|Iles|Ca(?= (?:ne|n[’']|va|se|suffit|peut|fait|veut|y)\b)|Etre|Ame|Age)(?=\s|[-’',.:;])",
)


def straight_quotes(chapter: Chapter, report: Report) -> None:
    """Straight quotation marks, once per text: those that pair up are mended by typography."""
    source = chapter.source
    found = list(_STRAIGHT.finditer(source.prose))
    if chapter.written_language == "fr" and found:
        report.add("straight-quotes", source.place(found[0].start()), count=len(found))


def unpaired_guillemets(chapter: Chapter, report: Report) -> None:
    """Within a paragraph (a quotation of several paragraphs opens each of them, and closes the last)."""
    source = chapter.source
    pending = 0
    for start, text in source.paragraphs():
        depth = pending
        last_open = start
        for found in re.finditer("[«»]", text):
            if found[0] == "«":
                # each paragraph of a long quotation repeats the opening mark
                if not (pending and found.start() == 0):
                    depth += 1
                last_open = start + found.start()
            elif depth == 0:
                report.add("unpaired-guillemet", source.place(start + found.start()), mark="»")
            else:
                depth -= 1
        if depth and not _goes_on(source.prose, start + len(text)):
            report.add("unpaired-guillemet", source.place(last_open), mark="«")
            depth = 0
        pending = depth


def _goes_on(prose: str, end: int) -> bool:
    """Whether the next paragraph opens with « : the quotation goes on."""
    return prose[end : end + 200].lstrip().startswith("«")


def ordinals(chapter: Chapter, report: Report) -> None:
    """Ordinals and centuries with a wrong ending: `XIXème`, `2ème`, `1ère`."""
    if chapter.written_language == "fr":
        for found in _ORDINAL.finditer(chapter.source.prose):
            report.add("wrong-ordinal", chapter.source.place(found.start()), text=found[0].replace("^", ""))


def capitals_without_accent(chapter: Chapter, report: Report) -> None:
    """Capitals bear their accents (Imprimerie nationale, Académie française)."""
    if chapter.written_language != "fr":
        return
    source = chapter.source
    for pattern in (_FRENCH_E, _CAPITAL_A, _OTHER_CAPITALS):
        for found in pattern.finditer(source.prose):
            word = re.match(r"\w+", source.prose[found.start() :])
            report.add("unaccented-capital", source.place(found.start()), word=word[0] if word else found[0])


def double_spaces(chapter: Chapter, report: Report) -> None:
    """Two spaces where one is meant, once per text."""
    source = chapter.source
    first, count = -1, 0
    for line in _LINE.finditer(source.prose):
        # two runs of spaces in a line, bars or an indent: a table or code laid out by hand
        if "  " not in line[0] or "|" in line[0] or line[0].startswith(("    ", "\t")):
            continue
        marker = _MARKER.match(line[0])
        found = list(_DOUBLE_SPACE.finditer(line[0], marker.end() if marker else 0))
        if len(found) == 1 or (found and "." in line[0]):
            count += len(found)
            first = line.start() + found[0].start() if first < 0 else first
    if count:
        report.add("double-space", source.place(first), count=count)


def spaces_around_punctuation(chapter: Chapter, report: Report) -> None:
    """No space before a comma or a stop, one after a comma."""
    source = chapter.source
    for found in _BEFORE_COMMA.finditer(source.prose):
        report.add("space-before-comma", source.place(found.start()), mark=found[1])
    for found in _GLUED.finditer(source.prose):
        around = source.prose[max(0, found.start() - 12) : found.end() + 12].split()
        word = next((w for w in around if found[1] in w), found[0])
        report.add("glued-punctuation", source.place(found.start()), mark=found[1], text=word)


def repeated_marks(chapter: Chapter, report: Report) -> None:
    """« !! », « ?? », « etc… »: one mark says it."""
    source = chapter.source
    for found in _REPEATED.finditer(source.prose):
        report.add("repeated-mark", source.place(found.start(1)), text=found[1])
    for found in _ETC.finditer(source.prose):
        report.add("etc-with-ellipsis", source.place(found.start()), text=found[0])


def cuts_in_quotations(chapter: Chapter, report: Report) -> None:
    """A cut in a quotation is shown in square brackets, so that it is not taken for the author's own ellipsis."""
    for found in _CUT.finditer(chapter.source.prose):
        report.add("unmarked-cut", chapter.source.place(found.start()), text=found[0])


def ligatures(chapter: Chapter, report: Report) -> None:
    """French words in œ typed with o and e."""
    if chapter.written_language == "fr":
        for found in _LIGATURES.finditer(chapter.source.prose):
            report.add("missing-ligature", chapter.source.place(found.start()), word=excerpt(found[0]))


RULES: tuple[Rule, ...] = (
    straight_quotes,
    unpaired_guillemets,
    ordinals,
    capitals_without_accent,
    double_spaces,
    spaces_around_punctuation,
    repeated_marks,
    cuts_in_quotations,
    ligatures,
)
