"""Spoilt word processors' files: said to be so, whatever is spoilt in them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from actes.importing.archives import BadArchive, members


def test_a_member_whose_bytes_are_spoilt_is_told(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:t>words</w:t>" * 5_000)
    data = bytearray(path.read_bytes())
    start = data.index(b"word/document.xml") + len("word/document.xml")
    data[start : start + 8] = b"\xff" * 8
    path.write_bytes(bytes(data))
    with pytest.raises(BadArchive):
        members(path)
