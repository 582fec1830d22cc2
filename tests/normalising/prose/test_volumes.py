"""A volume typed by hand is the volume that `normalize --write --fix exact` makes of it: same outputs, same links."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from actes.build import build
from actes.diagnostics import Report, Severity
from actes.normalising.prose import normalise_paths
from actes.outcome import Outcome, Request
from volumes import write

BIB = """
@book{davezies2008, author = {Davezies, Laurent}, title = {La République et ses territoires}, year = {2008},
  publisher = {Seuil}, address = {Paris}}
@book{davezies2012, author = {Davezies, Laurent}, title = {La crise qui vient}, year = {2012},
  publisher = {Seuil}, address = {Paris}}
@book{gilli2014, author = {Gilli, Frédéric}, title = {Grand Paris}, year = {2014},
  publisher = {Presses de Sciences Po}, address = {Paris}}
@article{estebe2003, author = {Estèbe, Philippe and Le Galès, Patrick}, title = {La métropole parisienne},
  journaltitle = {Revue française d’administration publique}, year = {2003}, pages = {345--356}}
@book{sassen1996, author = {Sassen, Saskia}, title = {La ville globale}, year = {1996}, origdate = {1991},
  publisher = {Descartes}, address = {Paris}}
@report{insee2015, author = {{Institut national de la statistique}}, shortauthor = {Insee}, year = {2015},
  title = {France, portrait social}}
"""
FIRST = """
# La crise (Davezies, 2012) {#sec-crise}

Selon Davezies (2008, p. 12 ; 2012), la crise vient (Estèbe et Le Galès, 2003 : 350 ; cf. Gilli, 2014).
Une citation est coupée (Sassen,
1996 [1991], chap. 2) en fin de ligne ; l’Insee (2015) le mesure[^1] (Insee, 2015, p. 3-4).

> Un propos rapporté (Gilli, 2014, p. 33).

- un point (Davezies 2012, Gilli 2014) ;
- un autre, typé (Davezie, 2012), et un inconnu (Martin, 2012).

Une note^[Gilli, 2014, p. 45.] et une clé [@gilli2014, p. 2].

[^1]: Voir Estèbe et Le Galès (2003) et la \\citep[voir][p.~3]{sassen1996}.
"""
SECOND = "\nÀ Brest (2012), la loi de 2014 et `(Davezies, 2012)` ; `code`.\n\nSassen (1996) montre l’essentiel.\n"
CITED = {"davezies2008", "davezies2012", "gilli2014", "estebe2003", "sassen1996", "insee2015"}


def _contents(output: Path) -> dict[str, bytes]:
    """What was made, members of archives one by one, the reports left out."""
    made: dict[str, bytes] = {}
    for path in sorted(p for p in output.rglob("*") if p.is_file()):
        name = path.relative_to(output).as_posix()
        if name.startswith(("reports/", ".")):
            continue
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as archive:
                made.update({f"{name}/{member}": archive.read(member) for member in archive.namelist()})
        else:
            made[name] = path.read_bytes()
    return made


def _built(root: Path, output: Path, outputs: tuple[str, ...]) -> Outcome:
    outcome = build(Request(root, outputs, output=output, jobs=1))
    assert outcome.count(Severity.ERROR) == 0, [d.as_text() for d in outcome.diagnostics]
    return outcome


def _built_before_and_after(folder: Path, outputs: tuple[str, ...]) -> tuple[Path, Path]:
    root = write(folder / "volume", {"premier": FIRST, "second": SECOND}, bib=BIB)
    typed = _built(root, folder / "typed", outputs)
    report = Report()
    for file in normalise_paths([root], report, fix="exact", written=True):
        file.write()
    text = (root / "axe-1" / "premier" / "article.md").read_text("utf-8")
    assert "[@estebe2003, p. 350; cf. @gilli2014]" in text and "(Davezie, 2012)" in text
    keyed = _built(root, folder / "keyed", outputs)
    assert sum(d.code == "typed-citation" for d in typed.diagnostics) == sum(
        d.code == "written-citation" for d in report
    )
    assert not any(d.code == "typed-citation" for d in keyed.diagnostics)
    return folder / "typed", folder / "keyed"


def test_outputs_are_the_same_whether_citations_are_typed_or_written_as_keys(tmp_path: Path) -> None:
    typed, keyed = _built_before_and_after(tmp_path, ("epub", "jats"))
    made = _contents(typed)
    assert made == _contents(keyed)
    article = etree.fromstring(next(data for name, data in made.items() if name.endswith("premier.xml")))
    references = {ref.get("id") for ref in article.iter("ref")}
    linked = [xref.get("rid") for xref in article.iter("xref") if xref.get("ref-type") == "bibr"]
    assert len(references) == len(CITED) and set(linked) == references and len(linked) >= 13


@pytest.mark.slow
def test_the_pdf_is_the_same_too(tmp_path: Path) -> None:
    typed, keyed = _built_before_and_after(tmp_path, ("pdf",))
    assert _contents(typed) == _contents(keyed)
