"""Licences by SPDX identifier: canonical URLs and names in French and English.

The URLs are those the licensors publish and that PMC and JATS4R compare with, to the letter.
"""

from __future__ import annotations

from actes.model import Licence

_CC = "https://creativecommons.org/licenses/"

_CONDITIONS = {
    "BY": ("Attribution", "Attribution"),
    "BY-SA": ("Attribution – Partage dans les mêmes conditions", "Attribution-ShareAlike"),
    "BY-NC": ("Attribution – Pas d’utilisation commerciale", "Attribution-NonCommercial"),
    "BY-NC-SA": (
        "Attribution – Pas d’utilisation commerciale – Partage dans les mêmes conditions",
        "Attribution-NonCommercial-ShareAlike",
    ),
    "BY-ND": ("Attribution – Pas de modification", "Attribution-NoDerivatives"),
    "BY-NC-ND": (
        "Attribution – Pas d’utilisation commerciale – Pas de modification",
        "Attribution-NonCommercial-NoDerivatives",
    ),
}

_PORTS = {"3.0": ("non transposée", "Unported"), "4.0": ("International", "International")}


def _creative_commons() -> list[Licence]:
    found = []
    for conditions, (fr, en) in _CONDITIONS.items():
        for version, (port_fr, port_en) in _PORTS.items():
            found.append(
                Licence(
                    f"CC-{conditions}-{version}",
                    f"{_CC}{conditions.lower()}/{version}/",
                    {
                        "fr": f"Creative Commons {fr} {version} {port_fr}",
                        "en": f"Creative Commons {en} {version} {port_en}",
                    },
                )
            )
    return found


_OTHERS = (
    Licence(
        "CC0-1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        {
            "fr": "Creative Commons CC0 1.0 Transfert dans le domaine public",
            "en": "Creative Commons CC0 1.0 Universal Public Domain Dedication",
        },
    ),
    Licence(
        "etalab-2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        {"fr": "Licence Ouverte 2.0 (Etalab)", "en": "Open Licence 2.0 (Etalab)"},
    ),
    Licence("all-rights-reserved", "", {"fr": "Tous droits réservés", "en": "All rights reserved"}),
)

KNOWN: dict[str, Licence] = {licence.spdx: licence for licence in (*_creative_commons(), *_OTHERS)}
"""SPDX identifier → licence. `all-rights-reserved` is ours: SPDX names no closed licence."""

_BY_NAME = {spdx.casefold(): licence for spdx, licence in KNOWN.items()}


def find(spdx: str) -> Licence | None:
    """The licence an editor means by `spdx`, in any case, spaces for hyphens; a CC licence without version is 4.0."""
    name = "-".join(spdx.casefold().replace("_", " ").replace("-", " ").split())
    if name == "cc0":
        name = "cc0-1.0"
    return _BY_NAME.get(name) or _BY_NAME.get(f"{name}-4.0")


def name(licence: Licence, language: str) -> str:
    """The name of `licence` in `language` (BCP 47), else in English."""
    return licence.names.get(language.split("-")[0].lower()) or licence.names["en"]


def is_open(licence: Licence) -> bool:
    """Whether anyone may read and pass on the text for free: every known licence that has a URL."""
    return bool(licence.url)
