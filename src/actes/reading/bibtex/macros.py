"""What LaTeX macros, formulas and HTML tags found in .bib files stand for."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "U": "\u030e", "G": "\u030f", "C": "\u030f", "textcommabelow": "\u0326",
}  # fmt: skip
SYMBOLS = {
    "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "ss": "ß", "SS": "SS", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "th": "þ", "TH": "Þ", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "copyright": "©", "pounds": "£",
    "textsterling": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textdegree": "°", "degre": "°", "degres": "°",
    "degree": "°", "textregistered": "®", "texttrademark": "™", "textbullet": "•", "textperiodcentered": "·",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…", "textquoteright": "’",
    "textquoteleft": "‘", "textquotesingle": "'", "textquotedbl": "″", "textquotedblleft": "“",
    "textquotedblright": "”", "quotedblbase": "„", "quotesinglbase": "‚", "guilsinglleft": "‹",
    "guilsinglright": "›", "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«",
    "guillemetright": "»", "textasciitilde": "\\~{}", "textasciicircum": "\\^{}", "textunderscore": "\\_",
    "textbackslash": "\\textbackslash{}", "textbar": "|", "textless": "<", "textgreater": ">", "textexclamdown": "¡",
    "textquestiondown": "¿", "textordmasculine": "º", "textordfeminine": "ª", "textmu": "µ", "texttimes": "×",
    "textpm": "±", "textminus": "−", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "slash": "/",
 "nobreakspace": "\u00a0", "textvisiblespace": " ", "quad": " ", "qquad": " ",
    "newline": " ", "linebreak": " ", "break": " ", "par": " ", "space": " ", "thinspace": "\u202f",
    "nobreakdash": "", "nobreak": "", "allowbreak": "", "protect": "", "relax": "", "ignorespaces": "", "xspace": "",
    "noindent": "", "hfill": "", "bibsentence": "", "autocap": "", "itshape": "", "upshape": "", "normalfont": "",
    "rm": "", "rmfamily": "", "sf": "", "sffamily": "", "tt": "", "ttfamily": "", "sl": "", "bfseries": "",
    "small": "", "footnotesize": "", "scriptsize": "", "tiny": "", "large": "", "normalsize": "", "sloppy": "",
    "textquotestraightdblbase": "„", "up": "\\textsuperscript", "fup": "\\textsuperscript",
    "textsup": "\\textsuperscript", "bsc": "\\textsc", "no": "n\\textsuperscript{o}\u202f",
    "nos": "n\\textsuperscript{os}\u202f", "No": "N\\textsuperscript{o}\u202f", "Nos": "N\\textsuperscript{os}\u202f",
    "ier": "\\textsuperscript{er}", "iere": "\\textsuperscript{re}", "iers": "\\textsuperscript{ers}",
    "ieres": "\\textsuperscript{res}", "ieme": "\\textsuperscript{e}", "iemes": "\\textsuperscript{es}",
    "primo": "1\\textsuperscript{o}", "secundo": "2\\textsuperscript{o}", "tertio": "3\\textsuperscript{o}",
    "mkbibitalic": "\\emph", "mkbibbold": "\\textbf", "mkbibsuperscript": "\\textsuperscript", "textsl": "\\emph",
    "textquote": "\\enquote", "textsubscript": "\\textsubscript", "textinf": "\\textsubscript",
    "circ": "°", "Omega": "Ω", "og": "«\u00a0", "frquote": "\\enquote",
}  # fmt: skip
DECLARATIONS = {
    "sc": "textsc", "scshape": "textsc", "itshape": "emph", "slshape": "emph", "sl": "emph", "bfseries": "textbf",
}  # fmt: skip
"""Declarations at the head of a group → the macro that says the same."""
KEPT = _words(
    """
    emph textit textbf textsc textsuperscript textsubscript enquote mkbibemph mkbibquote mkbibparens uppercase
    MakeUppercase lowercase MakeLowercase em it bf sc textbackslash underline
    """
)
"""What pandoc renders as it should."""
BARE_GROUP = _words(
    """
    mbox hbox text textrm textnormal textup textmd texttt textsf url path nolinkurl ensuremath nohyphens
    MakeSentenceCase NoCaseChange mkbibacro acro textls vphantom smash centering
    """
)
"""Macros of which only the argument counts."""
SKIPPED_ARGUMENT = _words(
    """
    textcolor color foreignlanguage selectlanguage hspace vspace fontsize noop noopsort NOOP SortNoop sortnoop
    switchargs foreignquote raisebox phantom label href
    """
)
"""Macros whose first argument is no text: a colour, a length, a sorting aid."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "times": "×", "pm": "±", "cdot": "·", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈", "sim": "∼",
    "infty": "∞", "circ": "°", "prime": "′", "ell": "ℓ", "ldots": "…", "dots": "…", "cdots": "⋯", "in": "∈",
    "sqrt": "√", "sum": "∑", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "cap": "∩", "cup": "∪",
}  # fmt: skip

TAGS = {
    "i": "emph", "em": "emph", "italic": "emph", "cite": "emph", "b": "textbf", "strong": "textbf", "bold": "textbf",
    "sup": "textsuperscript", "sub": "textsubscript", "inf": "textsubscript", "scp": "textsc", "sc": "textsc",
    "q": "enquote",
}  # fmt: skip
DROPPED_TAGS = _words(
    "p br div span title a font u small big tt math mi mo mn mrow msup msub mtext semantics annotation"
)
