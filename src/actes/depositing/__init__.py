"""Packages for open archives, made from a resolved volume, the pages of its PDF and the files of the build.

Rooms: `dossier` (what packages are made from), `facts` (what several archives ask for), `xml` and `archive`
(how bytes are made), one module per archive, `metadata` (for the volume's web page), `completeness` (what is
missing). Everything is a function from values to bytes: nothing is read, written or sent.
"""
