"""The ways tools write authors and affiliations (JOSS, Quarto, MyST, Stylo), in the one of `actes.reading.fields`.

Numbers or handles lead from an author to a list of affiliations; names come whole or in parts, with notes
and superscripts; affiliations stand in a list, or inside their authors.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from babel import Locale

from actes.diagnostics import Location, Report
from actes.reading.dialects.header import Header, is_empty, members, plain_name, scalar, text_of
from actes.reading.fields import AFFILIATION, PERSON
from actes.reading.schema import FALSE, TRUE, Object
from actes.reading.yaml_marks import Fields, Items, Scalar, Value

_PERSON = {
    "forname": "given", "forename": "given", "first": "given", "given-name": "given", "prenom": "given",
    "prénom": "given", "last": "family", "family-name": "family", "nom": "family", "dropping-particle": "particle",
    "equal-contributor": "equal", "co-first-author": "equal", "correspondence": "corresponding",
    "corresponding-author": "corresponding", "website": "url", "homepage": "url", "role": "roles",
    "institution": "affiliations", "institute": "affiliations", "organization": "affiliations",
    "biographie": "biography",
}  # fmt: skip
_AFFILIATION = {
    "index": "id", "ref": "id", "organization": "name", "organisation": "name", "institute": "name",
    "division": "department", "unit": "department", "team": "department",
}  # fmt: skip
_NAMED_BY = {"name", "given", "family", "literal", "collaboration", "collective"}
_NAMES = _NAMED_BY | {old for old, new in _PERSON.items() if new in _NAMED_BY}
_NOTE = re.compile(r"\s*\^\[([^\]]*)\]")
_SUPERSCRIPT = re.compile(r"\s*(?:\^([\w*†‡§,; ]{1,20})\^|\\textsuperscript\{([^{}]{1,20})\}|<sup>([^<>]{1,20})</sup>)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_ORCID = re.compile(r"[\s,;(\[]*(?:https?://)?(?:www\.)?orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])[)\]]?")
_INSTITUTION = re.compile(
    r"\b(univ|inst|lab|dep|dept|school|centre|center|cent|coll|facult|facul|académie|academy|cnrs|inserm|inria|inrae"
    r"|[ée]cole|hospital|h[ôo]pital|museum|mus[ée]e|foundation|fondation|society|ministry|minist[èe]re|agency|agence"
    r"|company|gmbh|inc|ltd)",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([&%#$_{}])")
_CORRESPOND = re.compile(r"correspond", re.IGNORECASE)
_EQUAL = re.compile(r"equal|égale|co-?first", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*;\s*|,?\s+(?:and|et|&)\s+")


def translate(header: Header, report: Report) -> list[str]:
    """Rewrite `authors` and `affiliations` of `header`; the names of the fields left aside."""
    writer = _Writer(report)
    for name in ("author", "authors", "affiliation", "affiliations"):
        value = header.get(name)
        if value is not None and is_empty(value):
            header.pop(name)
    header.move("author", "authors")
    header.move("affiliation", "affiliations")
    listed = writer.listed(header.pop("affiliations"))
    writer.meet(header)
    authors = header.get("authors")
    if authors is not None:
        held = [p for a in members(authors) for p in _each(a)]
        writer.collect(held)
        people = tuple(writer.person(a) for a in held)
        header.put("authors", Items(people, authors.location))
    if listed:
        header.put("affiliations", Fields(dict(listed), header.location, {k: v.location for k, v in listed.items()}))
    return writer.left


def _each(value: Value) -> list[Value]:
    """« A. Vanier et B. Roux », typed as one author, are two."""
    if not isinstance(value, Scalar) or "^[" in value.text:
        return [value]
    return [Scalar(t, value.plain, value.location) for t in _SEVERAL.split(value.text.strip()) if t]


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.known: dict[str, Value] = {}
        self.people: dict[str, Fields] = {}
        self.left: list[str] = []

    def meet(self, header: Header) -> None:
        """Note MyST's `contributors`, whom authors name by their `id`."""
        listed = [m for m in members(header.get("contributors")) if isinstance(m, Fields) and "id" in m.entries]
        if listed:
            header.pop("contributors")
            self.people = {text_of(m.entries["id"]): m for m in listed}

    def listed(self, value: Value | None) -> dict[str, Value]:
        """The affiliations of the header by handle: their `index` or `id`, else their position."""
        if isinstance(value, Fields) and not {"name", "institution"} & set(value.entries):
            self.known = {k: self.affiliation(v) for k, v in value.entries.items()}
            return self.known
        found: dict[str, Value] = {}
        for i, member in enumerate(members(value), 1):
            made = self.affiliation(member)
            handle = text_of(made.entries.get("id")) if isinstance(made, Fields) else ""
            found.setdefault(handle or str(i), made)
        self.known = found
        return found

    def collect(self, authors: Sequence[Value]) -> None:
        """Note the affiliations that authors carry with an `id`: others may refer to them."""
        for author in authors:
            held = Header(author) if isinstance(author, Fields) else None
            for member in members((held.get("affiliations") or held.get("affiliation")) if held else None):
                if isinstance(member, Fields) and "id" in member.entries and len(member.entries) > 1:
                    self.known.setdefault(text_of(member.entries["id"]), self.affiliation(member))

    def person(self, value: Value) -> Value:
        if isinstance(value, Scalar):
            found = self.people.get(text_of(value))
            if found is None:
                return self._named(Header(Fields({"name": value}, value.location, {"name": value.location})))
            value = Fields(found.entries, value.location, found.keys)
        if not isinstance(value, Fields):
            return value
        held = Header(value)
        if (handle := held.pop("id")) is not None:
            if described := self.people.get(text_of(handle)):
                held.fill(described, {plain_name(n): n for n in described.entries if n != "id"})
            elif not set(held.names()) & _NAMES:
                # someone known elsewhere: the handle is all that is said
                held.put("name", handle)
        for inner in ("name", "attributes"):
            parts = held.get(inner)
            if isinstance(parts, Fields):
                held.pop(inner)
                for written, part in parts.entries.items():
                    held.put(plain_name(written), part, parts.keys[written])
        _rename(held, _PERSON)
        nobiliary = text_of(held.pop("non-dropping-particle"))
        family = held.get("family") or held.get("surname") or held.get("lastname")
        if nobiliary and isinstance(family, Scalar):
            for name in ("family", "surname", "lastname"):
                held.pop(name)
            held.put("family", scalar(f"{nobiliary} {family.text}", family.location))
        if held.has("literal") and held.has("family", "surname", "given", "given-names"):
            held.pop("literal")
        if text_of(held.get("orcid")).lower() in {"none", "n/a", "na", "-", "tbd", "null"}:
            held.pop("orcid")
        self._flags(held)
        self._roles(held)
        return self._named(held)

    def _flags(self, held: Header) -> None:
        """What is said in words of a corresponding author (`corresponding: a@b.fr`) becomes yes."""
        for name in ("corresponding", "equal", "deceased"):
            value = held.get(name)
            if isinstance(value, Scalar) and value.text.lower() not in TRUE | FALSE:
                if found := _EMAIL.search(value.text):
                    held.fill(
                        Fields({"email": scalar(found[0], value.location)}, value.location, {"email": value.location}),
                        {"email": "email"},
                    )
                held.put(name, scalar("true" if value.text.strip() else "false", value.location))

    def _roles(self, held: Header) -> None:
        roles = held.get("roles")
        if isinstance(roles, Items | Fields):
            flat = [
                scalar(name, roles.location) if isinstance(r, Fields) else r
                for r in members(roles)
                for name in (tuple(r.entries) if isinstance(r, Fields) else ("",))
            ]
            held.put("roles", Items(tuple(flat), roles.location))

    def _named(self, held: Header) -> Value:
        name = held.get("name")
        handles: list[Value] = []
        if isinstance(name, Scalar):
            text = name.text
            for note in _NOTE.findall(text):
                self._note(note, held, name.location)
            text = _NOTE.sub("", text)
            if found := _ORCID.search(text):
                text = _ORCID.sub("", text)
                if not held.has("orcid"):
                    held.put("orcid", scalar(found[1].upper(), name.location))
            for found in _SUPERSCRIPT.finditer(text):
                marks = re.split(r"[,; ]+", (found[1] or found[2] or found[3]).strip())
                handles += [scalar(m, name.location) for m in marks if m in self.known]
            held.put("name", Scalar(_SUPERSCRIPT.sub("", text).strip(), False, name.location))
        held.move("affiliation", "affiliations")
        value = held.get("affiliations")
        if value is not None or handles:
            place = value.location if value is not None else held.location
            led = [m for v in members(value) for m in self._led(v)]
            held.put("affiliations", Items((*led, *handles), place))
        return self._only(held, PERSON, "authors")

    def _note(self, text: str, held: Header, place: Location) -> None:
        said = False
        if _CORRESPOND.search(text):
            held.put("corresponding", scalar("true", place))
            said = True
        if _EQUAL.search(text):
            held.put("equal", scalar("true", place))
            said = True
        if (found := _EMAIL.search(text)) and not held.has("email"):
            held.put("email", scalar(found[0], place))
            said = True
        if not said and not held.has("affiliation", "affiliations") and _INSTITUTION.search(text):
            held.put("affiliations", scalar(text.strip(), place))
            said = True
        if not said and text.strip():
            self.report.add("author-note", place, text=text.strip())

    def _led(self, value: Value) -> list[Value]:
        """The affiliations a value of an author leads to: « 1, 2 », a handle, a name, a mapping."""
        if isinstance(value, Fields):
            made = self.affiliation(value)
            handle = text_of(made.entries.get("id")) if isinstance(made, Fields) else ""
            alone = isinstance(made, Fields) and set(made.entries) == {"id"}
            return [self.known.get(handle, scalar(handle, value.location))] if alone else [made]
        text = text_of(value)
        if text in self.known or not isinstance(value, Scalar):
            return [value]
        value = _unescaped(value)
        parts = [p for p in re.split(r"\s*(?:[,;&]|\band\b|\bet\b)\s*|\s+", text) if p]
        if not parts or not all(p in self.known or re.fullmatch(r"\d{1,3}|[*†‡§]", p) for p in parts):
            return [value]
        led: list[Value] = []
        for part in parts:
            if part in self.known:
                led.append(scalar(part, value.location))
            elif part.isdecimal():
                known = ", ".join(self.known) or "—"
                self.report.add("unknown-affiliation", value.location, handle=part, known=known)
        return led

    def affiliation(self, value: Value) -> Value:
        if not isinstance(value, Fields):
            return _unescaped(value) if isinstance(value, Scalar) else value
        held = Header(value)
        for written in held.names():
            inner = held.get(written)
            if isinstance(inner, Scalar):
                held.put(written, _unescaped(inner))
        _rename(held, _AFFILIATION)
        country = held.get("country")
        if isinstance(country, Scalar) and not re.fullmatch(r"[A-Z]{2}", country.text.strip()):
            code = country_code(country.text)
            held.pop("country")
            if code:
                held.put("country", scalar(code, country.location))
            else:
                self.left.append(f"affiliations.country ({country.text.strip()})")
        if not held.has("name", "institution") and held.has("department", "laboratory"):
            held.move("laboratory", "department")
            held.move("department", "name")
        return self._only(held, AFFILIATION, "affiliations")

    def _only(self, held: Header, known: Object, where: str) -> Fields:
        names = {n for name, field in known.fields.items() for n in (name, *field.aliases)}
        for written in held.names():
            value = held.get(written)
            if plain_name(written) not in names:
                held.pop(written)
                if value is not None and not is_empty(value):
                    self.left.append(f"{where}.{written}")
            elif value is not None and is_empty(value):
                held.pop(written)
        return held.fields()


def _unescaped(value: Scalar) -> Scalar:
    """`value` without the escapes that Markdown and HTML read in it: « R\\&D », « f&uuml;r »."""
    if not re.search(r"[&\\]", value.text):
        return value
    return Scalar(html.unescape(_ESCAPED.sub(r"\1", value.text)), value.plain, value.location)


def _rename(held: Header, names: dict[str, str]) -> None:
    for old, new in names.items():
        held.move(old, new)


def country_code(name: str) -> str:
    """The ISO 3166-1 code of a country named in French or English, "" when it is not known."""
    wanted = " ".join(name.split()).casefold()
    if wanted in _SHORT:
        return _SHORT[wanted]
    for language in ("en", "fr"):
        for code, known in Locale(language).territories.items():
            if len(code) == 2 and known.casefold() == wanted:
                return str(code)
    return ""


_SHORT = {
    "usa": "US", "u.s.a.": "US", "united states of america": "US", "uk": "GB", "u.k.": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "the netherlands": "NL", "fr": "FR", "czech republic": "CZ",
}  # fmt: skip
