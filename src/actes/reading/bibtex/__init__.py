"""BibTeX and BibLaTeX files: scanned with positions, checked, converted to CSL-JSON without losing a word.

`scanner` finds the blocks, `records` makes them stand by themselves, `conversion` has pandoc read them,
`items` repairs what pandoc makes of them, `lint` looks at what an editor would object to.
"""

from actes.reading.bibtex.reader import read_bibliography

__all__ = ["read_bibliography"]
