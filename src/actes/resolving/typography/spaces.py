"""The spaces of typography, and the class that matches any of them in a run (hard line breaks excepted)."""

NO_BREAK = "\u00a0"
THIN = "\u202f"
"""Narrow no-break space."""

ANY = r"[ \n\t\u00a0\u2000-\u200a\u202f]"
