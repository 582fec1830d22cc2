"""Letters put on disk: one per contribution, and the page of the volume."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from actes.desk import letters
from actes.desk.status import status
from actes.diagnostics import Diagnostic
from actes.files import write_atomically
from actes.model import Volume

FOLDER = Path("reports") / "letters"


def write_letters(
    volume: Volume, diagnostics: Sequence[Diagnostic], output: Path, language: str = ""
) -> Iterator[Path]:
    """Write `<slug>.md` and `.html` for each contribution and `volume.md` and `.html`; the paths, as written.

    `language` is that of all of them; "" leaves each letter in its contribution's and the page in the volume's.
    Raises OSError.
    """
    folder = output / FOLDER
    own = volume.language if volume.language in {"fr", "en"} else "en"
    texts = {"volume": letters.summary(status(volume, diagnostics), language or own)}
    for contribution in volume.contributions:
        name = contribution.slug if contribution.slug != "volume" else "contribution-volume"
        spoken = letters.language_of(contribution, language)
        texts[name] = letters.letter(contribution, volume, diagnostics, spoken)
    for name, forms in texts.items():
        for form, text in forms.items():
            path = folder / f"{name}.{form}"
            write_atomically(path, text.encode())
            yield path
