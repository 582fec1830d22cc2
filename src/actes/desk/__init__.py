"""The editor's desk: which contribution is where (`status`), what to ask of whom (`letters`).

Rooms: `passages` (the words of a manuscript that a problem is about), `metadata` (the state of each field),
`status` (the table of a volume), `tables` (its formats), `letters` (to authors, and the page of the volume).
"""
