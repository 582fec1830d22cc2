"""Any author's text file as text: encodings detected and said, line ends and accents made uniform.

Positions in the result are those an editor shows: a byte order mark does not count as a column, a
decomposed letter counts as the one letter that is seen, CRLF and lone CR end one line each.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from actes.diagnostics import Location, Report
from actes.reading.footprint import read_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = {"cp1252": "Windows-1252", "iso8859-15": "Latin-9", "mac_roman": "Mac Roman", "cp850": "DOS (CP850)"}
"""What French authors' machines have written, the likeliest first: a tie goes to the first."""

_LIKELY = re.compile(r"[àâäçéèêëîïôöùûüœæÿñáíóúßãõåøÀÂÇÉÈÊËÎÏÔÙÛŒÖÜ«»’“”–—…°€·]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What no XML file may hold, and DELETE."""
_GARBLED = re.compile(
    "(?:[ÂÃ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™])+"
)
_ESCAPED_BYTES = {0xDC00 + byte: chr(byte) for byte in range(0x80, 0x100)}


def read_text(source: Path | bytes, display: str, report: Report) -> str:
    """The text of a file (or of its bytes): NFC, line feeds only, without a byte order mark.

    `display` is the file's name in what is reported: another encoding than UTF-8 (`not-utf8`,
    `mixed-encodings`), UTF-8 garbled by an earlier conversion, control characters, which XML cannot hold and
    which become spaces. Raises OSError when `source` is a path that cannot be read.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    text = _lines_and_letters(_decode(data, display, report))
    if found := _GARBLED.search(text):
        _report_garbled(found, display, report)
    if found := _FORBIDDEN.search(text):
        count = len(_FORBIDDEN.findall(text))
        place = Location.at(display, text, found.start())
        report.add("control-character", place, count=count, character=f"U+{ord(found[0]):04X}")
        text = _FORBIDDEN.sub(" ", text)
    return text


def encoding_of(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark and the encoding of a text file that is to be written back byte for byte.

    None when no encoding gives its bytes back, or it mixes two.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    if not encoding:
        encoding = "utf-8" if _is_utf8(data) else _unmarked_utf16(data)
    if not encoding:
        foreign, mixed = _foreign_runs(data)
        if mixed:
            return None
        encoding = _likeliest(b"\n".join(run[0] for run in foreign))
    body = data[len(mark) :]
    try:
        whole = body.decode(encoding).encode(encoding) == body
    except UnicodeError:
        return None
    return (mark, encoding) if whole else None


def _lines_and_letters(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decode(data: bytes, display: str, report: Report) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding == "utf-8":
                break
            report.add("not-utf8", Location(display), encoding=encoding[:-3].upper())
            return data.decode(encoding, "replace")
    if _is_utf8(data):
        return data.decode("utf-8")
    if encoding := _unmarked_utf16(data):
        report.add("not-utf8", Location(display), encoding="UTF-16")
        return data.decode(encoding, "replace")
    return _decode_eight_bit(data, display, report)


def _foreign_runs(data: bytes) -> tuple[list[re.Match[bytes]], bool]:
    """Where letters beyond ASCII are no UTF-8, and whether most of the others are."""
    runs = list(re.finditer(rb"[\x80-\xff]+", data))
    foreign = [run for run in runs if not _is_utf8(run[0])]
    # chance makes UTF-8 of accented Latin-1 now and then, hardly more often than it fails to
    return foreign, len(foreign) < len(runs) - len(foreign)


def _decode_eight_bit(data: bytes, display: str, report: Report) -> str:
    """Bytes that are not all UTF-8: a file in one old encoding, or a UTF-8 file with foreign pieces."""
    foreign, mixed = _foreign_runs(data)
    encoding = _likeliest(b"\n".join(run[0] for run in foreign))
    before = _lines_and_letters(data[: foreign[0].start()].decode("utf-8" if mixed else encoding, "replace"))
    place = Location.at(display, before, len(before))
    if not mixed:
        report.add("not-utf8", place, encoding=_EIGHT_BIT[encoding])
        return _eight_bit(data, encoding)
    report.add("mixed-encodings", place, count=len(foreign), encoding=_EIGHT_BIT[encoding])
    pieces: list[str] = []
    end = 0
    for run in foreign:
        pieces += [data[end : run.start()].decode("utf-8"), _eight_bit(run[0], encoding)]
        end = run.end()
    return "".join([*pieces, data[end:].decode("utf-8")])


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 shows itself by a zero in every other byte of Western text; "" when it does not."""
    sample = data[:4096]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) // 4 else ""


def _likeliest(data: bytes) -> str:
    """The 8-bit encoding in which these bytes give most of the characters that French texts use."""
    return max(_EIGHT_BIT, key=lambda encoding: len(_LIKELY.findall(_eight_bit(data, encoding))))


def _eight_bit(data: bytes, encoding: str) -> str:
    # the five bytes Windows-1252 leaves undefined are controls in Latin-1
    return data.decode(encoding, "surrogateescape").translate(_ESCAPED_BYTES)


def _report_garbled(found: re.Match[str], display: str, report: Report) -> None:
    try:
        repaired = found[0].encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return  # an unusual text, not a garbled one
    place = Location.at(display, found.string, found.start())
    report.add("garbled-accents", place, text=found[0], repaired=repaired)
