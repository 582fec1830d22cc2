"""Citations and bibliographies as the reference processor prints them: a layer over citeproc-py.

>>> from actes import csl
>>> done = csl.render(
...     csl.DEFAULT_STYLE,
...     [{"id": "k", "type": "book", "title": "Paris", "author": [{"family": "Lefebvre", "given": "Henri"}],
...       "issued": {"date-parts": [[1968]]}, "publisher": "Anthropos"}],
...     [[{"id": "k", "locator": "12", "label": "page"}]],
... )
>>> done.citations[0].text
'(Lefebvre 1968, p.\\xa012)'
"""

from actes.csl.locators import cite_item
from actes.csl.rendering import Citation, Entry, Rendering, is_note_style, render
from actes.csl.styles import DEFAULT_STYLE

__all__ = ["DEFAULT_STYLE", "Citation", "Entry", "Rendering", "cite_item", "is_note_style", "render"]
