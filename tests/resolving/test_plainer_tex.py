"""TeX of packages and of plain TeX, read at the second try."""

from __future__ import annotations

import pytest

from actes import pandoc
from actes.resolving.plainer_tex import LONGEST, plainer


@pytest.mark.parametrize(
    ("tex", "made"),
    [
        (r"e \in \cal E_W", r"e \in \mathcal{E}_W"),
        (r"\bar{\bf x}", r"\bar{\mathbf{x}}"),
        (r"\int f\,{\rm d} x", r"\int f\,{\mathrm{d}} x"),
        (r"{a_{1} \over b}", r"{\frac{a_{1} }{ b}}"),
        (r"\lim_{\genfrac{}{}{0pt}{2}{s\to t}{s<t}}", r"\lim_{{\substack{s\to t\\s<t}}}"),
        (r"\genfrac{(}{)}{}{}{n}{k}", r"(\frac{n}{k})"),
        (r"\begin{array}{l} 0\cr 1\end{array}", r"\begin{array}{l} 0\\ 1\end{array}"),
        (r"\norm{x_{1}} + \abs{y}", r"\left\|x_{1}\right\| + \left|y\right|"),
        (r"\begin{dcases} a\end{dcases}", r"\begin{cases} a\end{cases}"),
        (r"\argmin_x \dv{f}{t}", r"\operatorname{argmin}_x \frac{\mathrm{d}f}{\mathrm{d}t}"),
        (r"\root 3 \of x", r"\sqrt[3] x"),
        (r"\ce{H2O}", r"\mathrm{H_{2}O}"),
        ("a\\\\b", r"\begin{gathered}a\\b\end{gathered}"),
        (r"30\celsius \textcolor{red}{x}", r"30{}^\circ\mathrm{C} {x}"),
    ],
)
def test_commands(tex: str, made: str) -> None:
    assert plainer(tex).strip("{}") == made.strip("{}")
    assert pandoc.mathml([(plainer(tex), False)])


def test_what_is_very_long_stays() -> None:
    tex = r"{\bf x}" * LONGEST
    assert plainer(tex) == tex
