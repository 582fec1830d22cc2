"""Remarks that semicolons set apart in a list of citations: « (tableau 3 ; Davezies, 2012 ; voir supra) »."""

from __future__ import annotations

import re

_REMARK = (
    r"\s*(?:(?:[CJ]['’]|Voir|Cf|Nous|Je|Souligné|Traduction|Trad|Notre|Ma|Tableau|Figure|Carte|Chapitre)(?!\w))?"
    r"(?:(?!(?:1[4-9]|20)\d\d(?!-\d))[^A-ZÀ-ÖØ-ÞŒ;*_/?@\[\]{}]|(?<!\w)[IVXLC]+(?!\w))*"
)
"""Words that name no one: « voir supra », « chapitre IV », « c’est nous qui soulignons »."""
OPEN_QUOTE = re.compile(r"(?:[«“„]|^[^\"]*(?:\"[^\"]*\"[^\"]*)*\")\s*$")
"""A quotation mark that opens right before the names: the citation is quoted, not made."""
AFTER = re.compile(rf"[^;]*(?:;{_REMARK})*")
BEFORE = re.compile(rf"(?:{_REMARK};)*[^;]*")
