"""Facts that articles and volumes state with the same elements: titles, dates, rights, abstracts, the event…

Functions return elements in the order of the content models; `article` and `volume` put them in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actes import tree
from actes.labels import date_range_text, enumeration, label
from actes.licences import is_open
from actes.licences import name as licence_name
from actes.model import Contribution, Event, Funding, Licence, PageMap, Pages, Volume
from actes.tree import Blocks, Inlines
from actes.writing.jats.blocks import fill
from actes.writing.jats.contributors import institution, place, sponsor
from actes.writing.jats.elements import Element, element, fit, is_empty, on_the_line
from actes.writing.jats.inlines import inlines
from actes.writing.jats.scope import Scope


def titles(
    scope: Scope,
    title: Mapping[str, Inlines],
    subtitle: Mapping[str, Inlines],
    short: Inlines,
    tag: str,
    group: str,
    book: str = "",
) -> Element:
    """A title group: the title in the scope's language as `tag`, then subtitle, translations, running title.

    In a book of language `book`, PMC has no `<trans-title>` in that language: it is an alternative title.
    """
    own = scope.language if scope.language in title else next(iter(title), scope.language)
    main = fit(element(tag), inlines(scope, title.get(own, [])))
    if tag == "article-title":
        # BITS titles have no language of their own
        main.set("{http://www.w3.org/XML/1998/namespace}lang", own)
    made = element(group, main)
    if subtitle.get(own):
        made.append(fit(element("subtitle", xml_lang=own), inlines(scope, subtitle[own])))
    alternatives: list[Element] = []
    for lang, text in title.items():
        if lang == own or is_empty(parts := inlines(scope, text)):
            continue
        rest = inlines(scope, subtitle.get(lang, []))
        joined = [*parts, f"{label('label-colon', lang)} ", *rest] if rest else parts
        if lang == book:
            alternatives.append(fit(element("alt-title", alt_title_type="translation", xml_lang=lang), joined))
        elif rest and subtitle.get(own) and group != "book-title-group":
            translated = fit(element("trans-title"), parts), fit(element("trans-subtitle"), rest)
            made.append(element("trans-title-group", *translated, xml_lang=lang))
        else:
            # PMC: the subtitle of a translation translates a subtitle (which it does not look for in books)
            made.append(element("trans-title-group", fit(element("trans-title"), joined), xml_lang=lang))
    if short:
        alternatives.append(fit(element("alt-title", alt_title_type="running-head"), inlines(scope, short)))
    return fit(made, alternatives)


def date_parts(iso: str) -> list[Element]:
    """`<day>`, `<month>`, `<year>` of an ISO 8601 date, as far as it goes; two digits each, which HAL wants."""
    pieces = iso.split("-")
    return [element(tag, text) for tag, text in zip(("year", "month", "day"), pieces, strict=False)][::-1]


def history(contribution: Contribution) -> list[Element]:
    """`<date>` of reception and of acceptance."""
    dates = (("received", contribution.received), ("accepted", contribution.accepted))
    return [element("date", *date_parts(iso), date_type=kind, iso_8601_date=iso) for kind, iso in dates if iso]


def pages(contribution: Contribution, page_map: PageMap | None) -> Pages | None:
    """First and last page: those given, else those of the layout, else none."""
    return contribution.pages or (page_map.pages.get(contribution.slug) if page_map else None)


def page_elements(found: Pages | None) -> list[Element]:
    """`<fpage>` and `<lpage>`."""
    return [element("fpage", found.first), element("lpage", found.last)] if found else []


def holder(scope: Scope, contribution: Contribution, volume: Volume) -> str:
    """Who holds the rights of a contribution: as said, else its authors."""
    names = enumeration([author.display for author in contribution.authors], scope.language)
    return contribution.copyright_holder or volume.copyright_holder or names


def permissions(scope: Scope, licence: Licence | None, year: str, owner: str, start: str, sentence: str) -> Element:
    """`<permissions>`: copyright, then the licence; `sentence` is a label that says what is licensed."""
    made = element("permissions")
    if owner:
        made.append(element("copyright-statement", f"© {year} {owner}" if year else f"© {owner}"))
        if year:
            made.append(element("copyright-year", year))
        made.append(element("copyright-holder", owner))
    if licence is None:
        return made
    name = licence_name(licence, scope.language)
    if not is_open(licence):
        made.append(element("license", element("license-p", f"{name}."), xml_lang=scope.language))
        return made
    made.append(element("ali:free_to_read"))
    link = element("ext-link", name, ext_link_type="uri", xlink_href=licence.url)
    reference = element("ali:license_ref", licence.url)
    if len(start) == len("2025-06-12"):
        reference.set("start_date", start)
    sentence_text = element("license-p", label(sentence, scope.language), " ", link, ".")
    made.append(element("license", reference, sentence_text, license_type="open-access", xml_lang=scope.language))
    return made


def abstracts(scope: Scope, held: Mapping[str, Blocks], book: str = "") -> list[Element]:
    """`<abstract>` in the scope's language, then a `<trans-abstract>` for each other; headings make sections.

    In a book of language `book`, PMC has no `<trans-abstract>` in that language: its @abstract-type says what it is.
    """
    made = []
    originals = [scope.language, book]
    order = sorted(held.items(), key=lambda item: originals.index(item[0]) if item[0] in originals else len(originals))
    for lang, text in order:
        tag = "abstract" if lang in originals else "trans-abstract"
        translates = tag == "abstract" and lang != scope.language
        found = element(tag, abstract_type="translation" if translates else "", xml_lang=lang)
        fill(scope, found, _without_lone_section(text))
        if len(found):
            made.append(found)
    return made


def _without_lone_section(text: Blocks) -> Blocks:
    """`text`, its heading run into it when all of it stands under that one.

    One section alone is no structure (JATS4R, “Abstracts”).
    """
    headings = [node for node in text if node["t"] == "Header"]
    if not headings or text[0] is not headings[0] or any(h["c"][0] <= text[0]["c"][0] for h in headings[1:]):
        return text
    title, rest = text[0]["c"][2], text[1:]
    inner = rest.pop(0)["c"] if rest and rest[0]["t"] in {"Para", "Plain"} else []
    return [tree.wrap("Para", [tree.wrap("Strong", title), tree.SPACE, *inner]), *rest]


def keywords(held: Mapping[str, Sequence[str]], language: str) -> list[Element]:
    """A `<kwd-group>` per language, that of the text first."""
    made = []
    for lang, words in sorted(held.items(), key=lambda item: item[0] != language):
        if words:
            group = element(
                "kwd-group", element("title", label("keywords", lang)), kwd_group_type="author", xml_lang=lang
            )
            for word in words:
                group.append(element("kwd", word))
            made.append(group)
    return made


def funding(scope: Scope, grants: Sequence[Funding]) -> Element | None:
    """`<funding-group>`: grants, then the sentences authors wrote about them; None without any."""
    made = element("funding-group")
    for grant in grants:
        if grant.funder or grant.award:
            award = element("award-group", id=scope.ids.make("award"))
            if grant.funder:
                award.append(element("funding-source", institution(grant.funder, grant.funder_ror)))
            if grant.award:
                award.append(element("award-id", grant.award))
            made.append(award)
    for grant in grants:
        parts = inlines(scope, grant.statement)
        if not is_empty(parts):
            made.append(fit(element("funding-statement", xml_lang=scope.language), parts))
    return made if len(made) else None


def chosen(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """(language, text) of a localised text: in `language`, else in its base language, else the first there is."""
    for held, text in sorted(texts.items(), key=lambda item: item[0] != language):
        if held.split("-")[0] == language.split("-")[0]:
            return held, text
    return next(iter(texts.items()), (language, ""))


def conference(scope: Scope, event: Event | None) -> Element | None:
    """`<conference>`, its date first as Publishing requires; None without event or date, the latter reported."""
    if event is None:
        return None
    if not event.start:
        scope.remark("event-without-date")
        return None
    lang, text = chosen(event.name, scope.language)
    ends = f"/{event.end}" if event.end and event.end != event.start else ""
    made = element(
        "conference",
        element(
            "conf-date",
            on_the_line(date_range_text(event.start, event.end, lang)),
            iso_8601_date=f"{event.start}{ends}",
        ),
        element("conf-name", text or event.acronym),
        element("conf-acronym", event.acronym) if event.acronym and text else None,
        element("conf-num", event.number) if event.number else None,
        xml_lang=lang,
    )
    where = place(event.city, event.country, lang, before=", " if event.place else "")
    if event.place or where:
        # conf-loc has no element for a venue that ingesters tell from the city
        made.append(fit(element("conf-loc"), [event.place, *where] if event.place else where))
    for organisation in dict.fromkeys((*event.organisers, *event.sponsors)):
        made.append(sponsor(organisation))
    _, theme = chosen(event.theme, lang)
    if theme:
        made.append(element("conf-theme", theme))
    return made


def volume_title(volume: Volume, language: str) -> str:
    """Title and subtitle of the volume in one line: « Sociabilités et archives : actes des journées »."""
    lang = language if language in volume.title else next(iter(volume.title), language)
    title = tree.plain_text(volume.title.get(lang, []))
    subtitle = tree.plain_text(volume.subtitle.get(lang, []))
    return f"{title}{label('label-colon', lang)} {subtitle}" if subtitle else title
