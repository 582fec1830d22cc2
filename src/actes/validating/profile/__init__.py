"""Our profile of JATS and BITS: what the DTDs allow and repositories refuse, misread or warn about.

Each rule is a function that looks at a document and yields what it finds; each code it may yield names in
`actes.codes.jats` the recommendation it comes from (PMC Tagging Guidelines, JATS4R, HAL). They are rules
written here, not those of PMC or JATS4R themselves, which are run beside on samples.
"""

from __future__ import annotations

from pathlib import Path

from actes.diagnostics import Location, Report
from actes.validating.profile import facts, text
from actes.validating.profile.finding import Element, line_of

ROOTS = frozenset({"article", "book", "book-part-wrapper"})
"""The root elements the profile speaks about."""

RULES = (*facts.RULES, *text.RULES)


def check_profile(root: Element, file: str, report: Report, folder: Path | None = None) -> None:
    """Apply every rule to a document; `folder` is where the files it names should be (None: not looked for)."""
    findings = [finding for rule in RULES for finding in rule(root)]
    if folder is not None:
        findings += text.missing_files(root, folder)
    for finding in findings:
        report.add(finding.code, Location(file, line_of(finding.element)), **dict(finding.values))
