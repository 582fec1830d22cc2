"""The golden volume with what archives ask, as a dossier; and ways to break it."""

from __future__ import annotations

from dataclasses import replace

from actes.depositing import completeness
from actes.depositing.dossier import Dossier, Packages
from actes.depositing.packages import packages
from actes.model import Contribution, DepositFacts, Volume
from writing.jats.golden_model import CONTRIBUTION, PAGE_MAP, VOLUME

FACTS = DepositFacts(
    hal_domain="shs.socio",
    hal_audience="international",
    invited=False,
    popular=False,
    peer_reviewed=True,
    proceedings=True,
    depositor_name="Presses universitaires de Lyon",
    depositor_email="doi@example.org",
    registrant="Presses universitaires de Lyon",
    landing_pattern="https://example.org/actes-jsa/2025/{slug}",
)
PAPER = CONTRIBUTION
COMPLETE = replace(VOLUME, deposit=FACTS)
OUTPUTS = {"jsa2025.pdf": b"%PDF book", f"offprints/{PAPER.slug}.pdf": b"%PDF offprint", "jsa2025.epub": b"epub"}


def dossier(volume: Volume = COMPLETE) -> Dossier:
    """A dossier of `volume`, its outputs made up."""
    outputs = dict(OUTPUTS)
    for contribution in volume.contributions:
        outputs[f"offprints/{contribution.slug}.pdf"] = b"%PDF " + contribution.slug.encode()
    return Dossier(volume, PAGE_MAP, outputs)


def with_paper(**changes: object) -> Volume:
    """The complete volume, its paper changed."""
    return replace(COMPLETE, contributions=(replace(PAPER, **changes),))


def second(slug: str = "autre", **changes: object) -> Contribution:
    """Another paper."""
    return replace(PAPER, slug=slug, doi="10.5555/actes-jsa.2025.04", number=4, **changes)


def made(volume: Volume = COMPLETE, targets: tuple[str, ...] = completeness.TARGETS) -> Packages:
    """All the packages of `volume` that are complete."""
    lacks = completeness.lacks(volume, targets, volume.contributions)
    return packages(
        dossier(volume), targets, volume.contributions, lacks, {"volume.yaml": b"id: jsa2025\n"}, whole=True
    )
