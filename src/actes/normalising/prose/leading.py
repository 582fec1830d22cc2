"""May these words stand before the names of a citation, or do they make of the names something else?

« Martin et Davezies (2012) » is not Davezies, « loi Defferre (1983) » is a statute, « l’université de
Davis (2006) » a place. Whatever is doubtful is refused: a wrong link is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence

from actes.normalising.prose.folding import folded
from actes.normalising.prose.tokens import Kind, Token
from actes.normalising.prose.vocabulary import (
    ADVERBS,
    ARTICLES,
    ARTWORKS,
    BEFORE_PLACES,
    BEFORE_PRONOUNS,
    DETERMINERS,
    EVENTS,
    FOREIGN_PARTICLES,
    HEADS,
    IN_PLACES,
    INTRODUCTIONS,
    LEADING_VERBS,
    OF,
    OF_PEOPLE,
    OPENERS,
    PLACES,
    STATUTES,
    TEXTS,
    UNPUBLISHED,
    WRITERS,
)
from actes.normalising.prose.works import Bibliography


def _before(tokens: Sequence[Token], end: int) -> Token | None:
    return tokens[end - 1] if end > 0 else None


def _begins_sentence(token: Token | None) -> bool:
    return token is None or token.kind in (Kind.STOP, Kind.QUOTE_OPEN, Kind.OPEN, Kind.OTHER, Kind.SEMICOLON)


def _stands_apart(tokens: Sequence[Token], end: int, bibliography: Bibliography) -> bool:
    """Whether the capitalised words that end at `end`, before a comma, are no author: « En France, Davezies »."""
    start = end
    while start > 0 and tokens[start - 1].capital and folded(tokens[start - 1].text) not in OPENERS:
        if tokens[start - 1].plain in bibliography.families:
            return False
        start -= 1
    before = _before(tokens, start)
    if start == end and tokens[end - 1].capital and _begins_sentence(_before(tokens, end - 1)):
        # « Or, Davezies »
        return True
    if before is None or _begins_sentence(before):
        adverb = folded(tokens[end - 1].text)
        return end - start <= 1 and (adverb.endswith(("ment", "ly")) or bool(set(adverb.split()) & (ADVERBS | OPENERS)))
    if before.kind not in (Kind.WORD, Kind.ELISION):
        return False
    return folded(before.text) not in OF_PEOPLE


def _is_place(tokens: Sequence[Token], end: int, bibliography: Bibliography) -> bool:
    """Whether the capitalised words that end at `end`, in a list, are a place: « pour la France, Davezies, 2012 »."""
    start = end
    while start > 0 and tokens[start - 1].capital:
        if tokens[start - 1].plain in bibliography.families:
            return False
        start -= 1
    before = [folded(t.text) for t in tokens[max(0, start - 2) : start] if t.kind in (Kind.WORD, Kind.ELISION)]
    if not before or end - start > 2:
        return False
    if before[-1] in OF:
        # « dans le cas de Nantes ; Davezies »
        return len(before) > 1 and before[0] not in OPENERS
    return before[-1] in IN_PLACES or (before[-1] in ARTICLES and before[0] in IN_PLACES | {"pour", "sur"})


def _is_unpublished(tokens: Sequence[Token], end: int) -> bool:
    """Whether what stands before the names makes of them someone who spoke, or took a picture."""
    start = end
    while start > 0 and end - start < 4 and (tokens[start - 1].kind in (Kind.WORD, Kind.ELISION) or start == end):
        start -= 1
    if any(token.text == "©" for token in tokens[start:end]):
        return True
    before = [folded(token.text) for token in tokens[start:end]]
    return any(word in UNPUBLISHED for word in before) and not set(before) & {"voir", "cf", "see"}


def admissible(
    tokens: Sequence[Token], end: int, bibliography: Bibliography, *, narrative: bool, corporate: bool
) -> bool:
    """Whether names may begin after `tokens[:end]`.

    `narrative` when the names stand in a sentence, before a year in parentheses; else they are in
    parentheses themselves. A `corporate` name may follow an article.
    """
    last = _before(tokens, end)
    if last is None:
        return True
    if _is_unpublished(tokens, end):
        return False
    if last.kind is Kind.AND:
        while end > 0 and tokens[end - 1].kind in (Kind.AND, Kind.COMMA):
            end -= 1
        joined_to = _before(tokens, end)
        return joined_to is None or not (joined_to.capital or joined_to.kind in (Kind.OTHERS, Kind.ROLE))
    if last.kind in (Kind.COMMA, Kind.SEMICOLON, Kind.SLASH):
        apart = last.kind is Kind.SEMICOLON
        while end > 0 and tokens[end - 1].kind in (Kind.COMMA, Kind.SEMICOLON, Kind.SLASH):
            end -= 1
        joined_to = _before(tokens, end)
        if joined_to is None:
            return True
        if joined_to.kind in (Kind.OTHERS, Kind.ROLE):
            return False
        if not joined_to.capital or (apart and narrative):
            return apart or folded(joined_to.text) not in HEADS
        if not narrative and _is_place(tokens, end, bibliography):
            return True
        return narrative and last.kind is Kind.COMMA and _stands_apart(tokens, end, bibliography)
    if last.kind is Kind.INITIAL:
        return False
    if last.kind in (Kind.WORD, Kind.ELISION):
        return _word_may_precede(tokens, end, narrative=narrative, corporate=corporate)
    if last.kind is Kind.ROLE:
        # « (dir. Pasquier, 2007) »
        return end == 1 or last.text.lower().startswith("sous")
    if last.kind is Kind.CLOSE:
        return _closes_remark(tokens, end)
    if last.kind in (Kind.OTHER, Kind.STOP):
        return not _is_part_of_name(tokens, end, narrative)
    return last.kind is not Kind.OTHERS


def _closes_remark(tokens: Sequence[Token], end: int) -> bool:
    """Whether the parenthesis that ends at `end` stands apart from the names: not « Martin (Lyon) Davezies »."""
    opening = next((n for n in range(end - 1, -1, -1) if tokens[n].kind is Kind.OPEN), 0)
    before = _before(tokens, opening)
    if any(token.text.isdecimal() for token in tokens[opening:end]) or before is None:
        return True
    return not before.capital and before.kind not in (Kind.AND, Kind.COMMA)


def _is_part_of_name(tokens: Sequence[Token], end: int, narrative: bool) -> bool:
    """Whether a sign before the names belongs to a longer list of names: « Martin – Davezies », « Chr. Davezies »."""
    sign, before = tokens[end - 1], _before(tokens, end - 1)
    if before is None or folded(before.text) in OPENERS or not (before.capital or before.kind is Kind.CLOSE):
        return False
    glued = before.end == sign.start
    if sign.kind is Kind.STOP:
        governing = _before(tokens, end - 2)
        place = governing is not None and governing.kind is Kind.WORD and folded(governing.text) not in OF_PEOPLE
        abbreviated = len(before.plain) < 5 and not before.text.isupper() and not place
        return sign.text == "." and glued and before.capital and (abbreviated or not narrative)
    return not narrative or (glued and end < len(tokens) and sign.end == tokens[end].start)


def _word_may_precede(tokens: Sequence[Token], end: int, *, narrative: bool, corporate: bool) -> bool:
    last = tokens[end - 1]
    word = folded(last.text)
    before = _before(tokens, end - 1)
    if last.text.lower() == "dès":
        return True
    if last.text.lower() == "à" and _is_somewhere(tokens, end, narrative):
        return False
    if word in STATUTES:
        return False
    if word in OF or (corporate and word in ARTICLES):
        if last.text[:1].isupper() and not (corporate and word in ARTICLES):
            return False
        complemented = before
        if word in OF and complemented and folded(complemented.text) in ARTICLES and end > 2:
            complemented = tokens[end - 3]
        if complemented is None:
            # « de Vanier » may be someone else, « l’Insee » is the Insee
            return word in ARTICLES
        if word in ARTICLES:
            return folded(complemented.text) not in STATUTES
        noun = folded(complemented.text)
        if complemented.capital and noun not in OPENERS:
            # « Conférence de Brest »; but a sentence may begin with its noun
            return False
        return noun not in STATUTES | PLACES | ARTWORKS | EVENTS
    if word == "the":
        # « the Davis (2006) model »
        return narrative
    if word in ARTICLES or word in FOREIGN_PARTICLES or not PLACES.isdisjoint(word.split()):
        return False
    if not last.capital:
        return corporate or not (_names_a_thing if narrative else _begins_with_a_thing)(tokens, end)
    return any(part in OPENERS for part in word.split())


def _is_somewhere(tokens: Sequence[Token], end: int, narrative: bool) -> bool:
    """Whether « à », the last of `tokens[:end]`, leads to a place: « À Auby (2013) », not « dû à Auby (2013) »."""
    before = _before(tokens, end - 1)
    if all(token.capital for token in tokens[end : end + 2]) and len(tokens) > end + 1:
        # a given name
        return False
    if narrative and tokens[end - 1].text == "à" and (before is None or (before.kind is Kind.AND and end == 2)):
        # right after a citation: « de Bourdieu (1979) à Lahire (2004) »
        return False
    return before is None or before.kind not in (Kind.WORD, Kind.ELISION) or folded(before.text) in BEFORE_PLACES


def _begins_with_a_thing(tokens: Sequence[Token], end: int) -> bool:
    """Whether a list begins with a noun that makes of the name after it that of a thing: « (gymnase Davezies) »."""
    word, before = folded(tokens[end - 1].text), _before(tokens, end - 1)
    if before is not None and before.kind is not Kind.SEMICOLON:
        return False
    if word in OPENERS | OF_PEOPLE | IN_PLACES | INTRODUCTIONS | TEXTS | LEADING_VERBS | ADVERBS:
        return False
    return not (_is_writer(word) or word.endswith(("ant", "ment", "ly")))


def _names_a_thing(tokens: Sequence[Token], end: int) -> bool:
    """Whether the noun that ends at `end` makes of the name after it that of a thing: « le gymnase Davezies »."""
    word, before, governing = folded(tokens[end - 1].text), _before(tokens, end - 1), _before(tokens, end - 2)
    if before is None or before.kind not in (Kind.WORD, Kind.ELISION) or folded(before.text) not in DETERMINERS:
        return False
    if folded(before.text) in ARTICLES and governing and folded(governing.text) in BEFORE_PRONOUNS:
        return False
    return not (word in TEXTS | OPENERS or _is_writer(word))


def _is_writer(word: str) -> bool:
    """Whether a noun says who writes: « sociologue », « géographes », « l’historienne »."""
    one = word.removesuffix("s")
    return one in WRITERS or one.endswith(("logue", "ographe"))
