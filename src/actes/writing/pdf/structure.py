"""Structure elements in the making, and how they are written into a PDF (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf

from actes.writing.pdf.part import ROLE_MAP


@dataclass(eq=False)
class Node:
    """A structure element in the making; `kids` are nodes, marked contents and annotations, in reading order."""

    role: str
    parent: Node | None
    language: str = ""
    alternative: str = ""
    identifier: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    body: Node | None = None
    """Of an LI: its LBody."""
    slot: bool = False
    """Whether its text is set when the book is put together."""
    object: Any = None


@dataclass(frozen=True)
class Content:
    """A marked-content sequence of a page (from 0)."""

    page: int
    mcid: int


@dataclass(frozen=True, eq=False)
class Annotation:
    """A link annotation of a page."""

    page: int
    dictionary: Any


def _pruned(node: Node) -> bool:
    """Drop empty elements below `node`, put labels first; whether `node` itself has something in it."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or _pruned(kid)]
    return bool(node.kids) or node.role in {"TD", "TH", "LBody", "Document"}


def _in_order(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _in_order(kid)


def write(root: Node, pdf: Any) -> None:
    """Write the tree below `root` into `pdf`, whose pages are all there."""
    _pruned(root)
    references = pdf.page_references
    parents: dict[int, dict[int, Any]] = {number: {} for number in range(len(references))}
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)
    for node in _in_order(root):
        node.object = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}"})
        pdf.add_object(node.object)
    annotations: list[tuple[Any, Any]] = []
    for node in _in_order(root):
        _fill(node, tree, references, parents, annotations, pdf)
    numbers = pydyf.Array()
    for page, contents in parents.items():
        row = pydyf.Array([contents.get(mcid, "null") for mcid in range(max(contents, default=-1) + 1)])
        numbers.extend([page, row])
    for key, (owner, annotation) in enumerate(annotations, start=len(references)):
        annotation["StructParent"] = key
        numbers.extend([key, owner])
    tree["K"] = pydyf.Array([root.object.reference])
    tree["ParentTree"] = pydyf.Dictionary({"Nums": numbers})
    tree["ParentTreeNextKey"] = len(references) + len(annotations)
    tree["RoleMap"] = pydyf.Dictionary({ours: f"/{standard}" for ours, standard in ROLE_MAP.items()})
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _fill(
    node: Node,
    tree: Any,
    references: tuple[bytes, ...],
    parents: dict[int, dict[int, Any]],
    annotations: list[tuple[Any, Any]],
    pdf: Any,
) -> None:
    """Write the entries of one structure element (ISO 32000-1, table 323)."""
    target = node.object
    target["P"] = node.parent.object.reference if node.parent else tree.reference
    if node.language and node.parent:
        target["Lang"] = pydyf.String(node.language)
    if node.alternative:
        target["Alt"] = pydyf.String(node.alternative)
    if node.identifier:
        target["ID"] = pydyf.String(node.identifier)
    if node.attributes:
        target["A"] = pydyf.Dictionary(node.attributes)
    home = next((kid.page for kid in node.kids if isinstance(kid, Content | Annotation)), None)
    if home is not None:
        target["Pg"] = references[home]
    kids = pydyf.Array()
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(kid.object.reference)
        elif isinstance(kid, Content):
            parents[kid.page][kid.mcid] = target.reference
            if kid.page == home:
                kids.append(kid.mcid)
            else:
                kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": references[kid.page], "MCID": kid.mcid}))
        else:
            annotations.append((target.reference, kid.dictionary))
            kids.append(
                pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.dictionary.reference, "Pg": references[kid.page]})
            )
    target["K"] = kids
