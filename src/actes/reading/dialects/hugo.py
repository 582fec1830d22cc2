"""Hugo (and Quarto): shortcodes, `{{< figure src="x.png" >}}`."""

from __future__ import annotations

import re

from actes.reading.dialects.findings import Findings
from actes.reading.dialects.prose import fences, outside_code

_SHORTCODE = re.compile(r"\{\{([<%])[ \t]*(/?)[ \t]*([\w./-]+)((?:[ \t\n][^{}]{0,2000}?)?)[ \t]*/?[>%]\}\}")
_ARGUMENT = re.compile(r"""(?:([\w-]+)[ \t]*=[ \t]*)?(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|'([^']*)'|([^\s"'`=]+))""")
WEB = {"toc", "tableofcontents", "clear", "br", "more", "icon", "rawhtml", "columns"}
"""Shortcodes that lay out a page of a site."""
BOXES = {"callout", "note", "tip", "warning", "alert", "admonition", "notice", "hint", "important", "caution", "box"}
_HIGHLIGHT = re.compile(r"[ \t]*\{\{[<%][ \t]*(/?)[ \t]*highlight(?:[ \t]+([\w+#-]+))?[^{}]*[>%]\}\}[ \t]*\Z")


def text(body: str, findings: Findings) -> str:
    """`body` with the shortcodes that have an equivalent as Markdown; the others are kept and told."""
    if "{{" not in body:
        return body
    body = _highlights(body)

    def change(piece: str) -> str:
        return _SHORTCODE.sub(lambda m: _translate(m, findings), piece)

    return outside_code(body, change)


def _highlights(body: str) -> str:
    lines = body.split("\n")
    for i, code in list(fences(lines)):
        if not code and (found := _HIGHLIGHT.match(lines[i])):
            lines[i] = "~~~~~~" if found[1] else f"~~~~~~{found[2] or ''}"
    return "\n".join(lines)


def arguments(written: str) -> tuple[list[str], dict[str, str]]:
    """The positional and the named arguments of a shortcode."""
    positional: list[str] = []
    named: dict[str, str] = {}
    for name, double, ticks, single, bare in _ARGUMENT.findall(written):
        held = double.replace('\\"', '"') or ticks or single or bare
        if name:
            named[name.lower()] = held
        else:
            positional.append(held)
    return positional, named


def _translate(found: re.Match[str], findings: Findings) -> str:
    closing, name, written = found[2], found[3].lower(), found[4]
    positional, named = arguments(written)
    lines = "\n" * found[0].count("\n")
    if name in {"pagebreak", "newpage"}:
        # pages are ours to break
        return lines
    if name in _TEX and not positional and not named and f"/{name}" not in found.string.replace(" ", ""):
        return _TEX[name] + lines
    if name == "embed" and (inner := re.search(r"#([\w:.-]+)\Z", (positional or [""])[0])):
        # a figure of a notebook, which is not run: `quarto.shape` puts a placeholder that bears its name
        return f'[]{{.embedded name="{inner[1]}"}}' + lines
    if name in WEB:
        findings.add("web-construct", name, found[0])
        return lines
    if name in {"figure", "img", "image"} and (source := named.get("src") or (positional or [""])[0]):
        return _figure(source, named) + lines
    if name == "cite" and positional:
        return "[" + "; ".join(k if k.startswith("@") else f"@{k}" for k in positional) + "]" + lines
    if name in {"ref", "relref"} and positional:
        return positional[0] + lines
    if name in _ADDRESSES and (address := _address(name, positional, named)):
        return f"<{address}>" + lines
    if name in {"math", "katex", "latex"}:
        return "$" if not named and not positional else found[0]
    if name == "footnote" or name == "sidenote":
        return "]" if closing else "^[" + " ".join(positional)
    if name in BOXES and _alone(found):
        kind = named.get("type") or (positional[0] if positional else name)
        title = named.get("title", "")
        return ":::" if closing else _div(re.sub(r"\W", "", kind), title) + lines
    findings.add("foreign-construct", name, found[0])
    # < would open a tag
    return found[0].replace("<", "\\<").replace("\n", " ") + lines


_TEX = {"latex": "LaTeX", "tex": "TeX", "bibtex": "BibTeX"}
"""Quarto's names of programs."""


_ADDRESSES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}/{}",
    "tweet": "https://x.com/{}/status/{}",
    "x": "https://x.com/{}/status/{}",
    "video": "{}",
    "asciinema": "https://asciinema.org/a/{}",
}
"""What a page shows of another site, and a book gives the address of."""


def _address(name: str, positional: list[str], named: dict[str, str]) -> str:
    """The address of what a shortcode shows; "" when its arguments are others."""
    shape = _ADDRESSES[name]
    held = positional or [named[key] for key in ("src", "user", "id") if key in named]
    if len(held) < shape.count("{}") or not all(re.fullmatch(r"[\w.~:/?#@!$&'*+,;=%-]+", h) for h in held):
        return ""
    address = shape.format(*held)
    return address if address.startswith(("https://", "http://")) else ""


def _alone(found: re.Match[str]) -> bool:
    """Whether a shortcode is a line by itself, as the ends of a fenced div must be."""
    text = found.string
    before = text[: found.start()].rpartition("\n")[2]
    after = text[found.end() :].partition("\n")[0]
    above = text[: found.start()].rpartition("\n")[0].rpartition("\n")[2]
    return not before.strip() and not after.strip() and (bool(found[2]) or not above.strip())


def _div(kind: str, title: str) -> str:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'::: {{.callout-{kind or "note"} title="{escaped}"}}' if title else f"::: {{.callout-{kind or 'note'}}}"


def _figure(source: str, named: dict[str, str]) -> str:
    caption = ". ".join(t for t in (named.get("title", ""), named.get("caption", "")) if t).replace("\n", " ")
    attributes = [f"#{named['id']}"] if re.fullmatch(r"[\w:.-]+", named.get("id", "")) else []
    for key, wanted in (("alt", "alt"), ("attr", "credit")):
        if named.get(key):
            escaped = named[key].replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
            attributes.append(f'{wanted}="{escaped}"')
    target = f"<{source}>" if re.search(r"[\s()]", source) else source
    return f"![{caption}]({target})" + (f"{{{' '.join(attributes)}}}" if attributes else "")
