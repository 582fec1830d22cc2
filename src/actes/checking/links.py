"""Rules on links: addresses that cannot work, bare ones, DOIs in an old form, texts that say nothing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from actes.checking.chapter import Chapter, Rule, excerpt
from actes.checking.searching import Anchored
from actes.diagnostics import Report
from actes.tree import classes, plain_text

_OLD_DOI = re.compile(r"https?://dx\.doi\.org/|http://(?:www\.)?doi\.org/", re.IGNORECASE)
_LOCAL = re.compile(r"file:|[A-Za-z]:[\\/]|/(?:home|Users|tmp|var)/", re.IGNORECASE)
_BARE = Anchored(r"h(?=ttp)", r"(?<![\w(<\"'/])https?://[^\s<>\"«»“”]+")
_VAGUE = re.compile(
    r"(?:cliquez )?(?:ici|là|lien|ce lien|voir|suite|en savoir plus|here|click here|link|this link|this|more)\W*\Z",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MISTYPED = re.compile(r"(?:h?t{1,3}p{1,3}s?[:;]?/{0,3}|htpps?:|hhttps?:|www\.)(?=\S)", re.IGNORECASE)
_WEB = {"http", "https", "ftp"}


def addresses(chapter: Chapter, report: Report) -> None:
    """Addresses can work for anyone who reads."""
    for link in chapter.of_kind("Link"):
        url = link["c"][2][0].strip()
        if url.startswith("#") or "xref" in classes(link):
            continue
        place = chapter.source.find_exactly(link["c"][2][0]) if url else chapter.source.find(plain_text(link))
        if not url:
            report.add("empty-link", place, text=excerpt(plain_text(link)))
        elif _LOCAL.match(url):
            report.add("local-link", place, url=excerpt(url))
        elif _is_malformed(url):
            report.add("malformed-link", place, url=excerpt(url))
        elif not _SCHEME.match(url) and link["c"][2][0] not in chapter.contribution.supplements:
            report.add("missing-linked-file", place, url=excerpt(url))
        elif _OLD_DOI.match(url):
            report.add("old-doi-link", place, url=excerpt(url), better=_OLD_DOI.sub("https://doi.org/", url))


def bare(chapter: Chapter, report: Report) -> None:
    """An address in the text, as it is: it breaks lines badly and reads badly aloud."""
    source = chapter.source
    for found in _BARE.finditer(source.readable, source.body_start):
        before = source.text[max(0, found.start() - 2) : found.start()]
        line = source.text[source.text.rfind("\n", 0, found.start()) + 1 : found.start()]
        is_definition = re.match(r" {0,3}\[[^\]]+\]:\s*\Z", line)
        in_attribute = before.endswith(("=", '"'))
        if not before.endswith(("](", "[")) and not is_definition and not in_attribute:
            report.add("bare-link", source.place(found.start()), url=excerpt(found[0]))


def texts(chapter: Chapter, report: Report) -> None:
    """WCAG 2.4.4: the text of a link says where it leads."""
    for link in chapter.of_kind("Link"):
        text = plain_text(link)
        if "xref" not in classes(link) and _VAGUE.match(text):
            report.add("vague-link", chapter.source.find_exactly(link["c"][2][0]), text=text)


def _is_malformed(url: str) -> bool:
    if re.search(r"\s|%20(?:$|\s)|[<>\"{}|\\^`]", url):
        return True
    if not _SCHEME.match(url):
        # a path of the volume, or an address without its beginning
        return bool(_MISTYPED.match(url))
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    if parts.scheme.lower() in _WEB:
        host = parts.hostname or ""
        return not host or ("." not in host and host != "localhost") or ".." in host
    return bool(_MISTYPED.match(url))


RULES: tuple[Rule, ...] = (addresses, bare, texts)
