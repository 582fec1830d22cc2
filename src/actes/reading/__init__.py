"""Files to `Volume`: YAML with positions, Markdown through pandoc, .bib files, images."""
