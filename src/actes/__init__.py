"""actes: proceedings from Markdown and BibTeX to PDF, EPUB and JATS XML."""

__version__ = "0.1.0"
