"""Each rule of French typography, with what it must mend and what it must leave alone."""

import pytest

from actes.model import Typography
from actes.resolving.typography import typeset_text


def shown(text: str, language: str = "fr") -> str:
    """No-break spaces made visible: `~` for U+00A0, `_` for U+202F."""
    return typeset_text(text, language).replace("\u00a0", "~").replace("\u202f", "_")


RULES = {
    "high punctuation": [
        ("Qui ? Moi ! Oui ; non", "Qui_? Moi_! Oui_; non"),
        ("Qui? Moi! Oui; non", "Qui_? Moi_! Oui_; non"),
        ("Qui\u00a0? Moi\u2009!", "Qui_? Moi_!"),
        ("Quoi ?!", "Quoi_?!"),
        ("Non !!!", "Non_!!!"),
        ("le mot (?) et [!]", "le mot (?) et [!]"),
        ("(oui) ; [non] ; « si » ; etc. ;", "(oui)_; [non]_; «_si_»_; etc._;"),
        ("a != b", "a != b"),
        ("Saint-Malo&nbsp; suite", "Saint-Malo&nbsp; suite"),
    ],
    "colon": [
        ("Le mot : suite", "Le mot~: suite"),
        ("Le mot: suite", "Le mot~: suite"),
        ("Le mot\u202f: suite", "Le mot~: suite"),
        ("Il dit :", "Il dit~:"),
        ("à 12:30, au 1:25000", "à 12:30, au 1:25000"),
        ("Il dit : « oui »", "Il dit~: «_oui_»"),
        ("un sourire :-)", "un sourire :-)"),
    ],
    "guillemets": [
        ("« mot »", "«_mot_»"),
        ("«mot»", "«_mot_»"),
        ("«\u00a0mot\u00a0»", "«_mot_»"),
        ("« Quoi ? »", "«_Quoi_?_»"),
        ('le "mot" juste', "le «_mot_» juste"),
        ("le “mot” juste", "le «_mot_» juste"),
        ('le " mot " juste', "le «_mot_» juste"),
        ("<< mot >> et <<mot>>", "«_mot_» et «_mot_»"),
        ("« il dit « oui » hier »", "«_il dit “oui” hier_»"),
        ('"il dit "oui" hier"', "«_il dit “oui” hier_»"),
        ("« il dit “oui” hier »", "«_il dit “oui” hier_»"),
        ('l\'"habiter"', "l’«_habiter_»"),
        ('("mot")', "(«_mot_»)"),
        ("un écran de 12” de large", "un écran de 12” de large"),
        ("si a << b", "si a << b"),
        ("une citation « qui ne finit pas", "une citation «_qui ne finit pas"),
        ("une ‘glose’ de linguiste", "une ‘glose’ de linguiste"),
    ],
    "apostrophes": [
        ("l'eau, aujourd'hui, qu'on", "l’eau, aujourd’hui, qu’on"),
        ("l´eau et l‘air", "l’eau et l’air"),
        ("5' 30", "5' 30"),
    ],
    "ellipsis": [
        ("Enfin...", "Enfin…"),
        ("[...]", "[…]"),
        ("Vraiment... !", "Vraiment…_!"),
        ("des villes, des bourgs, etc...", "des villes, des bourgs,~etc."),
        ("villes, etc…", "villes,~etc."),
        ("....", "...."),
    ],
    "ordinals": [
        ("le XIXème siècle", "le XIXe~siècle"),
        ("le XXe et le XXIe siècles", "le XXe et le XXIe~siècles"),
        ("la 2ème fois, la 3ième", "la 2e fois, la 3e"),
        ("la 1ère fois, les 1ères", "la 1re fois, les 1res"),
        ("le 1ᵉʳ et le XIXᵉ", "le 1er et le XIXe"),
        ("les 2èmes Journées", "les 2es Journées"),
        ("Le mot, Ce mot, De là, Me voici, Ile", "Le mot, Ce mot, De là, Me voici, Ile"),
        ("1e5 et 0x3e", "1e5 et 0x3e"),
    ],
    "references": [
        ("n° 3, nº 4, n°5, N° 6", "n°~3, n°~4, n°~5, N°~6"),
        ("no 326, nos 3 et 4", "no~326, nos~3 et 4"),
        ("p. 12, pp. 12-15, p.12", "p.~12, pp.~12–15, p.~12"),
        ("art. 3, art. L. 123-4", "art.~3, art.~L. 123-4"),
        ("§ 3, §3", "§~3, §~3"),
        ("vol. 3, t. IV, fig. 2, chap. II", "vol.~3, t.~IV, fig.~2, chap.~II"),
        ("la figure 1 et le tableau 2", "la figure~1 et le tableau~2"),
        ("op. cit., Dupont et al., p. ex. ici", "op.~cit., Dupont et~al., p.~ex. ici"),
        ("la page suivante", "la page suivante"),
    ],
    "names": [
        ("M. Dupont, Mme Le Galès, MM. A et B", "M.~Dupont, Mme~Le Galès, MM.~A et B"),
        ("J.-B. Say, J. R. R. Tolkien", "J.-B.~Say, J.~R.~R.~Tolkien"),
        ("Louis XIV, François Ier", "Louis~XIV, François~Ier"),
    ],
    "dates": [
        ("le 19 octobre 2017, le 1er mai", "le 19~octobre 2017, le 1er~mai"),
        ("à 20 h 30", "à 20~h~30"),
        ("à 20h30", "à 20h30"),
    ],
    "numbers": [
        ("12 000 habitants, 1 234 567", "12_000 habitants, 1_234_567"),
        ("12\u00a0000", "12_000"),
        ("en 2017 300 personnes", "en 2017 300 personnes"),
        ("35000 Rennes", "35000 Rennes"),
        ("12 %, 12%, 3‰", "12_%, 12_%, 3_‰"),
        ("5 km, 5km, 20 €, 20€, 3 h, 10 m, 12 °C", "5~km, 5~km, 20~€, 20~€, 3~h, 10~m, 12~°C"),
        ("3 millions, 2 milliards", "3~millions, 2~milliards"),
        ("3 maisons, 5 loups", "3 maisons, 5 loups"),
    ],
    "ranges": [
        ("de 1990-2000, 2014-20", "de 1990–2000, 2014–20"),
        ("les 15-24 ans", "les 15–24 ans"),
        ("p. 123-45", "p.~123–45"),
        ("la loi n° 2014-58, l'article 12-15", "la loi n°~2014-58, l’article~12-15"),
        ("le 2017-10-19, ISSN 1234-5679", "le 2017-10-19, ISSN 1234-5679"),
        ("covid-19, 02-99-12, 50-50", "covid-19, 02-99-12, 50-50"),
    ],
    "dashes": [
        ("La ville - on le sait - change", "La ville –~on le sait~– change"),
        ("La ville – on le sait – change", "La ville –~on le sait~– change"),
        ("La ville—on le sait—change", "La ville —~on le sait~— change"),
        ("La ville – on le sait –, change", "La ville –~on le sait~–, change"),
        ("Elle change – peu. Elle dure – un peu.", "Elle change –~peu. Elle dure –~un peu."),
        ("— Bonjour, dit-il.", "—~Bonjour, dit-il."),
        ("5 - 3", "5 - 3"),
        ("l'axe Paris–Lyon, peut-être", "l’axe Paris–Lyon, peut-être"),
    ],
    "protected": [
        ("voir https://exemple.fr/a?b=c;d:e!f, ici", "voir https://exemple.fr/a?b=c;d:e!f, ici"),
        ("doi:10.1234/ab;c?d et 10.1234/ab:cd", "doi:10.1234/ab;c?d et 10.1234/ab:cd"),
        ("a.b-c@exemple.fr ; suite", "a.b-c@exemple.fr_; suite"),
        ("[@duval:2010a; voir @le-gales]", "[@duval:2010a_; voir @le-gales]"),
        ("voir https://exemple.fr/: suite ?", "voir https://exemple.fr/~: suite_?"),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"), [case for cases in RULES.values() for case in cases], ids=lambda text: str(text)
)
def test_rule(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert typeset_text(typeset_text(text, "fr"), "fr") == typeset_text(text, "fr")


def test_settings_choose_the_spaces() -> None:
    settings = Typography(thin_space="\u00a0", colon_space="\u202f")
    assert typeset_text("« Qui ? » : 12 %", "fr", settings) == "«\u00a0Qui\u00a0?\u00a0»\u202f: 12\u00a0%"


def test_no_space_at_all_can_be_chosen() -> None:
    settings = Typography(thin_space="", colon_space="")
    assert typeset_text("« Qui ? » : non", "fr", settings) == "«Qui?»: non"
