"""Lists of names made regular for pandoc, which loses names that are separated or punctuated wrongly."""

from __future__ import annotations

import re

from actes.reading.bibtex.latex import split_list

ET_AL = re.compile(r"\{?\s*(?:et\.?\s*al(?:ii|\.)?|and others|& al\.?)\s*\}?\.?", re.IGNORECASE)
EXTENDED = re.compile(r"\s*(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)
"""The extended name format of BibLaTeX (`family=Menil, given=George, prefix=de`), which pandoc knows."""
_SUFFIX = re.compile(r"(?:jr|sr|fils|père|[ivx]+|2nd|3rd|4th|ph\.? ?d|m\.? ?d)\.?", re.IGNORECASE)
_TRAILING_ET_AL = re.compile(r",?\s+et\.?\s*al(?:ii\b|\.|$)\s*$", re.IGNORECASE)
_TRAILING_INITIALS = re.compile(r"([^\W\d_][^\W\d_][\w'’-]*)\s+((?:[^\W\d_a-zà-ÿ]h?\.[\s-]?)+|[^\W\d_a-zà-ÿ]{1,2})")
"""`Dupont J.`, `Dupont J.-P.`, `Dupont JP`: a family name, then initials."""
_COMPANY = re.compile(
    r"(?:ltd|inc|cie|co|corp|s\.?a|sarl|gmbh|fils|associ[ée]e?s|associates|partners|sons|bros)\.?", re.I
)
_INSTITUTION = re.compile(
    r"(?:ministère|ministry|institut[eo]?|université|university|agence|agency|association|conseil|council|ville|région"
    r"|commission|comité|committee|centre|center|organisation|organization|fondation|foundation|fédération|syndicat"
    r"|observatoire|office|direction|département|department|assemblée|sénat|cour|banque|bank|société|collectif|groupe"
    r"|laboratoire|commissariat|délégation|secrétariat|préfecture|communauté|métropole|établissement|chambre|union"
    r"|réseau|mairie|caisse|autorité|cabinet|académie|nations)",
    re.IGNORECASE,
)


def is_braced(name: str) -> bool:
    """Whether the whole name is one group: the name of an institution, not to be taken apart."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for found in re.finditer(r"\\[\s\S]|[{}]", name):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end() == len(name)
    return False


def looks_institutional(name: str) -> bool:
    """Whether a name without comma and braces begins as institutions do and has several words."""
    words = name.replace("{", "").replace("}", "").split()
    # Ville is a given name in Finland: « Ville de Rennes » has more words
    if len(words) == 2 and words[0] == "Ville" and words[1][1:2] not in "’'":
        return False
    return len(words) > 1 and "," not in name and bool(_INSTITUTION.fullmatch(words[0]))


def names(value: str) -> list[str]:
    """The names of a prepared value, each as pandoc reads it whole.

    Names that `;`, ` & ` or ` et ` separate are parted, full names that commas separate as well; a chain
    `A, B, C, D` is read as two names; `Dupont J.` gets its comma; what has another number of commas than a name can
    have, or is an institution, is put in braces: a literal name.
    """
    if not value:
        return []
    found: list[str] = []
    parts = split_list(value)
    spoken_order = any(map(_is_full_name, parts))
    for part in parts:
        if is_braced(part):
            found.append(part)
            continue
        for name in _parted(part):
            pair = name.split(",")
            if spoken_order and len(pair) == 2 and all(map(_is_full_name, pair)):
                found += pair  # « Jeanne Dupont, Anne Martin and Paul Petit »
            else:
                found += _regular(name)
    return [name for name in found if name.strip("{}, .")]


def _parted(part: str) -> list[str]:
    pieces = split_list(part, ";")
    found = [name.strip() for piece in pieces for name in _at_ampersands(piece)]
    if last := _TRAILING_ET_AL.search(found[-1]):
        found[-1:] = [found[-1][: last.start()], "et al."]
    return found


def _at_ampersands(piece: str) -> list[str]:
    if "&" not in piece and " et " not in piece:
        return [piece]
    sides = re.split(r"\s+(?:\\?&|et)\s+", piece)
    if len(sides) == 1:
        return sides
    # « Dupont, J. & Martin, A. », « Jeanne Dupont et Anne Martin », but « Descartes & Cie », « Ministère du Logement
    # et de la Ville », « Nantes Métropole et Rennes Métropole »
    commas = all(side.count(",") == 2 or side.count(",") % 2 for side in sides)
    return sides if commas or all(map(_is_full_name, sides)) else [piece]


def _is_full_name(text: str) -> bool:
    """Whether a text without comma is a given name, or initials, and a family name: `Jeanne Dupont`, `J. Le Roy`."""
    words = text.split()
    if (
        not 2 <= len(words) <= 4
        or "," in text
        or any(map(_INSTITUTION.fullmatch, words))
        or any(map(_COMPANY.fullmatch, words))
    ):
        return False
    capitals = [word for word in words if re.match(r"[^\W\d_a-zà-ÿ][^\W\d_]*|[\\{]", word)]
    return len(capitals) > 1 and words[0] in capitals and words[-1] in capitals


def _regular(name: str) -> list[str]:
    name = name.strip().strip(",").strip()
    if EXTENDED.match(name):
        return [name]
    if name.lower() == "others" or ET_AL.fullmatch(name):
        return ["{et al.}"]
    if is_braced(name):
        return [name]
    together = re.search(
        r"\\&|^[^,]*\set\s[^,]*$", name
    )  # « Descartes & Cie », « Nantes Métropole et Rennes Métropole »
    if looks_institutional(name) or together:
        return [f"{{{name}}}"]
    parts = [part.strip() for part in split_list(name, ",")]
    if len(parts) == 1 and (initials := _TRAILING_INITIALS.fullmatch(name)):
        return [f"{initials[1]}, {initials[2]}"]
    if len(parts) > 2 and all(map(_is_full_name, parts)):
        return parts  # « Jeanne Dupont, Anne Martin, Paul Petit »
    if len(parts) == 3 and _is_full_name(parts[2]) and not _SUFFIX.fullmatch(parts[1]):
        return [f"{parts[0]}, {parts[1]}", parts[2]]  # « Dupont, Jeanne, Anne Martin »
    if len(parts) <= 2 or (len(parts) == 3 and _SUFFIX.fullmatch(parts[1])):
        return [name]
    if len(parts) % 2 == 0 and all(parts):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return [f"{parts[0]}, {parts[2]}, {parts[1]}"]
    return [f"{{{name}}}"]


def spoken(value: str) -> str:
    """A list of names as read aloud: `Aron, Raymond and Furet, F.` → `Raymond Aron, F. Furet`."""
    read: list[str] = []
    for name in names(value):
        parts = [part.strip() for part in split_list(name, ",")] if not is_braced(name) else [name]
        read.append(" ".join([*parts[1:], parts[0]]) if len(parts) > 1 else name)
    return ", ".join(read)
