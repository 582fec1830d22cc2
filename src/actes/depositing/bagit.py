"""BagIt 1.0 (RFC 8493): everything a volume is made of, in one zip with checksums, for long-term archiving.

data/outputs/   PDF, EPUB, BITS, JATS with their figures, offprints, reports
data/sources/   the manuscripts as they were read
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from actes.depositing import facts
from actes.depositing.archive import zipped
from actes.depositing.dossier import Dossier, Packages, package_name
from actes.labels import label

ALGORITHMS = ("sha256", "sha512")


def packages(dossier: Dossier, sources: Mapping[str, bytes]) -> Packages:
    """The zipped bag of the volume; `sources` are the manuscripts by path below the volume's folder."""
    name = package_name(dossier.volume.id)
    return {f"bagit/{name}.zip": zipped({f"{name}/{path}": data for path, data in bag(dossier, sources).items()})}


def bag(dossier: Dossier, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the bag by path: declaration, description, manifests, payload."""
    payload = {f"data/outputs/{path}": data for path, data in sorted(dossier.files.items())}
    payload |= {f"data/sources/{path}": data for path, data in sorted(sources.items())}
    made = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _information(dossier, payload),
    }
    for algorithm in ALGORITHMS:
        made[f"manifest-{algorithm}.txt"] = _manifest(payload, algorithm)
    tags = dict(made)
    for algorithm in ALGORITHMS:
        made[f"tagmanifest-{algorithm}.txt"] = _manifest(tags, algorithm)
    return {**made, **payload}


def _manifest(files: Mapping[str, bytes], algorithm: str) -> bytes:
    """A checksum and a path per line; line ends and `%` in paths are encoded (RFC 8493, 2.1.3)."""
    lines = [f"{hashlib.new(algorithm, data).hexdigest()}  {_encoded(path)}\n" for path, data in files.items()]
    return "".join(lines).encode()


def _encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _information(dossier: Dossier, payload: Mapping[str, bytes]) -> bytes:
    """`bag-info.txt` (RFC 8493, 2.2.2)."""
    volume = dossier.volume
    deposit = volume.deposit
    publisher = volume.publisher
    number = facts.doi(volume.doi)
    event = volume.event
    described = (facts.event_name(event, volume.language), facts.event_dates(event, volume.language)) if event else ()
    fields = {
        "Source-Organization": publisher.name if publisher else "",
        "Organization-Address": publisher.place if publisher else "",
        "Contact-Name": deposit.depositor_name,
        "Contact-Email": deposit.depositor_email,
        "External-Description": facts.main_title(volume),
        "External-Identifier": facts.DOI + number if number else volume.id,
        "Internal-Sender-Identifier": volume.id,
        "Internal-Sender-Description": label(
            "proceedings-of", volume.language, event=", ".join(p for p in described if p)
        )
        if described
        else "",
        "Bagging-Date": volume.published if facts.is_day(volume.published) else "",
        "Payload-Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}",
    }
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in fields.items() if value).encode()
