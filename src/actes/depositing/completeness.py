"""What each archive requires or recommends, and what a volume lacks of it.

The rules are data: a fact, who requires it, who expects it, who recommends it, and a function that finds where it is
missing. What is required or expected and missing keeps the package back; a volume's fact keeps back all packages of
the archive, or that of the volume alone. What the archive's server refuses is *required*; what it would take but
should not be published (a record that half of its readers cannot read, a series that nobody can identify) is
*expected*: the editor may lower it under `rules:`, and may likewise raise what is recommended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from actes.depositing import facts
from actes.diagnostics import Diagnostic, Location, Severity
from actes.identifiers import is_email
from actes.model import Contribution, Person, Volume

TARGETS = ("hal", "crossref", "datacite", "zenodo", "nakala", "bagit")
NAMES = {
    "hal": "HAL",
    "crossref": "Crossref",
    "datacite": "DataCite",
    "zenodo": "Zenodo",
    "nakala": "Nakala",
    "bagit": "BagIt",
}

HAL_DOMAINS = frozenset(
    ("chim", "info", "math", "nlin", "phys", "qfin", "scco", "sde", "sdu", "sdv", "shs", "spi", "stat")
)
"""The first level of HAL's domains (https://api.archives-ouvertes.fr/ref/domain/)."""

Values = dict[str, str]
Found = Iterable[tuple[Location, Values]]


@dataclass(frozen=True)
class Lack:
    """A fact that `target` requires or recommends and that is missing; `slug` is "" for the volume's own.

    `whole_only`: only the package of the volume needs it.
    """

    target: str
    slug: str
    required: bool
    whole_only: bool
    diagnostic: Diagnostic


Grouped = Mapping[tuple[str, str], Sequence[Lack]]


@dataclass(frozen=True)
class _Rule:
    code: str
    required: str
    recommended: str
    find: Callable[[Volume, str], Found]
    whole_only: bool = False
    expected: str = ""


@dataclass(frozen=True)
class _PaperRule:
    code: str
    required: str
    recommended: str
    find: Callable[[Volume, Contribution], Found]
    expected: str = ""


def lacks(volume: Volume, targets: Sequence[str], contributions: Sequence[Contribution]) -> list[Lack]:
    """What `targets` do not find in `volume` and `contributions`: by target, the volume first.

    The severities of the volume (`rules: {code: off}`) hold for all but what a server requires.
    """
    found: list[Lack] = []
    for target in targets:
        for rule in _VOLUME:
            if severity := _severity(rule, target, volume):
                for place, values in rule.find(volume, target):
                    found.append(_lack(rule, target, "", rule.whole_only, severity, place, values))
        for contribution in contributions:
            for paper in _PAPERS:
                if severity := _severity(paper, target, volume):
                    for place, values in paper.find(volume, contribution):
                        found.append(_lack(paper, target, contribution.slug, False, severity, place, values))
    return list(dict.fromkeys(found))


def grouped(found: Iterable[Lack]) -> Grouped:
    """(target, slug) → what is missing: of the volume itself where the slug is ""."""
    groups: dict[tuple[str, str], list[Lack]] = {}
    for lack in found:
        groups.setdefault((lack.target, lack.slug), []).append(lack)
    return groups


def complete(found: Grouped, target: str, slug: str) -> bool:
    """Whether the package of a contribution (of the volume: "") can be made for `target`."""
    return not any(lack.required for lack in concerning(found, target, slug))


def concerning(found: Grouped, target: str, slug: str) -> list[Lack]:
    """What concerns the package of a contribution (of the volume: "") for `target`.

    A fact of the volume that is required concerns all its packages, but for what the volume's alone needs.
    """
    own = list(found.get((target, slug), ()))
    if not slug:
        return own
    return [lack for lack in found.get((target, ""), ()) if lack.required and not lack.whole_only] + own


def merged(found: Iterable[Lack]) -> list[Diagnostic]:
    """The diagnostics of `found`, those of one fact as one that names all its targets: « HAL, Zenodo : … »."""
    targets: dict[Diagnostic, dict[str, None]] = {}
    for lack in found:
        held = replace(lack.diagnostic, values=lack.diagnostic.values[1:])
        targets.setdefault(held, {})[NAMES[lack.target]] = None
    made = [replace(held, values=(("target", ", ".join(names)), *held.values)) for held, names in targets.items()]
    return sorted(made, key=lambda d: (d.severity.rank, d.location, d.code))


def _severity(rule: _Rule | _PaperRule, target: str, volume: Volume) -> Severity | None:
    """How grave it is that `target` lacks the fact of `rule`: an error keeps a package back; None asks nothing."""
    if target in rule.required.split():
        return Severity.ERROR
    expected = target in rule.expected.split()
    chosen = volume.severities.get(rule.code, "")
    if chosen == "off" or not (expected or target in rule.recommended.split()):
        return None
    return Severity(chosen) if chosen else Severity.ERROR if expected else Severity.WARNING


def _lack(
    rule: _Rule | _PaperRule,
    target: str,
    slug: str,
    whole_only: bool,
    severity: Severity,
    place: Location,
    values: Values,
) -> Lack:
    named = (("target", NAMES[target]), *values.items())
    required = severity is Severity.ERROR
    return Lack(target, slug, required, whole_only, Diagnostic(rule.code, place, named, severity))


def _volume(missing: Callable[[Volume], bool]) -> Callable[[Volume, str], Found]:
    """The rule that a volume breaks when `missing` says so."""
    return lambda volume, _target: [(volume.source, {})] if missing(volume) else []


def _paper(missing: Callable[[Volume, Contribution], bool], field: str) -> Callable[[Volume, Contribution], Found]:
    """The rule that a contribution breaks when `missing` says so; `field` is where its header would say it."""

    def find(volume: Volume, contribution: Contribution) -> Found:
        if missing(volume, contribution):
            yield contribution.fields.get(field, contribution.source), {}

    return find


def _hal_flags(volume: Volume, _target: str) -> Found:
    deposit = volume.deposit
    flags: dict[str, object] = {
        "audience": deposit.hal_audience or None,
        "popular": deposit.popular,
        "peer-reviewed": deposit.peer_reviewed,
    }
    if deposit.hal_type.upper() == "COMM":
        flags |= {"invited": deposit.invited, "proceedings": deposit.proceedings}
    for field, held in flags.items():
        if held is None:
            yield volume.source, {"field": field}


def _event(*fields: str, types: tuple[str, ...] = ()) -> Callable[[Volume, str], Found]:
    """The rule that `fields` of the event be given; for HAL, only if its papers are of one of `types`."""

    def find(volume: Volume, target: str) -> Found:
        if types and target == "hal" and volume.deposit.hal_type.upper() not in types:
            return
        event = volume.event
        for field in fields:
            given = {} if event is None else {**vars(event), "name": facts.event_name(event, volume.language)}
            if not given.get(field):
                yield volume.source, {"field": field}

    return find


def _depositor(volume: Volume, _target: str) -> Found:
    if not volume.deposit.depositor_name:
        yield volume.source, {"field": "depositor-name"}
    if not is_email(volume.deposit.depositor_email):
        yield volume.source, {"field": "depositor-email"}


def _registrant(volume: Volume, _target: str) -> Found:
    if not volume.deposit.registrant and volume.publisher is None:
        yield volume.source, {"field": "registrant"}


def _people(
    people: Sequence[Person], source: Location, find: Callable[[Person], Iterable[Values]]
) -> Iterator[tuple[Location, Values]]:
    for person in people:
        for values in find(person):
            yield person.location or source, values


def _of_editors(find: Callable[[Person], Iterable[Values]]) -> Callable[[Volume, str], Found]:
    return lambda volume, _target: _people(volume.editors, volume.source, find)


def _of_authors(find: Callable[[Person], Iterable[Values]]) -> Callable[[Volume, Contribution], Found]:
    return lambda _volume, contribution: _people(contribution.authors, contribution.source, find)


def _without_affiliation(person: Person) -> list[Values]:
    return [] if person.affiliations else [{"person": person.display}]


def _without_given_name(person: Person) -> list[Values]:
    return [] if person.collective or person.given else [{"person": person.display}]


def _without_orcid(person: Person) -> list[Values]:
    return [] if person.collective or facts.orcid(person) else [{"person": person.display}]


def _without_ror(person: Person) -> list[Values]:
    return [{"name": a.name} for a in person.affiliations if not facts.ror(a.ror)]


def _without_country(person: Person) -> list[Values]:
    return [{"name": a.name} for a in person.affiliations if not a.country and not a.idhal]


def _single_abstract(volume: Volume, contribution: Contribution) -> Found:
    """The abstract is in one language: the one to add is the first of the volume's, else English, else French."""
    held = facts.abstracts(contribution)
    if len(held) == 1:
        missing = next(lang for lang in (contribution.language, *volume.languages, "en", "fr") if lang not in held)
        place = contribution.fields.get("abstract", contribution.source)
        yield place, {"language": next(iter(held)), "missing": missing}


def _without_prefix(volume: Volume, contribution: Contribution) -> Found:
    """No prefix of which to make DOIs: said of the volume, once, and held against each contribution without one."""
    if not facts.doi(contribution.doi) and not volume.doi_prefix:
        yield volume.source, {}


def _without_doi(volume: Volume, contribution: Contribution) -> Found:
    if not facts.doi(contribution.doi) and volume.doi_prefix:
        yield contribution.fields.get("doi", contribution.source), {}


def _wrong_domain(volume: Volume, _target: str) -> Found:
    domain = volume.deposit.hal_domain
    if domain and domain.partition(".")[0] not in HAL_DOMAINS:
        yield volume.source, {"value": domain}


def _series_without_issn(with_isbn: bool) -> Callable[[Volume, str], Found]:
    """The rule that a series have an ISSN, in a volume that has an ISBN or not."""

    def find(volume: Volume, _target: str) -> Found:
        if volume.series and not facts.issn(volume) and bool(facts.isbns(volume)) == with_isbn:
            yield volume.source, {"series": volume.series.title}

    return find


_DRAFT = _volume(lambda v: v.incomplete)

_VOLUME = (
    _Rule("deposit-of-draft", "hal crossref datacite zenodo nakala bagit", "", _DRAFT),
    _Rule("deposit-without-hal-domain", "hal", "", _volume(lambda v: not v.deposit.hal_domain)),
    _Rule("deposit-with-wrong-hal-domain", "hal", "", _wrong_domain),
    _Rule("deposit-without-hal-flag", "hal", "", _hal_flags),
    _Rule("deposit-without-event-fact", "hal", "", _event("name", "start", "city", "country", types=("COMM",))),
    _Rule("deposit-without-event-fact", "hal", "", _event("name", "start", "city", "country"), whole_only=True),
    _Rule("deposit-without-event-fact", "crossref", "datacite zenodo nakala", _event("name")),
    _Rule("deposit-without-event-fact", "", "crossref datacite zenodo nakala", _event("start", "city", "country")),
    _Rule("deposit-without-date", "hal crossref datacite zenodo nakala", "bagit", _volume(lambda v: not v.published)),
    _Rule(
        "deposit-without-day", "zenodo", "crossref",
        _volume(lambda v: bool(v.published) and not facts.is_day(v.published)),
    ),
    _Rule(
        "deposit-without-publisher", "crossref datacite", "hal zenodo nakala bagit",
        _volume(lambda v: v.publisher is None),
    ),
    _Rule("deposit-without-depositor", "crossref", "bagit", _depositor),
    _Rule("deposit-without-depositor", "crossref", "", _registrant),
    _Rule(
        "deposit-without-landing-page", "crossref", "datacite zenodo",
        _volume(lambda v: not v.deposit.landing_pattern),
    ),
    _Rule(
        "deposit-without-doi-prefix", "datacite", "hal zenodo nakala",
        _volume(lambda v: not facts.doi(v.doi) and not v.doi_prefix), whole_only=True,
    ),
    _Rule(
        "deposit-without-volume-doi", "datacite", "hal crossref zenodo nakala",
        _volume(lambda v: not facts.doi(v.doi) and bool(v.doi_prefix)), whole_only=True,
    ),
    # Crossref's series_metadata has an ISSN; a book has an ISBN, or says that it has none, which nobody can find
    _Rule("deposit-without-issn", "", "crossref datacite", _series_without_issn(with_isbn=True)),
    _Rule(
        "deposit-without-issn", "", "hal datacite zenodo", _series_without_issn(with_isbn=False), expected="crossref"
    ),
    _Rule(
        "deposit-without-isbn", "", "hal datacite zenodo",
        _volume(lambda v: v.series is None and not facts.isbns(v)), expected="crossref",
    ),
    _Rule(
        "deposit-without-editor", "hal datacite zenodo nakala", "crossref",
        _volume(lambda v: not v.editors), whole_only=True,
    ),
    _Rule(
        "deposit-without-presentation", "zenodo", "hal datacite nakala",
        _volume(lambda v: not facts.presentation(v)), whole_only=True,
    ),
    _Rule(
        "deposit-without-licence", "zenodo nakala", "hal datacite",
        _volume(lambda v: facts.licence(v) is None), whole_only=True,
    ),
    _Rule(
        "deposit-without-affiliation", "hal", "crossref datacite zenodo",
        _of_editors(_without_affiliation), whole_only=True,
    ),
    _Rule("deposit-without-given-name", "hal", "", _of_editors(_without_given_name), whole_only=True),
    _Rule("deposit-without-orcid", "", "hal crossref datacite zenodo nakala", _of_editors(_without_orcid)),
)  # fmt: skip

_PAPERS = (
    _PaperRule("deposit-without-doi-prefix", "crossref datacite", "hal zenodo nakala", _without_prefix),
    _PaperRule("deposit-without-doi", "crossref datacite", "hal zenodo nakala", _without_doi),
    _PaperRule(
        "deposit-without-author", "hal crossref datacite zenodo nakala", "",
        _paper(lambda _v, c: not c.authors, "authors"),
    ),
    _PaperRule(
        "deposit-without-affiliation", "hal", "crossref datacite zenodo", _of_authors(_without_affiliation)
    ),
    _PaperRule("deposit-without-given-name", "hal", "", _of_authors(_without_given_name)),
    _PaperRule("deposit-without-country", "", "hal", _of_authors(_without_country)),
    _PaperRule("deposit-without-orcid", "", "hal crossref datacite zenodo nakala", _of_authors(_without_orcid)),
    _PaperRule("deposit-without-ror", "", "hal crossref datacite zenodo", _of_authors(_without_ror)),
    _PaperRule(
        "deposit-without-abstract", "zenodo", "datacite nakala",
        _paper(lambda _v, c: not facts.abstracts(c), "abstract"), expected="hal crossref",
    ),
    # servers take one: but the notice is read in French on HAL, in English wherever Crossref's goes
    _PaperRule(
        "deposit-without-second-abstract", "", "datacite zenodo nakala", _single_abstract, expected="hal crossref"
    ),
    _PaperRule(
        "deposit-without-keywords", "", "hal datacite zenodo nakala",
        _paper(lambda _v, c: not any(c.keywords.values()), "keywords"),
    ),
    _PaperRule(
        "deposit-without-licence", "zenodo nakala", "hal crossref datacite",
        _paper(lambda v, c: facts.licence(v, c) is None, "licence"),
    ),
)  # fmt: skip
