"""References and cites as given, made regular: names parsed, dates split, empty fields dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_DATES = (
    "accessed alt-event alt-issued available-date container event-date issued locator-date original-date "
    "publication-date submitted"
)
DATE_VARIABLES = frozenset(_DATES.split())
NAME_VARIABLES = (
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
    "commenter",
)
_NUMBERS = (
    "chapter-number collection-number edition issue locator number number-of-pages number-of-volumes page "
    "page-first volume"
)
NUMBER_VARIABLES = frozenset(_NUMBERS.split())
_NUMERIC = (
    "call-number citation-number division part-number printing-number section supplement supplement-number version"
)
NUMERIC_VARIABLES = NUMBER_VARIABLES | frozenset(_NUMERIC.split())
_HACK = re.compile(r"^([a-z][a-z_-]+|[A-Z]+):\s*(.+)$")
_HACK_BRACED = re.compile(r"\{:([a-z_-]+|[A-Z]+):([^}]+)\}")


@dataclass(frozen=True)
class Name:
    """One name of a name variable."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    comma_dropping: str = ""
    literal: str = ""
    static: bool = False

    @property
    def raw(self) -> str:
        """Everything, for comparing names of entries."""
        return self.literal or self.given + self.family + self.dropping + self.non_dropping + self.suffix


Date = Mapping[str, Any]
"""`year`, `month`, `day`, `season`, the same with `_end`, `literal`, `circa`."""


@dataclass
class Reference:
    """A reference: `fields` are strings, `names` and `dates` by variable."""

    key: str
    type: str
    fields: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The primary subtag of its language, lower case, or ""."""
        found = re.match(r"[A-Za-z]+", self.fields.get("language", ""))
        return found.group().lower() if found else ""

    def has(self, variable: str) -> bool:
        """Whether the variable has a value."""
        if variable in self.dates:
            return any(self.dates[variable].values())
        return bool(self.names.get(variable)) or bool(self.fields.get(variable))


def read(item: Mapping[str, Any]) -> Reference:
    """A CSL-JSON item as a reference; what no variable can hold is left out."""
    reference = Reference(str(item.get("id", "")), str(item.get("type") or "document"))
    for variable, value in {**item, **_note_fields(item)}.items():
        if variable in {"id", "type"} or value is None or value == "":
            continue
        if variable in DATE_VARIABLES:
            date = read_date(value)
            if date:
                reference.dates[variable] = date
        elif isinstance(value, (list, Mapping)):
            held = value if isinstance(value, list) else [value]
            names = tuple(read_name(n) for n in held if isinstance(n, Mapping) and any(n.values()))
            if names:
                reference.names[variable] = names
        elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
            if variable in NAME_VARIABLES:
                reference.names[variable] = (Name(literal=str(value)),)
            else:
                reference.fields[variable] = _number_text(value)
    _complete(reference)
    return reference


def _number_text(value: str | int | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _complete(reference: Reference) -> None:
    fields = reference.fields
    if "page" in fields:
        first = re.split(r"\s*(?:&|, |-|–)\s*", fields["page"])[0]
        fields["page-first"] = fields["page"] if first.endswith("\\") else first
    if "shortTitle" in fields:
        fields.setdefault("title-short", fields["shortTitle"])
    if "journalAbbreviation" in fields:
        fields.setdefault("container-title-short", fields["journalAbbreviation"])


def _note_fields(item: Mapping[str, Any]) -> dict[str, Any]:
    """Variables hidden in `note` as lines `variable: value` or as `{:variable: value}` (Zotero)."""
    note = item.get("note")
    if not isinstance(note, str) or ":" not in note:
        return {}
    found: dict[str, Any] = {}
    pairs = _HACK_BRACED.findall(note)
    for line in note.split("\n"):
        match = _HACK.match(line.strip())
        if match is None:
            break
        pairs.append(match.groups())
    for variable, value in pairs:
        variable, value = variable.replace("_", "-"), value.strip()
        if variable == "type" or variable in item:
            continue
        if variable in NAME_VARIABLES:
            parts = [p.strip() for p in value.split("||")]
            name = {"family": parts[0], "given": parts[1]} if len(parts) > 1 else {"literal": parts[0]}
            found.setdefault(variable, []).append(name)
        elif variable in DATE_VARIABLES:
            found[variable] = {"raw": value}
        else:
            found[variable] = value
    return found


def read_name(name: Mapping[str, Any]) -> Name:
    """One CSL-JSON name, its particles and suffix taken apart as the reference processor does."""

    def text(part: str) -> str:
        value = name.get(part)
        return " ".join(str(value).replace("'", "’").split()) if value else ""

    literal, family, given = text("literal"), text("family"), text("given")
    if literal:
        return Name(literal=literal)
    if not family and given:
        family, given = given, ""
    if not given and family and name.get("isInstitution"):
        return Name(literal=family)
    dropping, non_dropping, suffix = text("dropping-particle"), text("non-dropping-particle"), text("suffix")
    comma_suffix, comma_dropping = bool(name.get("comma-suffix")), ""
    parse = name.get("parse-names", True) not in (False, "false", 0)
    if family.startswith('"') and family.endswith('"') and len(family) > 2:
        family, parse = family[1:-1], False
    if parse and not non_dropping and family and given and not name.get("static-particles"):
        non_dropping, family = _leading_particles(family)
        if not suffix:
            given, suffix, comma_suffix, comma_dropping = _suffix(given, comma_suffix)
            if comma_dropping:
                dropping, suffix = suffix, ""
        trailing, given = _trailing_particles(given)
        dropping = trailing or dropping
    return Name(
        family,
        given,
        dropping,
        non_dropping,
        suffix,
        comma_suffix,
        comma_dropping,
        static=bool(name.get("static-ordering")),
    )


def _is_particle(word: str) -> bool:
    first = word.lstrip("-’'ʻ ")[:1]
    return bool(first) and first.upper() != first


def _leading_particles(family: str) -> tuple[str, str]:
    taken = ""
    while True:
        parts = _split_particle(family)
        if parts is None or not _is_particle(parts[0]):
            return _trim(taken), family
        taken += parts[0]
        family = parts[1]


def _split_particle(family: str) -> tuple[str, str] | None:
    """The first blank-delimited word, cut after its last hyphen or apostrophe if no blank follows."""
    head, blank, rest = family.partition(" ")
    if blank and rest.strip():
        spaces = len(rest) - len(rest.lstrip(" "))
        return head + " " * (1 + spaces), rest.lstrip(" ")
    for i in range(len(head) - 2, 0, -1):
        if head[i] in "-ʻ’'":
            return head[: i + 1], head[i + 1 :]
    return None


def _trim(particle: str) -> str:
    bare = particle.strip()
    return bare + " " if particle.endswith(" ") and bare[-1:] in {"'", "’"} else bare


def _trailing_particles(given: str) -> tuple[str, str]:
    words = given.split(" ")
    i = len(words)
    while i > 1 and words[i - 1] and _is_particle(words[i - 1]):
        i -= 1
    return " ".join(words[i:]), " ".join(words[:i])


def _suffix(given: str, comma: bool) -> tuple[str, str, bool, str]:
    """(given, suffix, whether a comma precedes it, comma before a dropping « et al. »)."""
    match = re.search(r"\s*,(!?)\s*", given)
    if match is None or not given[match.end() :]:
        return given, "", comma, ""
    suffix = given[match.end() :]
    if suffix.replace(".", "") == "et al":
        return given[: match.start()], suffix, comma, ","
    return given[: match.start()], suffix, comma or bool(match.group(1)), ""


def read_date(value: Any) -> dict[str, Any]:
    """A CSL-JSON date as parts; an unreadable one is its text, as a literal."""
    if isinstance(value, (str, int)):
        value = {"raw": str(value)}
    if not isinstance(value, Mapping):
        return {}
    date: dict[str, Any] = {}
    parts = value.get("date-parts") or []
    for ending, group in zip(("", "_end"), parts, strict=False):
        if not isinstance(group, (list, tuple)):
            group = [group]
        for name, part in zip(("year", "month", "day"), group, strict=False):
            number = _integer(part)
            if number is not None and (number != 0 or name == "year"):
                date[name + ending] = number
    if value.get("raw") and not date:
        date = parse_date(str(value["raw"]))
    if value.get("season"):
        number = _integer(value["season"])
        date["season"] = number if number is not None else str(value["season"])
    if value.get("literal"):
        date["literal"] = str(value["literal"])
    circa = value.get("circa")
    if circa and str(circa).lower() not in {"0", "false"}:
        date["circa"] = True
    if set(date) <= {"circa"}:
        return {}
    return date


def _integer(value: Any) -> int | None:
    match = re.match(r"\s*(-?\d{1,9})", str(value))
    return int(match.group(1)) if match else None


_ISO = re.compile(r"^(-?\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


def parse_date(raw: str) -> dict[str, Any]:
    """EDTF-like dates: `2012`, `2012-05-03`, `2012/2015`, `2012-05/2012-07`, `2012~`; else a literal."""
    text = raw.strip()
    circa = text.endswith(("~", "?")) or text.lower().startswith(("circa ", "ca ", "ca. ", "vers ", "[", "c."))
    bare = re.sub(r"^(?:circa|ca\.?|vers|c\.)\s*", "", text.rstrip("~?%").strip("[]"), flags=re.IGNORECASE)
    date: dict[str, Any] = {}
    for ending, half in zip(("", "_end"), re.split(r"\s*/\s*|(?<=\d{4})\s*[–-]\s*(?=\d{4}$)", bare), strict=False):
        match = _ISO.match(half.strip())
        if match is None:
            return {"literal": raw}
        for name, part in zip(("year", "month", "day"), match.groups(), strict=True):
            if part is not None and int(part):
                date[name + ending] = int(part)
    month = date.get("month", 0)
    if month > 20:
        date["season"] = date.pop("month") - 20
    if circa:
        date["circa"] = True
    return date or {"literal": raw}
