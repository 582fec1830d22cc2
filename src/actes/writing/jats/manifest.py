"""The manifest of a contribution's files: names, media types, SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

JATS = "application/jats+xml"


def manifest(slug: str, files: Mapping[str, tuple[str, bytes]]) -> bytes:
    """`manifest.json`: `{"id", "files": [{"name", "mediaType", "bytes", "sha256"}]}`, files in order of name.

    `files` is name → (media type, contents).
    """
    listed = [
        {"name": name, "mediaType": kind, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, (kind, data) in sorted(files.items())
    ]
    return (json.dumps({"id": slug, "files": listed}, ensure_ascii=False, indent=1) + "\n").encode()
