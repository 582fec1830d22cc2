"""JSON packages against models of the public field lists: each class says where its fields come from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Annotated, Literal, Self

import rispy
from datacite import schema45
from lxml import html
from pydantic import BaseModel, ConfigDict, Field, model_validator

from actes.depositing import datacite, metadata, nakala, zenodo
from actes.model import Person
from depositing.deposit_samples import COMPLETE, PAPER, dossier, second, with_paper

Text = Annotated[str, Field(min_length=1)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Alpha3 = Annotated[str, Field(pattern=r"^[a-z]{3}$")]
Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")]
Orcid = Annotated[str, Field(pattern=r"^(\d{4}-){3}\d{3}[\dX]$")]


class Strict(BaseModel):
    """No other field than those named."""

    model_config = ConfigDict(extra="forbid")


class Id(Strict):
    """A term of a vocabulary (InvenioRDM, “Metadata reference”, controlled vocabularies)."""

    id: Text


class Language(Strict):
    """`languages`: ISO 639-3."""

    id: Alpha3


class Identifier(Strict):
    """`identifiers`: a scheme and a value."""

    scheme: Literal["orcid", "url", "doi"]
    identifier: Text


class PersonOrOrganisation(Strict):
    """`creators.person_or_org` (InvenioRDM, “Creators”)."""

    type: Literal["personal", "organizational"]
    name: Text | None = None
    given_name: Text | None = None
    family_name: Text | None = None
    identifiers: list[Identifier] = []

    @model_validator(mode="after")
    def named(self) -> Self:
        """`validate_names` of invenio-rdm-records: a person has a family name, an organisation a name."""
        assert self.family_name if self.type == "personal" else self.name
        return self


class Affiliation(Strict):
    """`creators.affiliations`: a ROR or a name."""

    id: Annotated[str, Field(pattern=r"^0[a-z0-9]{8}$")] | None = None
    name: Text | None = None


class Creator(Strict):
    """`creators` and, with a role, `contributors`."""

    person_or_org: PersonOrOrganisation
    affiliations: list[Affiliation] = []
    role: Id | None = None

    @model_validator(mode="after")
    def distinct(self) -> Self:
        """`validate_affiliations_data` of invenio-rdm-records: no affiliation comes twice."""
        assert len({held.id or held.name for held in self.affiliations}) == len(self.affiliations)
        return self


class Additional(Strict):
    """`additional_titles`, `additional_descriptions`."""

    title: Text | None = None
    description: Text | None = None
    type: Id
    lang: Language


class Related(Strict):
    """`related_identifiers`."""

    identifier: Text
    scheme: Literal["doi", "isbn", "url"]
    relation_type: Annotated[dict[str, Literal["ispartof", "haspart", "cites"]], Field(min_length=1)]
    resource_type: Id | None = None


class Funder(Strict):
    """`funding.funder`: a ROR or a name (invenio-vocabularies, `FunderRelationSchema`)."""

    id: Annotated[str, Field(pattern=r"^0[a-z0-9]{8}$")] | None = None
    name: Text | None = None


class Award(Strict):
    """`funding.award`: its number is enough (invenio-vocabularies, `AwardRelationSchema`)."""

    number: Text


class Funding(Strict):
    """`funding`."""

    funder: Funder
    award: Award | None = None


class RecordMetadata(Strict):
    """`metadata` (InvenioRDM, “Metadata”): the first four fields are required, `description` by Zenodo."""

    resource_type: Id
    title: Text
    creators: Annotated[list[Creator], Field(min_length=1)]
    publication_date: Day
    description: Text
    additional_titles: list[Additional] = []
    additional_descriptions: list[Additional] = []
    contributors: list[Creator] = []
    publisher: Text
    rights: list[Id]
    languages: list[Language]
    subjects: list[dict[Literal["subject"], Text]] = []
    identifiers: list[Identifier] = []
    related_identifiers: list[Related] = []
    funding: list[Funding] = []
    references: list[dict[Literal["reference"], Text]] = []


class Meeting(Strict):
    """`meeting:meeting` (InvenioRDM, optional fields)."""

    title: Text
    acronym: Text | None = None
    dates: Text | None = None
    place: Text | None = None
    url: Text | None = None
    session: Text | None = None
    session_part: Text | None = None


class Imprint(Strict):
    """`imprint:imprint` (InvenioRDM, optional fields)."""

    title: Text | None = None
    isbn: Text | None = None
    pages: Text | None = None
    place: Text | None = None


class CustomFields(Strict):
    """`custom_fields` that Zenodo has."""

    meeting: Meeting = Field(alias="meeting:meeting")
    imprint: Imprint = Field(alias="imprint:imprint")


class Record(Strict):
    """A draft of InvenioRDM (REST API, “Drafts and published records”)."""

    access: dict[Literal["record", "files"], Literal["public"]]
    files: dict[Literal["enabled"], bool]
    pids: dict[Literal["doi"], dict[str, str]]
    metadata: RecordMetadata
    custom_fields: CustomFields


class LegacyPerson(Strict):
    """`creators` and `contributors` of the former API (Zenodo, “Deposit metadata”)."""

    name: Annotated[str, Field(pattern=r"^[^,]+(, .+)?$")]
    affiliation: Text | None = None
    orcid: Orcid | None = None
    type: Literal["Editor"] | None = None


class LegacyRelated(Strict):
    """`related_identifiers` of the former API."""

    identifier: Text
    relation: Literal["isPartOf", "hasPart", "cites"]
    resource_type: Text | None = None


class LegacyMetadata(Strict):
    """`metadata` of the former API (Zenodo, “Deposit metadata”)."""

    upload_type: Literal["publication"]
    publication_type: Literal["conferencepaper", "proceeding"]
    publication_date: Day
    title: Text
    creators: Annotated[list[LegacyPerson], Field(min_length=1)]
    description: Text
    access_right: Literal["open"]
    license: Text
    doi: Doi | None = None
    keywords: list[Text] = []
    related_identifiers: list[LegacyRelated] = []
    contributors: list[LegacyPerson] = []
    language: Alpha3
    conference_title: Text
    conference_acronym: Text | None = None
    conference_dates: Text | None = None
    conference_place: Text | None = None
    conference_url: Text | None = None
    conference_session: Text | None = None
    conference_session_part: Text | None = None
    references: list[Text] = []
    partof_title: Text | None = None
    partof_pages: Text | None = None
    imprint_publisher: Text | None = None
    imprint_isbn: Text | None = None
    imprint_place: Text | None = None


class NakalaCreator(Strict):
    """A value of `nkl:creator` (Nakala, “Guide de description”)."""

    givenname: Text
    surname: Text
    orcid: Orcid | None = None


class NakalaMeta(Strict):
    """`metas` (Nakala API, `MetaPost`)."""

    propertyUri: Annotated[str, Field(pattern=r"^http://(nakala\.fr/terms#|purl\.org/dc/terms/)[A-Za-z]+$")]
    value: Text | NakalaCreator
    typeUri: Text | None = None
    lang: Annotated[str, Field(pattern="^(fr|en)$")] | None = None


class NakalaFile(Strict):
    """`files` (Nakala API, `FilePost`)."""

    name: Text
    sha1: Annotated[str, Field(pattern="^[0-9a-f]{40}$")]


class Datum(Strict):
    """`PostData` (Nakala API)."""

    status: Literal["pending", "published"]
    metas: list[NakalaMeta]
    files: Annotated[list[NakalaFile], Field(min_length=1)]


def test_records_of_invenio_rdm() -> None:
    for contribution in (PAPER, None):
        Record.model_validate(zenodo.record(dossier(), contribution))
    held = Record.model_validate(zenodo.record(dossier(), PAPER))
    assert held.custom_fields.imprint.pages == "45-62"
    assert held.custom_fields.meeting.session_part == "Écritures ordinaires"
    assert held.metadata.related_identifiers[0].identifier == COMPLETE.doi


def test_requests_to_the_former_api() -> None:
    for contribution in (PAPER, None):
        LegacyMetadata.model_validate(zenodo.legacy(dossier(), contribution)["metadata"])


def test_data_of_nakala() -> None:
    for contribution in (PAPER, None):
        datum = Datum.model_validate(nakala.datum(dossier(), contribution, "x", b"%PDF"))
        given = {meta.propertyUri.rpartition("#")[2] for meta in datum.metas}
        assert {"type", "title", "creator", "created", "license"} <= given


def test_datacite_json_against_its_schema() -> None:
    for attributes in (datacite.paper(dossier(), PAPER), datacite.volume_attributes(dossier())):
        # the API takes the year as a number, the schema of the XML's twin as text
        held = {**attributes, "publicationYear": str(attributes["publicationYear"])}
        errors = list(schema45.validator.iter_errors({**held, "schemaVersion": "http://datacite.org/schema/kernel-4"}))
        assert [e.message for e in errors] == []


def test_descriptions_escape_html() -> None:
    assert zenodo.html(["a < b & c", "d"]) == "<p>a &lt; b &amp; c</p><p>d</p>"


def test_metadata_of_a_page() -> None:
    files = metadata.files(dossier(), [PAPER])
    root = html.fromstring(files["jsa2025-03/head.html"].decode())
    tags = [(m.get("name"), m.get("content")) for m in root.iter("meta")]
    assert [t for n, t in tags if n == "citation_author"] == ["Lefèvre, Élodie", "O’Brien, Seán"]
    assert ("citation_firstpage", "45") in tags
    assert ("citation_pdf_url", "https://example.org/actes-jsa/2025/jsa2025-03/jsa2025-03.pdf") in tags
    # Zotero takes the type of the last title of this kind: a paper of a conference, not a section of a book
    kinds = [n for n, _ in tags if n in {"citation_inbook_title", "citation_conference_title"}]
    assert kinds == ["citation_inbook_title", "citation_conference_title"]
    (script,) = root.iter("script")
    assert json.loads(script.text) == json.loads(files["jsa2025-03/jsa2025-03.jsonld"])


def names(*people: Person) -> list[str]:
    volume = with_paper(authors=people)
    return [text for name, text in metadata.tags(dossier(volume), volume.contributions[0]) if name == "citation_author"]


def test_names_are_not_parted_by_zotero() -> None:
    """What “Embedded Metadata” does with names: `processHighwireCreators`, then `cleanAuthor`."""
    alone = Person("Le Canton", "Marie Jeanne")
    assert names(alone) == ["Le Canton, Marie Jeanne;"]
    assert names(alone, Person("Polder", "Wilhelmina", "van der")) == [
        "Le Canton, Marie Jeanne",
        "van der Polder, Wilhelmina",
    ]
    assert names(Person(collective="Agence d’urbanisme de Lyon")) == ["Agence d’urbanisme de Lyon,"]


def test_bibtex_has_the_names_that_managers_read() -> None:
    people = (Person("Polder", "Wilhelmina", "van der", "Jr"), Person(collective="Sable and Cie"))
    volume = with_paper(authors=people)
    held = metadata.files(dossier(volume), volume.contributions)["jsa2025-03/jsa2025-03.bib"].decode()
    assert "= {van der Polder, Jr, Wilhelmina and {Sable and Cie}}," in held
    assert "= {fr}," in held


def test_the_page_of_the_volume_has_all_papers() -> None:
    volume = replace(COMPLETE, contributions=(PAPER, second()))
    files = metadata.files(dossier(volume), volume.contributions, whole=True)
    linked = json.loads(files["jsa2025_volume/jsa2025_volume.jsonld"])
    assert linked["@type"] == "Book"
    assert [part["url"].rpartition("/")[2] for part in linked["hasPart"]] == ["jsa2025-03", "autre"]
    assert len(json.loads(files["jsa2025_volume/jsa2025_volume.csl.json"])) == 2
    assert len(rispy.loads(files["jsa2025_volume/jsa2025_volume.ris"].decode())) == 2
    assert files["jsa2025_volume/jsa2025_volume.bib"].count(b"@inproceedings{") == 2
    assert not metadata.files(dossier(volume), [PAPER]).keys() & {"jsa2025_volume/head.html"}


def test_a_title_cannot_leave_its_script() -> None:
    linked = {"headline": "</script><script>alert(1)</script>"}
    assert metadata.head([], linked).count(b"</script>") == 1


def test_ris_is_read_back() -> None:
    (entry,) = rispy.loads(metadata.ris(dossier(), PAPER).decode())
    assert entry["type_of_reference"] == "CONF"
    # where Zotero's import looks for the conference and for the volume
    assert entry["secondary_title"] == "Journées d’étude « Sociabilités et archives »"
    assert entry["custom3"].startswith("Sociabilités et archives")
    assert entry["authors"] == ["Lefèvre, Élodie", "O’Brien, Seán"]
    assert (entry["start_page"], entry["end_page"]) == ("45", "62")
    assert entry["doi"] == PAPER.doi


def test_bibtex_and_csl_say_the_same() -> None:
    files = metadata.files(dossier(), [PAPER])
    (item,) = json.loads(files["jsa2025-03/jsa2025-03.csl.json"])
    assert item["page"] == "45-62"
    assert b" = {45--62}" in files["jsa2025-03/jsa2025-03.bib"]
    assert item["DOI"].encode() in files["jsa2025-03/jsa2025-03.bib"]
    assert item["event-date"] == {"date-parts": [[2024, 6, 12], [2024, 6, 13]]}
    assert b" = {2024-06-12/2024-06-13}" in files["jsa2025-03/jsa2025-03.bib"]
    assert item["event-title"].encode() in files["jsa2025-03/jsa2025-03.bib"]
