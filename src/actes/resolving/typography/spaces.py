"""The spaces of typography, and the class that matches any of them in a run (hard line breaks excepted)."""

NO_BREAK = "\u00a0"
THIN = "\u202f"
"""Narrow no-break space."""

ANY = r"[ \n\t\u00a0\u2000-\u200a\u202f]"

SPACES = frozenset(" \n\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f")
"""The same, each."""
