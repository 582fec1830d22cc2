"""CRediT, the contributor role taxonomy (ANSI/NISO Z39.104-2022): its fourteen terms, their URLs, their French names.

Canonical terms are English, as the standard writes them; authors may give the canonical term, its French
name or its slug, in any case (`find`).
"""

from __future__ import annotations

from dataclasses import dataclass

VOCABULARY = "https://credit.niso.org/"


@dataclass(frozen=True)
class Role:
    """One term: `slug` as in its URL, `name` the canonical English term, `name_fr` the French one."""

    slug: str
    name: str
    name_fr: str

    @property
    def url(self) -> str:
        """The identifier of the term."""
        return f"{VOCABULARY}contributor-roles/{self.slug}/"

    def label(self, language: str) -> str:
        """The name in `language` (BCP 47; English unless French)."""
        return self.name_fr if language.split("-")[0].lower() == "fr" else self.name


ROLES: tuple[Role, ...] = (
    Role("conceptualization", "Conceptualization", "Conceptualisation"),
    Role("data-curation", "Data curation", "Gestion des données"),
    Role("formal-analysis", "Formal analysis", "Analyse formelle"),
    Role("funding-acquisition", "Funding acquisition", "Obtention du financement"),
    Role("investigation", "Investigation", "Enquête"),
    Role("methodology", "Methodology", "Méthodologie"),
    Role("project-administration", "Project administration", "Administration du projet"),
    Role("resources", "Resources", "Ressources"),
    Role("software", "Software", "Logiciels"),
    Role("supervision", "Supervision", "Supervision"),
    Role("validation", "Validation", "Validation"),
    Role("visualization", "Visualization", "Visualisation"),
    Role("writing-original-draft", "Writing – original draft", "Rédaction – version originale"),
    Role("writing-review-editing", "Writing – review & editing", "Rédaction – relecture et révision"),
)


def _folded(term: str) -> str:
    """Letters only: dashes, case and « & » for “and” do not tell two terms apart."""
    return "".join(c for c in term.casefold().replace("&", "").replace(" and ", " ") if c.isalnum())


_BY_NAME: dict[str, Role] = {
    _folded(name): role for role in ROLES for name in (role.slug, role.name, role.name_fr, role.url)
}


def find(term: str) -> Role | None:
    """The role an author means by `term` (canonical name, French name, slug or URL); None for no CRediT term."""
    return _BY_NAME.get(_folded(term))
