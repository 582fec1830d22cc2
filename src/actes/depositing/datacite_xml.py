"""DataCite's XML, kernel 4.7, from the attributes of its REST API: the order of metadata.xsd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actes.depositing.json_values import Attributes
from actes.depositing.xml import LANG, Element, Maker, serialised

NAMESPACE = "http://datacite.org/schema/kernel-4"
SCHEMA = "https://schema.datacite.org/meta/kernel-4/metadata.xsd"

make = Maker(NAMESPACE)


def to_xml(attributes: Attributes) -> bytes:
    """The same description as kernel 4.7 XML."""
    root = make.root("resource", SCHEMA)
    year = str(attributes.get("publicationYear", ""))
    publisher = attributes.get("publisher", {})
    types = attributes["types"]
    plain = {"sizes": "size", "formats": "format"}
    root.extend(
        [
            make("identifier", attributes.get("doi", ""), attributes={"identifierType": "DOI"}),
            *_list("creators", [_agent("creator", "creatorName", c) for c in attributes.get("creators", [])]),
            *_list("titles", [_text("title", t["title"], t, "titleType") for t in attributes["titles"]]),
            make("publisher", publisher.get("name", ""), attributes={LANG: publisher.get("lang", "")}),
            make("publicationYear", year),
            make(
                "resourceType",
                types["resourceType"],
                attributes={"resourceTypeGeneral": types["resourceTypeGeneral"]},
            ),
            *_list("subjects", [_text("subject", s["subject"], s) for s in attributes.get("subjects", [])]),
            *_list(
                "contributors",
                [_agent("contributor", "contributorName", c) for c in attributes.get("contributors", [])],
            ),
            *_list("dates", [_text("date", d["date"], d, "dateType") for d in attributes.get("dates", [])]),
            *make.text("language", attributes.get("language", "")),
            *_list(
                "alternateIdentifiers",
                [
                    _text("alternateIdentifier", a["alternateIdentifier"], a, "alternateIdentifierType")
                    for a in attributes.get("alternateIdentifiers", [])
                ],
            ),
            *_list(
                "relatedIdentifiers",
                [
                    _text(
                        "relatedIdentifier",
                        r["relatedIdentifier"],
                        r,
                        "relatedIdentifierType",
                        "relationType",
                        "resourceTypeGeneral",
                    )
                    for r in attributes.get("relatedIdentifiers", [])
                ],
            ),
            *(
                part
                for name, tag in plain.items()
                for part in _list(name, [make(tag, text) for text in attributes.get(name, [])])
            ),
            *_list(
                "rightsList",
                [
                    _text(
                        "rights", r["rights"], r, "rightsUri", "rightsIdentifier", "rightsIdentifierScheme", "schemeUri"
                    )
                    for r in attributes.get("rightsList", [])
                ],
            ),
            *_list(
                "descriptions",
                [
                    _text("description", d["description"], d, "descriptionType")
                    for d in attributes.get("descriptions", [])
                ],
            ),
            *_list("fundingReferences", [_funder(f) for f in attributes.get("fundingReferences", [])]),
            *_list("relatedItems", [_item(i) for i in attributes.get("relatedItems", [])]),
        ]
    )
    return serialised(root)


def _list(tag: str, children: Sequence[Element]) -> list[Element]:
    return make.group(tag, children)


def _text(tag: str, text: str, held: Mapping[str, Any], *names: str) -> Element:
    """An element with its language and those of `names` it has; `Uri` is `URI` in the XML."""
    chosen = {name.replace("Uri", "URI"): str(held.get(name, "")) for name in names}
    return make(tag, text, attributes={LANG: held.get("lang", ""), **chosen})


def _agent(tag: str, name_tag: str, held: Mapping[str, Any]) -> Element:
    return make(
        tag,
        make(name_tag, held["name"], attributes={"nameType": held["nameType"]}),
        make.text("givenName", held.get("givenName", "")),
        make.text("familyName", held.get("familyName", "")),
        [
            _text("nameIdentifier", n["nameIdentifier"], n, "nameIdentifierScheme", "schemeUri")
            for n in held.get("nameIdentifiers", [])
        ],
        [
            _text("affiliation", a["name"], a, "affiliationIdentifier", "affiliationIdentifierScheme", "schemeUri")
            for a in held.get("affiliation", [])
        ],
        attributes={"contributorType": held.get("contributorType", "")},
    )


def _funder(held: Mapping[str, Any]) -> Element:
    identifier = held.get("funderIdentifier", "")
    attributes = {"funderIdentifierType": held.get("funderIdentifierType", ""), "schemeURI": held.get("schemeUri", "")}
    return make(
        "fundingReference",
        make("funderName", held["funderName"]),
        make.text("funderIdentifier", identifier, attributes),
        make.text("awardNumber", held.get("awardNumber", "")),
    )


def _item(held: Mapping[str, Any]) -> Element:
    identifier = held.get("relatedItemIdentifier", {})
    return make(
        "relatedItem",
        make.text(
            "relatedItemIdentifier",
            identifier.get("relatedItemIdentifier", ""),
            {"relatedItemIdentifierType": identifier.get("relatedItemIdentifierType", "")},
        ),
        make("titles", [make("title", t["title"]) for t in held["titles"]]),
        make.text("publicationYear", held.get("publicationYear", "")),
        make.text("volume", held.get("volume", "")),
        make.text("firstPage", held.get("firstPage", "")),
        make.text("lastPage", held.get("lastPage", "")),
        make.text("publisher", held.get("publisher", "")),
        _list("contributors", [_agent("contributor", "contributorName", c) for c in held.get("contributors", [])]),
        attributes={"relatedItemType": held["relatedItemType"], "relationType": held["relationType"]},
    )
