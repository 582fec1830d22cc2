"""Citations typed by hand in Markdown: `(Levratto, 2016 ; Davezies, 2012)`, `Le Galès (1995)`, `\\citep{key}`.

`normalise_text` reads a text and tells which citations it holds, which works of a bibliography they mean and
what they become in pandoc's syntax. The rooms, in the order a text goes through them: `reference_lists`, `blocks`
and `masking` (where prose is), `brackets` (where groups may be), `latex`, `anchors` (years), `tokens` (names),
`works` (the bibliography), `aligning`, `leading` and `identifying` (which work), `locators`, `remarks`, `passages`,
`lists`, `mixed`, `narratives`, `note_texts`, `full_references`, `history` (« ibid. »), `rendering`, `bare_years`,
`reports`; `files` applies it to files, `line_keeping` to a text parsed next.
"""

from actes.normalising.prose.files import NormalisedFile, normalise_paths, write_reports
from actes.normalising.prose.line_keeping import keep_lines
from actes.normalising.prose.normalising import Fix, normalise_against, normalise_text
from actes.normalising.prose.outcomes import Cite, Edit, Normalised, Outcome, Row
from actes.normalising.prose.reports import table
from actes.normalising.prose.works import Bibliography

__all__ = [
    "Bibliography",
    "Cite",
    "Edit",
    "Fix",
    "Normalised",
    "NormalisedFile",
    "Outcome",
    "Row",
    "keep_lines",
    "normalise_against",
    "normalise_paths",
    "normalise_text",
    "table",
    "write_reports",
]
