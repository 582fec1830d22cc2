"""The facts that title pages, XML and deposits share are typeset once, for all of them."""

from __future__ import annotations

from dataclasses import replace

from actes.diagnostics import Report
from actes.model import DepositFacts, Funding, Person, Publisher, Typography, Volume
from actes.resolving.chapters import Manner, typeset_funding, typeset_keywords, typeset_person
from actes.resolving.matter import resolve
from actes.tree import string
from depositing.deposit_samples import COMPLETE

SETTINGS = Typography()


def test_the_particle_of_a_name_ends_in_an_apostrophe() -> None:
    person = typeset_person(Person("Estuaire", "Perceval", "d'"), "fr", SETTINGS)
    assert person.display == "Perceval d’Estuaire"
    assert person.inverted == "Estuaire, Perceval d’"


def test_funders_and_keywords_are_typeset() -> None:
    (grant,) = typeset_funding((Funding("Fonds de l'archipel", statement=[string("l'aide")]),), "fr", SETTINGS)
    assert grant.funder == "Fonds de l’archipel"
    assert grant.statement == [string("l’aide")]
    assert typeset_keywords({"fr": ("droit de l'eau",)}, SETTINGS) == {"fr": ("droit de l’eau",)}


def test_the_volume_is_typeset_as_its_contributions_are() -> None:

    held: Volume = replace(
        COMPLETE,
        publisher=Publisher("Presses de l'Ouest", "L'Isle"),
        keywords={"fr": ("l'eau",)},
        deposit=DepositFacts(depositor_name="Presses de l'Ouest", registrant="Presses de l'Ouest"),
        copyright_holder="L'auteur",
    )
    done = resolve(held, Manner(held.style, SETTINGS), {}, Report())
    assert done.publisher == Publisher("Presses de l’Ouest", "L’Isle")
    assert done.keywords == {"fr": ("l’eau",)}
    assert done.deposit.depositor_name == done.deposit.registrant == "Presses de l’Ouest"
    assert done.copyright_holder == "L’auteur"
