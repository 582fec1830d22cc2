"""TeX of packages, browsers and old books, in what pandoc's reader of formulas knows.

It is tried on a formula that could not be read as it stands; what it does not know stays as it is.
"""

from __future__ import annotations

import re

LONGEST = 5_000
"""Characters beyond which a formula is left as it is: the patterns below look for pairs of braces."""

_INNER = r"(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*"
_GROUP = rf"\s*\{{({_INNER})\}}"
_END = r"(?![A-Za-z])"
_FONTS = {
    "bf": "mathbf", "bfseries": "mathbf", "rm": "mathrm", "it": "mathit", "itshape": "mathit", "em": "mathit",
    "mit": "mathit", "sf": "mathsf", "tt": "mathtt", "cal": "mathcal", "scr": "mathscr", "frak": "mathfrak",
}  # fmt: skip
_FONT = "|".join(sorted(_FONTS, key=len, reverse=True))
_IN_GROUP = re.compile(rf"\{{\\({_FONT}){_END}\s*({_INNER})\}}")
_BARE = re.compile(rf"\\({_FONT}){_END}\s*(\\[A-Za-z]+|[A-Za-z0-9]+)")

_RENAMED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(old), new)
    for old, new in (
        (rf"\\(?:s|nice|flat|x|c)frac{_END}", r"\\frac"),
        (rf"\\(?:nonumber|notag|displaylimits|allowbreak|nobreak|mathstrut|strut|relax|xspace|boldmath){_END}", ""),
        (rf"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large){_END}", ""),
        (rf"\\(?:mathclap|mathllap|mathrlap|smash|mathsmaller|mathlarger){_END}", ""),
        (rf"\\(?:textnormal|textup|textsc|hbox|mbox){_END}", r"\\text"),
        (rf"\\(?:mathbbm|bbm|mathds){_END}", r"\\mathbb"),
        (rf"\\(?:vb|vectorbold){_END}\*?", r"\\mathbf"),
        (rf"\\middle{_END}", ""),
        (rf"\\vcentcolon{_END}", ":"),
        (rf"\\(?:textdegree|degree){_END}", r"{}^\\circ "),
        (rf"\\(?:celsius|degreeCelsius){_END}", r"{}^\\circ\\mathrm{C}"),
        (rf"\\ohm{_END}", r"\\Omega "),
        (rf"\\micro{_END}", r"\\mu "),
        (rf"\\cr{_END}", r"\\\\"),
        (r"\\(begin|end)\{[dr]cases\*?\}", r"\\\1{cases}"),
        (rf"\\(argmin|argmax|sgn|diag|rank|erfc?|[cC]ov|[vV]ar|supp|[tT]r|grad|curl|rot){_END}", r"\\operatorname{\1}"),
        (rf"\\(?:textcolor|colorbox){_GROUP}{_GROUP}", r"{\2}"),
        (rf"\\raisebox{_GROUP}{_GROUP}", r"{\2}"),
        (rf"\\rule{_GROUP}{_GROUP}", ""),
        (rf"\\intertext{_GROUP}", r"\\text{\1}\\\\"),
        (rf"\\abs{_GROUP}", r"\\left|\1\\right|"),
        (rf"\\norm{_GROUP}", r"\\left\\|\1\\right\\|"),
        (rf"\\bra{_GROUP}", r"\\langle \1|"),
        (rf"\\ket{_GROUP}", r"|\1\\rangle "),
        (rf"\\braket{_GROUP}{_GROUP}", r"\\langle \1|\2\\rangle "),
        (rf"\\(?:dv|odv){_GROUP}{_GROUP}", r"\\frac{\\mathrm{d}\1}{\\mathrm{d}\2}"),
        (rf"\\pdv{_GROUP}{_GROUP}", r"\\frac{\\partial \1}{\\partial \2}"),
        (rf"\\(?:quantity|qty){_END}", ""),
        (rf"\\root\s*(\w|\{{[^{{}}]*\}})\s*\\of{_END}", r"\\sqrt[\1]"),
        (rf"\\genfrac{_GROUP}{_GROUP}\s*\{{0[^{{}}]*\}}{_GROUP}{_GROUP}{_GROUP}", r"\1{\\substack{\4\\\\\5}}\2"),
        (rf"\\genfrac{_GROUP}{_GROUP}{_GROUP}{_GROUP}{_GROUP}{_GROUP}", r"\1\\frac{\5}{\6}\2"),
        (rf"\\(?:eqref|ref|autoref){_GROUP}", r"\\text{\1}"),
    )
)
_OVER = re.compile(rf"\{{({_INNER}?)\\over{_END}({_INNER})\}}")
_CHEMISTRY = re.compile(rf"\\(?:ce|cf){_GROUP}")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{[^{}]*\}")
_NEW_LINE = re.compile(r"\\\\(?:\[[^\[\]]*\])?")


def plainer(tex: str) -> str:
    """`tex` with the commands of LaTeX and amsmath in the place of those of packages, of plain TeX, of browsers."""
    if len(tex) > LONGEST:
        return tex
    for pattern, replacement in _RENAMED:
        tex = pattern.sub(replacement, tex)
    if "\\over" in tex:
        tex = _OVER.sub(r"\\frac{\1}{\2}", "{" + tex + "}")
    tex = _CHEMISTRY.sub(lambda m: r"\mathrm{" + re.sub(r"(?<=[A-Za-z)])(\d+)", r"_{\1}", m[1]) + "}", tex)
    tex = _IN_GROUP.sub(lambda m: f"{{\\{_FONTS[m[1]]}{{{m[2]}}}}}", tex)
    tex = _BARE.sub(lambda m: f"\\{_FONTS[m[1]]}{{{m[2]}}}", tex)
    bare = _ENVIRONMENT.sub("", tex)
    if _NEW_LINE.search(tex) and bare == tex and "\\substack" not in tex:
        name = "aligned" if re.search(r"(?<!\\)&", tex) else "gathered"
        return f"\\begin{{{name}}}{tex.strip()}\\end{{{name}}}"
    return tex
