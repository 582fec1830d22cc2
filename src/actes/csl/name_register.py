"""Which names of a document look alike, for given-name disambiguation."""

from __future__ import annotations

from actes.csl.initials import initialize
from actes.csl.references import Name


class NameRegister:
    """All names of the document's cites, to know which are alike (given-name disambiguation)."""

    def __init__(self, style_rule: str, adds_givenname: bool, demote: str) -> None:
        self.rule = style_rule
        self.adds_givenname = adds_givenname
        self.demote = demote
        self.known: dict[str, dict[str, set[str]]] = {}
        self._keys: dict[Name, tuple[str, str, str]] = {}
        self.frozen = False
        self.unsettled: set[str] = set()
        """Items whose names may show otherwise once all names are known."""

    def _key(self, item: str, name: Name) -> tuple[str, str, str]:
        found = self._keys.get(name)
        if found is None:
            family = " ".join(name.family.replace(".", " ").split())
            if self.demote == "never" and name.non_dropping:
                family += f" {name.non_dropping}"
            given = " ".join(name.given.replace(".", " ").split())
            head, _, last = given.rpartition(" ")
            if head and last == last.lower():
                given = head.rstrip(",! ")
            found = (family, initialize(given, " "), given)
            self._keys[name] = found
        family, initials, given = found
        return (f"{item}\0{family}" if self.rule == "by-cite" else family), initials, given

    def add(self, item: str, name: Name, rank: int) -> None:
        """Record a name of `item`."""
        if self.frozen or not self.adds_givenname or (self.rule.startswith("primary-") and rank):
            return
        family, initials, given = self._key(item, name)
        if not family:
            return
        forms = self.known.setdefault(family, {})
        if initials:
            fulls = forms.setdefault(initials, set())
            if given:
                fulls.add(given)
        if self.rule != "by-cite" or len(forms) > 1 or any(len(fulls) > 1 for fulls in forms.values()):
            self.unsettled.add(item)

    def level(self, item: str, name: Name, rank: int, base: int, form: str, initials: str | None) -> int:
        """How much of the given name distinguishes it: 0, 1 or 2; `base` is what was asked for."""
        level = 2
        if form == "short":
            level = 0
        elif initials is not None:
            level = 1
        if not self.adds_givenname and self.rule != "by-cite":
            return level
        family, initial, _ = self._key(item, name)
        forms = self.known.get(family)
        if forms is None or initial not in forms:
            return level
        if self.rule == "by-cite" and level <= base:
            return base
        if not self.adds_givenname:
            return level
        if self.rule.startswith("primary-name") and rank:
            return level
        if self.rule in {"all-names", "primary-name", "by-cite"}:
            if len(forms) > 1:
                level = 1
            if len(forms[initial]) > 1 or (len(forms) > 1 and initials is None):
                level = 2
        else:
            level = 1 if len(forms) > 1 else 0
        return level
