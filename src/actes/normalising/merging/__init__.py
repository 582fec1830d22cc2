"""Many bibliographies made one: which entries are the same work, under which key, with which fields, and why."""

from actes.normalising.merging.keys import safe_key
from actes.normalising.merging.merge import Decision, Merged, decisions_tsv, merge
from actes.normalising.merging.overrides import Overrides, read_overrides

__all__ = ["Decision", "Merged", "Overrides", "decisions_tsv", "merge", "read_overrides", "safe_key"]
