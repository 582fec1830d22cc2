"""MyST Markdown (SciPy proceedings, Jupyter Book): directives, roles, targets, comments, DOIs as citations.

A directive whose text is Markdown becomes a fenced div of pandoc, for `myst_directives` to shape when it is
parsed; one whose text is code, a block of code; a formula, a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from actes.reading.dialects.boxes import kind_of
from actes.reading.dialects.findings import Findings
from actes.reading.dialects.joss import NUMBER
from actes.reading.dialects.prose import fences

_OPEN = re.compile(r"([ \t]*)(`{3,}|~{3,}|:{3,})[ \t]*\{([A-Za-z][\w:+.-]*)\}[ \t]*(.*)\Z")
_CODE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_OPTION = re.compile(r"[ \t]*:([\w-]+):[ \t]*(.*)\Z")
_YAML_OPTION = re.compile(r"[ \t]*([\w-]+):[ \t]*(.*)\Z")
_ROLE = re.compile(r"(?<!`)\{([A-Za-z][\w:+-]*)\}(`{1,2})([^`]{1,2000})\2(?!`)")
_TARGET = re.compile(r"\(([\w:./ -]{1,120})\)=[ \t]*\Z")
_TITLED = re.compile(r"(.*\S)\s*<([^<>]+)>\Z", re.DOTALL)
_RECOGNISED = re.compile(
    r"^[ \t]*(?:`{3,}|~{3,}|:{3,})[ \t]*\{(?:figure|image|note|math|list-table|csv-table|table|admonition|code-block"
    r"|code-cell|warning|tip|important|seealso|epigraph|prf:\w+|cite:\w+|raw|include|bibliography|toctree)\}"
    r"|\{(?:cite(?::\w+)?|ref|numref|eq|doc|term)\}`",
    re.MULTILINE,
)

PROSE = {"figure", "table", "list-table", "image", "epigraph", "pull-quote", "blockquote", "container", "div", "grid",
         "grid-item-card", "tab-set", "list-figure"}  # fmt: skip
"""Directives whose text is Markdown, besides the admonitions (`boxes.kind_of`)."""
CODE = {"code", "code-block", "code-cell", "sourcecode", "ipython", "prompt"}
WEB = {"toctree", "tableofcontents", "contents", "bibliography", "index", "only", "meta", "footbibliography"}


def recognised(body: str) -> bool:
    """Whether a text has a directive or a role."""
    return bool(_RECOGNISED.search(body))


def text(body: str, dois: Mapping[str, str], findings: Findings) -> str:
    """`body` with MyST's constructs in pandoc's; `dois` leads from a DOI in lower case to a citation key."""
    lines = _Directives(body.split("\n"), findings).run()
    for i, code in list(fences(lines)):
        if not code:
            lines[i] = _line(lines[i], lines[i + 1] if i + 1 < len(lines) else "")
    lines = _attach_targets(lines)
    # roles are code to Markdown: they are looked for in whole lines
    for i, code in list(fences(lines)):
        if not code and "}`" in lines[i]:
            lines[i] = _ROLE.sub(lambda m: _role(m, dois, findings), lines[i])
        if not code and "$" in lines[i]:
            lines[i] = _MATH.sub(_math, lines[i])
    return "\n".join(lines)


_MATH = re.compile(r"(?<![\\$])\$(?!\$)([ \t]*)([^$\n]{1,1000}?)([ \t]*)(?<!\\)\$(?!\$)(?=(\d?))")


def _math(found: re.Match[str]) -> str:
    """A formula that begins or ends with a space, or that a digit follows, as pandoc reads one."""
    spaced, digit = found[1] or found[3], found[4]
    if not spaced and not digit:
        return found[0]
    if spaced and not re.search(r"[\\^_=<>+*/{}]|\A\w{1,2}\Z", found[2]):
        # two amounts in dollars are no formula
        return found[0]
    return f"[${found[2]}$]{{}}" if digit else f"${found[2]}$"


def _line(line: str, following: str) -> str:
    if line.startswith("%"):
        return ""
    if line.startswith("+++") and not line.strip("+ ").strip().startswith("-"):
        return ""
    return line


def _attach_targets(lines: list[str]) -> list[str]:
    """`(label)=` names the heading below it; before anything else it stays as an anchor."""
    out = list(lines)
    for i, code in list(fences(lines)):
        found = None if code else _TARGET.match(lines[i])
        if not found:
            continue
        below = next((j for j in range(i + 1, min(i + 3, len(lines))) if lines[j].strip()), -1)
        if below > 0 and re.match(r"#{1,6}\s", lines[below]) and not lines[below].rstrip().endswith("}"):
            out[i] = ""
            out[below] = f"{lines[below]} {{#{_name(found[1])}}}"
        else:
            out[i] = f"[]{{#{_name(found[1])} .anchor}}"
            if i + 1 < len(out) and out[i + 1].strip():
                make_room(out, i)
    return out


def make_room(out: list[str], i: int) -> None:
    """Leave a blank line after line `i`, by moving it up one line when that one is blank."""
    if i > 0 and not out[i - 1].strip():
        out[i - 1], out[i] = out[i], ""


def _name(label: str) -> str:
    return re.sub(r"[^\w:.-]+", "-", label.strip())


class _Directives:
    """One pass over the lines; what opens a directive is rewritten, and what closes it."""

    def __init__(self, lines: list[str], findings: Findings) -> None:
        self.lines, self.findings = lines, findings
        self.out: list[str] = []
        self.stack: list[str] = []
        self.i = 0

    def run(self) -> list[str]:
        while self.i < len(self.lines):
            line = self.lines[self.i]
            opening = _OPEN.match(line)
            if self.stack and self._closes(line, self.stack[-1]):
                self.out.append(":::")
                self.stack.pop()
                self.i += 1
            elif opening and opening[3].lower() not in ENGINES:
                self._directive(opening)
            elif found := _CODE.match(line):
                self._through(self._closing(self.i + 1, found[1]))
            else:
                self.out.append(line)
                self.i += 1
        return self.out

    def _through(self, end: int) -> None:
        self.out += self.lines[self.i : end + 1]
        self.i = end + 1

    @staticmethod
    def _closes(line: str, fence: str) -> bool:
        bare = line.strip()
        return len(bare) >= len(fence) and bare == fence[0] * len(bare)

    def _closing(self, start: int, fence: str) -> int:
        """The line that closes a fence, the last one of the text when none does."""
        for j in range(start, len(self.lines)):
            if self._closes(self.lines[j], fence):
                return j
        return len(self.lines) - 1

    def _directive(self, opening: re.Match[str]) -> None:
        indent, fence, name, argument = opening[1], opening[2], opening[3].lower(), opening[4].strip()
        options, first = self._options(self.i + 1, fence)
        kind = kind_of(name)
        if name == "table" and (end := self._closing(first, fence)) and self._is_html(first, end):
            self._html_table(indent, argument, options, first, end)
            return
        if name in PROSE or kind:
            self._div(indent, name, argument, options, first)
            self.stack.append(fence)
            return
        end = self._closing(first, fence)
        inner = self.lines[first:end]
        count = end - self.i + 1
        if name == "math":
            made = _formula(inner, argument, options)
        elif name in WEB:
            self.findings.add("web-construct", name, opening[0].strip())
            made = []
        elif name.startswith("raw:") and name not in {"raw:html", "raw:latex", "raw:tex"}:
            # meant for another format than ours
            self.findings.add("web-construct", name, opening[0].strip())
            made = []
        elif name == "raw":
            made = [f"```{{={argument or 'html'}}}", *inner, "```"]
        elif name in CODE:
            made = self._code(inner, argument, options)
        elif fence[0] == ":":
            self.findings.add("foreign-construct", name, opening[0].strip())
            self._div(indent, name, argument, options, first)
            self.stack.append(fence)
            return
        else:
            if name != "csv-table":
                self.findings.add("foreign-construct", name, opening[0].strip())
            tick = _longer("~", inner)
            made = [f"{tick}{{.directive {_attributes(name, argument, options)}}}", *inner, tick]
        self.out += [""] * (count - len(made)) + [indent + m if m else m for m in made][-count:]
        self.i = end + 1

    def _options(self, start: int, fence: str) -> tuple[dict[str, str], int]:
        """The options under a directive's first line, and the line its text begins at."""
        options: dict[str, str] = {}
        i = start
        if i < len(self.lines) and self.lines[i].strip() == "---":
            i += 1
            while i < len(self.lines) and self.lines[i].strip() != "---" and not self._closes(self.lines[i], fence):
                if found := _YAML_OPTION.match(self.lines[i]):
                    options[found[1].lower()] = found[2].strip().strip("\"'")
                i += 1
            return options, i + 1
        while i < len(self.lines) and (found := _OPTION.match(self.lines[i])):
            options[found[1].lower()] = found[2].strip()
            i += 1
        return options, i

    def _div(self, indent: str, name: str, argument: str, options: dict[str, str], first: int) -> None:
        opener = f"{indent}::: {{.directive {_attributes(name, argument, options)}}}"
        spare = first - self.i - 1
        before = self.out[-1] if self.out else ""
        if not before.strip() or before.lstrip().startswith(":::"):
            self.out += [opener, *[""] * spare]
        elif spare:
            self.out += ["", opener, *[""] * (spare - 1)]
        else:
            # the paragraph above gives the blank line that pandoc wants
            if len(self.out) > 1 and not self.out[-2].strip():
                self.out[-2:] = [before, "", opener]
            elif len(self.out) > 1:
                self.out[-2:] = [f"{self.out[-2]} {before.strip()}", "", opener]
            else:
                self.out += ["", opener]
        self.i = first

    def _is_html(self, first: int, end: int) -> bool:
        return next((x for x in self.lines[first:end] if x.strip()), "").lstrip().startswith("<")

    def _html_table(self, indent: str, argument: str, options: dict[str, str], first: int, end: int) -> None:
        """A table in HTML goes whole to the HTML reader: its tags, closed or not, have nothing to say to Markdown."""
        inner = [line for line in self.lines[first:end] if line.strip()]
        count = end - self.i + 1
        while len(inner) > 1 and len(inner) + 4 > count:
            inner[-2:] = [f"{inner[-2]} {inner[-1]}"]
        opener = f"{indent}::: {{.directive {_attributes('table', argument, options)}}}"
        made = [opener, "```{=html}", *inner, "```", ":::"]
        self.out += [""] * (count - len(made)) + made
        self.i = end + 1

    def _code(self, inner: list[str], language: str, options: dict[str, str]) -> list[str]:
        tick = _longer("~", inner)
        name = options.get("label") or options.get("name") or ""
        attributes = " ".join(
            [*([f"#{_name(name)}"] if name else []), *([f".{language}"] if re.fullmatch(r"[\w+-]+", language) else [])]
        )
        caption = options.get("caption", "")
        return [*([caption, ""] if caption else []), f"{tick} {{{attributes}}}" if attributes else tick, *inner, tick]


def _longer(mark: str, inner: list[str]) -> str:
    """A fence of `mark` longer than any in `inner`."""
    longest = max((len(m[0]) for line in inner if (m := re.match(rf"\s*{mark}{{3,}}", line))), default=2)
    return mark * (longest + 1)


def _attributes(name: str, argument: str, options: Mapping[str, str]) -> str:
    held = {"kind": name, "argument": argument, **{f"o-{k}": v for k, v in options.items()}}
    # percent-encoded: an attribute of pandoc may not hold everything
    return " ".join(f'{k}="{quote(v)}"' for k, v in held.items() if v and re.fullmatch(r"[\w-]+", k))


def _formula(inner: list[str], argument: str, options: Mapping[str, str]) -> list[str]:
    lines = [line for line in [argument, *inner] if line.strip()]
    if not lines:
        return []
    name = options.get("label") or options.get("name") or ""
    opening, closing = ("[$$", f"$$]{{#{_name(name)} .equation}}") if name else ("$$", "$$")
    return [*[f"{opening}{lines[0].strip()}", *lines[1:-1], *([lines[-1]] if len(lines) > 1 else [])], closing]


ENGINES = {"r", "python", "julia", "ojs", "bash", "sh", "zsh", "sql", "stan", "rcpp", "dot", "cat", "css", "js", "perl",
           "ruby", "scala", "octave", "matlab", "stata", "sas", "asis", "engine"}  # fmt: skip
"""Languages of R Markdown's and Quarto's chunks, which look like directives."""

_CODE_ROLES = {"code", "kbd", "command", "file", "program", "samp", "literal", "py", "class", "func", "meth", "mod",
               "guilabel", "menuselection", "option", "envvar"}  # fmt: skip
_WRAPPED = {"sub": "~{}~", "subscript": "~{}~", "sup": "^{}^", "superscript": "^{}^", "dfn": "*{}*", "del": "~~{}~~",
            "strike": "~~{}~~", "emphasis": "*{}*", "strong": "**{}**", "sc": "[{}]{{.smallcaps}}",
            "smallcaps": "[{}]{{.smallcaps}}", "u": "[{}]{{.underline}}",
            "underline": "[{}]{{.underline}}"}  # fmt: skip


def _role(found: re.Match[str], dois: Mapping[str, str], findings: Findings) -> str:
    name, inner = found[1].lower(), found[3].strip()
    if name == "cite" or name.startswith("cite:"):
        return _cite(name.partition(":")[2], inner, dois)
    if name == "math":
        return f"${inner}$"
    titled = _TITLED.match(inner)
    shown, target = (titled[1], titled[2]) if titled else ("", inner)
    if name in {"ref", "numref", "eq", "prf:ref"}:
        return f"[{shown or _number_after(found, name)}](#{_name(target)})"
    if name in {"doc", "download", "term", "any", "abbr", "text"}:
        return inner if name == "abbr" else shown or target
    if name in _WRAPPED:
        spaced = inner.replace(" ", "\\ ") if name.startswith("su") else inner
        return _WRAPPED[name].format(spaced)
    if name.startswith("raw:"):
        findings.add("web-construct", name, found[0])
        return ""
    if name in _CODE_ROLES or name.startswith("py:"):
        return f"`{inner}`"
    findings.add("foreign-construct", name, found[0])
    return found[0]


_NAMED = re.compile(
    r"(?:equations?|[ée]quations?|eqs?\.|[ée]q\.|figures?|figs?\.|tables?|tableaux?|sections?)[\s(~]*\Z", re.I
)


def _number_after(found: re.Match[str], role: str) -> str:
    """The number alone when the kind is already said (“Equation {ref}`x`”) or the role gives numbers."""
    before = found.string[max(0, found.start() - 20) : found.start()]
    return NUMBER if role == "eq" or _NAMED.search(before) else ""


def _cite(kind: str, inner: str, dois: Mapping[str, str]) -> str:
    keys = [k.strip() for k in re.split(r"[,;]", inner) if k.strip()]
    known = [dois.get(k.lower().removeprefix("doi:").removeprefix("https://doi.org/"), k) for k in keys]
    marks = [f"@{{{k}}}" if re.search(r"[^\w:.#$%&+?<>~/-]", k) else f"@{k}" for k in known]
    if kind.startswith(("t", "a", "ct")) and kind not in {"alp", "alps"}:
        return "; ".join(marks)
    if kind.startswith("y"):
        return "[" + "; ".join(f"-{m}" for m in marks) + "]"
    return "[" + "; ".join(marks) + "]"
