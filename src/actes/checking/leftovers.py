"""Rules on what should not have stayed: comments, tracked changes, notes to oneself, remnants of word processors."""

from __future__ import annotations

import re
import unicodedata

from actes.checking.chapter import Chapter, Rule, excerpt
from actes.checking.searching import Anchored, Guarded
from actes.checking.waivers import WAIVER
from actes.diagnostics import Location, Report

_TRACKED = re.compile(r"\{(\+\+|--|~~|>>|==)(?=[^{}]*(?:\+\+|--|~~|<<|==)\})")
_TRACKED_CLASS = re.compile(
    r"\{[^{}\n]*\.(insertion|deletion|comment-start|comment-end|paragraph-insertion|paragraph-deletion)\b"
)
_CONFLICT = Anchored("[<>|](?=[<>|]{6})", r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_TODO = Anchored(
    r"T(?=ODO|BD)|F(?=IXME)|X(?=XX)|A(?= [CFPRV])|À(?= [CFPRV])|p(?=p?\.)|i(?=nfra)|s(?=upra)|L(?=orem)|l(?=orem)"
    r"|\?(?=\?\?)|\[(?=[rcsàÀC?])",
    r"(?<!\w)(?:TODO|FIXME|XXX+(?![\"»”])|TBD"
    r"|[AÀ] (?:COMPL[EÉ]TER|CONFIRMER|FAIRE|PR[EÉ]CISER|REVOIR|V[EÉ]RIFIER))(?!\w)"
    r"|(?<!\w)pp?\.[ \u00a0\u202f]?\?\?+|(?:infra|supra),?[ \u00a0]pp?\.[ \u00a0\u202f]?XX+(?!\w)"
    r"|(?<!\w)[Ll]orem ipsum|\?{3,}"
    r"|\[(?:réf(?:érence)?s?\.?|ref\.?|citation needed|source"
    r"|[àÀ] (?:compléter|confirmer|préciser|relire|revoir|vérifier)|\?+)\](?![(\[{])"
    r"|\[[Cc]ommentaire(?: [\w.]{1,20}){0,2}[ \u00a0]?: [^\[\]\n]{1,200}\](?![(\[{])",
)
_WORD = Anchored(
    r"E(?=rr)|A(?=DDIN)|M(?=ERGE|is en)|H(?=YPER)|\{(?=\.)|\[(?=\]|Comm)|c(?=ustom-style)|<|m(?=so-)",
    r"Erreur\s?! (?:Source du renvoi|Signet non défini|Liaison incorrecte|Référence de lien)[^.\n]{0,40}"
    r"|Error! (?:Reference source|Bookmark)[^.\n]{0,30}"
    r"|ADDIN (?:ZOTERO_\w+|EN\.CITE|CSL_CITATION)|\bMERGEFORMAT\b|\bHYPERLINK \\?\""
    r"|\{\.(?:underline|mark)\}|\[\]\{#_?(?:Toc|Ref|Hlk|GoBack)\w*[^{}]*\}"
    r"|custom-style=\"[^\"\n]*\"|</?[ow]:\w+|\bmso-[a-z-]+:|\[Commentaire \[?\w{1,4}\d+\]?|\bMis en forme :",
)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2028\u2029\u202a\u202c\u2060\ufeff]")
_PRESENTATION = re.compile("[\ufb00-\ufb06]")
_LOST = re.compile("\ufffd|[\uf000-\uf0ff]")
_ODD = re.compile(f"{_INVISIBLE.pattern}|{_PRESENTATION.pattern}|{_LOST.pattern}")
_BULLET = Guarded("[\t•▪●‣◦]", r"^[ \t]*[•·▪●‣◦o–]\t|^[ \t]*[•▪●‣◦][ \u00a0]", re.MULTILINE)


def comments(chapter: Chapter, report: Report) -> None:
    """Comments that follow each other line by line are one; rules made of hyphens say nothing."""
    source = chapter.source
    end = -1
    for comment in source.comments:
        follows = end >= 0 and re.fullmatch(r"[ \t]*\n?[ \t]*", source.text[end : comment.start]) is not None
        if re.search(r"\w", comment.text) and not WAIVER.match(comment.text):
            if not follows:
                report.add("leftover-comment", source.place(comment.start), text=excerpt(comment.text))
            end = comment.end


def tracked_changes(chapter: Chapter, report: Report) -> None:
    """CriticMarkup, changes tracked by a word processor, conflicts of a version control system."""
    source = chapter.source
    for pattern in (_TRACKED, _TRACKED_CLASS, _CONFLICT):
        for found in pattern.finditer(source.marked, source.body_start):
            report.add(
                "tracked-change",
                source.place(found.start()),
                text=excerpt(source.text[found.start() : found.start() + 80]),
            )


def notes_to_oneself(chapter: Chapter, report: Report) -> None:
    """« TODO », « [réf] », « ??? », filler text."""
    for found in _TODO.finditer(chapter.source.prose):
        report.add("leftover-todo", chapter.source.place(found.start()), text=found[0])


def word_remnants(chapter: Chapter, report: Report) -> None:
    """Fields, bookmarks and styles of a word processor, bullets typed by hand."""
    source = chapter.source
    for found in _WORD.finditer(source.readable, source.body_start):
        report.add("word-remnant", source.place(found.start()), text=excerpt(found[0]))
    for found in _BULLET.finditer(source.prose):
        report.add("typed-bullet", source.place(found.start()), mark=found[0].strip())


def characters(chapter: Chapter, report: Report) -> None:
    """Characters that no one sees, or that no font has: they break searches, line breaks and reading aloud."""
    source = chapter.source
    if not _ODD.search(source.text):
        return
    for pattern, code in (
        (_INVISIBLE, "invisible-character"),
        (_PRESENTATION, "presentation-form"),
        (_LOST, "lost-character"),
    ):
        found = list(pattern.finditer(source.text))
        if found:
            name = f"U+{ord(found[0][0]):04X}"
            report.add(code, source.place(found[0].start()), character=name, count=len(found))


def decomposed_letters(chapter: Chapter, report: Report) -> None:
    """Text that is not in Normalization Form C on disk. Reading composes it: the rule is silent unless asked for."""
    path = chapter.file
    if not path.is_file():
        return
    text = path.read_bytes().decode("utf-8", "replace")
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not unicodedata.is_normalized("NFC", line):
            mark = next((i for i, c in enumerate(line) if unicodedata.combining(c)), 0)
            column = len(unicodedata.normalize("NFC", line[:mark]))
            report.add("decomposed-letters", Location(chapter.source.file, number, max(column, 1)))
            return


RULES: tuple[Rule, ...] = (comments, tracked_changes, notes_to_oneself, word_remnants, characters, decomposed_letters)
