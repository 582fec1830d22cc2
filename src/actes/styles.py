"""The house style: templates and style sheets, which a volume's own `styles/` overrides file by file.

The packaged files are the repository's top-level `styles/`, which the wheel carries as `actes/styles/`
(in a checkout, `src/actes/styles` is a link to it).
A volume's files are untrusted: they are read only from inside the volume, up to a size.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actes.diagnostics import Location

HOUSE = Path(__file__).with_name("styles")
LIMIT = 2_000_000
"""Bytes: no style file of a volume is larger."""


class StyleError(Exception):
    """A style file that cannot be used: where, and what is wrong with it."""

    def __init__(self, location: Location, message: str) -> None:
        super().__init__(f"{location}: {message}")
        self.location, self.message = location, message


@dataclass(frozen=True)
class Styles:
    """The style files of a volume whose folder is `folder` (None: the house's only)."""

    folder: Path | None = None

    def path(self, name: str) -> Path:
        """The file called `name` (`epub.css`, `templates/chapter.html`): the volume's, else the house's.

        Raises StyleError when the volume's leaves its folder, and FileNotFoundError when nobody has it.
        """
        if self.folder is not None and self.own(name):
            path = self.folder / "styles" / name
            if not path.resolve().is_relative_to(self.folder.resolve()):
                raise StyleError(Location(str(path)), "the file is outside the volume")
            return path
        path = HOUSE / name
        if not path.is_file():
            raise FileNotFoundError(f"no style file is called {name}")
        return path

    def own(self, name: str) -> bool:
        """Whether the volume overrides the file called `name`."""
        return self.folder is not None and (self.folder / "styles" / name).is_file()

    def text(self, name: str) -> str:
        """The contents of the file called `name`.

        Raises as `path` does, and StyleError when it is not UTF-8 or too large.
        """
        path = self.path(name)
        data = path.read_bytes()
        if len(data) > LIMIT:
            raise StyleError(Location(str(path)), f"the file is larger than {LIMIT} bytes")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise StyleError(Location(str(path)), "the file is not in UTF-8") from error
