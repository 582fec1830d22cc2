"""Formats of diagnostics that machines read."""

import json

from actes.codes import CODES
from actes.diagnostic_formats import to_github, to_sarif
from actes.diagnostics import Diagnostic, Location, Severity

WARNING = Diagnostic("missing-ligature", Location("axe, un/été.md", 7, 3), (("word", "100 % cœur"),), Severity.WARNING)
INFO = Diagnostic("double-space", Location("a.md"), (("count", "2"),), Severity.INFO)
ERROR = Diagnostic("wrong-doi", Location("a.md", 2, 6), (("doi", "10"),), Severity.ERROR)


def test_github_escapes_what_would_end_a_property() -> None:
    lines = to_github([WARNING, INFO, ERROR], "fr").splitlines()
    assert lines[0].startswith(
        "::warning file=axe%2C un/été.md,line=7,col=3,title=missing-ligature::"
        "«\u202f100 %25 cœur\u202f» s’écrit avec la ligature œ%0A"
    )
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::notice", "::error"]


def test_sarif() -> None:
    log = json.loads(to_sarif([WARNING, INFO, ERROR, WARNING], "en"))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == ["double-space", "missing-ligature", "wrong-doi"]
    assert [r["defaultConfiguration"]["level"] for r in rules] == ["note", "warning", "error"]
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in run["results"]] == [
        ("missing-ligature", 1, "warning"),
        ("double-space", 0, "note"),
        ("wrong-doi", 2, "error"),
        ("missing-ligature", 1, "warning"),
    ]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "axe%2C%20un/%C3%A9t%C3%A9.md"
    assert place["region"] == {"startLine": 7, "startColumn": 3}
    assert rules[1]["help"]["text"] == CODES["missing-ligature"].hint_en


def test_rules_are_described_without_the_particulars_of_one_case() -> None:
    image = Diagnostic("missing-alt-text", Location("a.md"), (("url", "c.png"),), Severity.WARNING)
    rule = json.loads(to_sarif([image], "fr"))["runs"][0]["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"]["text"] == "l’image … n’a pas de texte de remplacement"
    assert rule["help"]["text"].endswith('![Légende](…){alt="Carte de…"}')


def test_no_diagnostic_is_something_too() -> None:
    assert to_github([]) == ""
    assert json.loads(to_sarif([]))["runs"][0]["results"] == []
