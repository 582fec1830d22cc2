"""Whether two titles, two journals or two houses are one: whole, abbreviated, misprinted; never by a part."""

from __future__ import annotations

import functools
import re

from rapidfuzz.distance import OSA

from actes.normalising.merging.works import Work

CONNECTIVES = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "en",
        "pour",
        "a",
        "au",
        "aux",
        "of",
        "the",
        "and",
        "for",
        "sur",
    }
)


def title_match(a: Work, b: Work) -> str:
    """`exact`, `close` (slips of the pen), `main` (equal but for a subtitle that one lacks), or ""."""
    if not a.title or not b.title:
        return ""
    if a.title == b.title or (a.title[0] == b.title[0] and a.title.replace(" ", "") == b.title.replace(" ", "")):
        return "exact"
    if _close(a.title, b.title) or (_misprinted(a.title, b.title) and _same_page(a, b)):
        return "close"
    short, long = (a, b) if len(a.title) < len(b.title) else (b, a)
    if long.title.startswith(short.title):
        if a.years == b.years and long.title[len(short.title) :].strip() in map(str, a.years):
            return "close"
        if _companion(short.title, long.title):
            return ""
    if short.title in long.heads:
        return "main"
    if short.main == short.title and long.main != long.title and _close(short.title, long.main):
        return "main"
    if in_series(a, b) or in_series(b, a):
        return "close"
    if _same_volume(a, b):
        return "main"
    if long.main in OPENINGS and rest_of_title(long) == short.title and _same_page(a, b):
        return "close"
    return ""


OPENINGS = frozenset({"introduction", "presentation", "avant propos"})
"""What may stand before the title of a text that opens a volume."""
_COMPANIONS = frozenset(
    {
        "synthese", "dossier", "annexe", "annexes", "resume", "summary", "executive", "supplement", "complement",
        "complements", "addendum", "erratum", "errata", "corrigendum", "questionnaire", "questionnaires",
        "methodologie", "notice", "reponse", "reply", "comment", "commentaire", "rejoinder", "discussion", "correction",
        "corrections", "recueil", "chiffres", "rapport", "interim",
    }
)  # fmt: skip
"""What begins the name of a text that goes with another one: its summary, its annexes, an answer to it."""


def _companion(short: str, long: str) -> bool:
    """Whether the longer of two titles is that of a text which goes with the other."""
    if not long.startswith(short + " "):
        return False
    added = [word for word in long[len(short) :].split() if word not in CONNECTIVES]
    return bool(added) and added[0] in _COMPANIONS and len(added) < 4


def in_series(a: Work, b: Work) -> bool:
    """Whether `a` is a volume whose series is the main title of `b`, which has the title of `a` as its own."""
    return b.main in a.series and b.main != b.title and rest_of_title(b) == a.title


def _same_volume(a: Work, b: Work) -> bool:
    """Whether two are one volume of a work, whose main title one gives more fully, as its centuries."""
    if not a.volume_number or a.volume_number != b.volume_number or not rest_of_title(a):
        return False
    if rest_of_title(a) != rest_of_title(b):
        return False
    short, long = sorted((a.main.split(), b.main.split()), key=len)
    return len(short) > 1 and long[: len(short)] == short


def rest_of_title(work: Work) -> str:
    """The title without its main title and an article; "" when it is all there is."""
    return _ARTICLE.sub("", work.title.removeprefix(work.main).strip())


def _same_page(a: Work, b: Work) -> bool:
    return bool(a.first_page and a.first_page == b.first_page) and containers_agree(a, b) is True


def _misprinted(first: str, second: str) -> bool:
    """Whether two or three letters are all that differs in long titles: enough for what begins on the same page."""
    if min(len(first), len(second)) <= 15 or OSA.distance(first, second, score_cutoff=3) > 3:
        return False
    return _OPPOSITES.isdisjoint(set(first.split()) ^ set(second.split()))


_OPPOSITES = frozenset(
    {"with", "without", "avec", "sans", "non", "not", "no", "pro", "anti", "contre", "in", "out", "est", "ouest"}
)
"""Words of few letters that turn a title into another one."""


def _close(first: str, second: str) -> bool:
    """Whether two titles only differ by slips of the pen: in few words, each long, one letter, not the first."""
    if not -12 <= len(first) - len(second) <= 12 or len(first) < 10 or len(second) < 10:
        return False
    (one, content), (two, other_content) = _words(first), _words(second)
    if len(one) != len(two):
        return len(content) > 2 and content == other_content
    left = 1 + len(one) // 6
    for x, y in zip(one, two, strict=True):
        if x != y and not (x in _SMALL and y in _SMALL):
            left -= 1
            if left < 0 or x[0] != y[0] or not slip(x, y):
                return False
    return True


@functools.lru_cache(maxsize=65_536)
def _words(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a folded title, and those that carry its meaning."""
    words = tuple(title.split())
    return words, tuple(word for word in words if word not in _SMALL)


_SMALL = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "et",
        "the",
        "a",
        "an",
        "and",
        "of",
        "en",
        "au",
        "aux",
    }
)


def slip(x: str, y: str) -> bool:
    """Whether one word is the other misspelt, or its plural; not « macro… » for « micro… », « est » for « ouest »."""
    if x in _SMALL and y in _SMALL:
        return True
    if x[0] != y[0]:
        return False
    shorter = min(len(x), len(y))
    if x.isdecimal() or y.isdecimal() or shorter < 4:
        return False
    if x + "s" == y or y + "s" == x:
        return True
    if shorter < 6:
        return False
    if x[:4] == y[:4]:
        return OSA.distance(x, y) <= (1 if shorter < 12 else 2)
    # at the head, where « macro… » and « micro… » part, a letter too many or two exchanged, not another letter
    return shorter > 6 and OSA.distance(x, y) == 1 and (len(x) != len(y) or sorted(x) == sorted(y))


def acronym_of(short: str, long: str) -> bool:
    """Whether `short` is made of the initials of `long`: `insee`, `institut national de la statistique …`."""
    words = long.split()
    if " " in short or not 2 <= len(short) <= 10 or len(words) < 2:
        return False
    every = "".join(w[0] for w in words)
    content = "".join(w[0] for w in words if w not in CONNECTIVES)
    if len(short) > 3 and _syllables(short, tuple(w for w in words if w not in CONNECTIVES)):
        return True
    if _within(content, short) and _within(short, every):
        return True
    return len(short) > 3 and short[0] == content[:1] and _within(short, content) and len(content) - len(short) == 1


def _syllables(short: str, words: tuple[str, ...], left_out: int = 1) -> bool:
    """Whether `short` is made of the beginnings of words, one of which may be left out: « Céreq », « Cnesco »."""
    if not short or not words:
        return not short and len(words) <= left_out
    head, *rest = words
    length = 0
    while length < min(3, len(head), len(short)) and head[length] == short[length]:
        length += 1
    taken = any(_syllables(short[n:], tuple(rest), left_out) for n in range(1, length + 1))
    return taken or (left_out > 0 and _syllables(short, tuple(rest), left_out - 1))


def _within(letters: str, text: str) -> bool:
    """Whether `letters` occur in `text` in this order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


_PROCEEDINGS = re.compile(r"(?:actes (?:du|des|de la|de l|de)|proceedings of|in|dans) (?=\S+ \S)")
"""What a collection of papers may be called, or not, before the name of the conference."""
_ARTICLE = re.compile(r"^(?:le|la|les|l|the) ")


def is_dated_law(title: str) -> bool:
    """Whether a folded title names a legal text by its day, which is enough: « Loi du 30 octobre 1886 sur … »."""
    found = re.match(
        r"(?:loi|decret|arrete|ordonnance|circulaire|directive|reglement) du (\d{1,2}) \w+ \d{4} \w", title
    )
    return bool(found) and len(title.split()) > 6


def is_proceedings(container: str) -> bool:
    """Whether the folded name of a book or journal begins as proceedings do."""
    return bool(re.match(r"(?:\w+ )?(?:actes|proceedings|proc)\b", container))


def containers_agree(a: Work, b: Work) -> bool | None:
    """Whether two references stand in the same journal or book; None when one does not say."""
    if a.issns & b.issns and a.kind in {"article", "press"}:
        return True
    agreed = titles_agree(a.container, b.container)
    if agreed is False and any(map(_PROCEEDINGS.match, (a.container, b.container))):
        return titles_agree(*(_ARTICLE.sub("", _PROCEEDINGS.sub("", work.container)) for work in (a, b)))
    return agreed


def titles_agree(one: str, two: str) -> bool | None:
    """Whether two names of a journal, a book or a house are one: equal, abbreviated, initials, first words."""
    if not one or not two:
        return None
    if one == two or one.replace(" ", "") == two.replace(" ", ""):
        return True
    x = [w for w in one.split() if w not in CONNECTIVES]
    y = [w for w in two.split() if w not in CONNECTIVES]
    if not x or not y:
        return False
    short, long = sorted((x, y), key=lambda words: len(" ".join(words)))
    if len(short) == 1 and acronym_of(short[0], two if short is x else one):
        return True
    if len(short) == len(long):
        if all(w.startswith(v) or v.startswith(w) for v, w in zip(short, long, strict=True)):
            return True
        return all(v == w or slip(v, w) for v, w in zip(short, long, strict=True))
    if len(long) - len(short) <= 2 and _abbreviates(short, long):
        return True
    if len(short) > 2 and all(w.startswith(v) for v, w in zip(short, long, strict=False)):
        return True
    # a subtitle left out: « Flux », « Flux. Cahiers scientifiques internationaux »
    return len(" ".join(short)) > 3 and long[: len(short)] == short


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether `short` are beginnings of words of `long`, in order, cut short at least once, from the first word on."""
    rest = iter(long)
    cut = [next((len(word) > len(start) for word in rest if word.startswith(start)), None) for start in short]
    return None not in cut and any(cut) and long[0].startswith(short[0]) and len(short) > 1


_HOUSE = frozenset(
    {
        "edition", "editions", "editeur", "editeurs", "ed", "eds", "presses", "press", "pu", "up", "publishing",
        "publisher",
        "publishers", "publications", "books", "book", "universitaires", "universitaire", "universite", "university",
        "co", "inc", "ltd", "cie", "verlag", "libraire", "librairie", "imprimerie", "institut", "centre", "ministere",
    }
)  # fmt: skip
"""Words that houses share."""


def publishers_agree(one: str, two: str) -> bool | None:
    """Whether two names of a house may be one: as `titles_agree`, initials, or a word of its own in common."""
    agreed = titles_agree(one, two)
    if agreed is not False:
        return agreed
    if acronym_of(*sorted((one, two), key=len)):
        return True
    own = [frozenset(w for w in name.split() if w not in _HOUSE | CONNECTIVES and len(w) > 2) for name in (one, two)]
    return bool(own[0] & own[1])
