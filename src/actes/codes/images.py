"""Problems of figures and tables."""

from actes.codes import Code

FAMILY = {
    "missing-alt-text": Code(
        "warning",
        fr="l’image {url} n’a pas de texte de remplacement",
        en="the image {url} has no alternative text",
        hint_fr='dites en une phrase ce qu’elle montre : ![Légende]({url}){{alt="Carte de…"}}',
        hint_en='say in a sentence what it shows: ![Caption]({url}){{alt="Map of…"}}',
        source="WCAG 2.2, 1.1.1 ; PDF/UA-1, 7.3",
    ),
    "empty-alt-text": Code(
        "warning",
        fr="le texte de remplacement « {text} » ne dit rien de l’image",
        en="the alternative text “{text}” says nothing of the image",
        hint_fr="dites ce que l’image montre à qui ne la voit pas",
        hint_en="say what the image shows to someone who cannot see it",
        source="WCAG 2.2, 1.1.1",
    ),
    "long-alt-text": Code(
        "info",
        fr="le texte de remplacement compte {count} signes ; au-delà de {limit}, il s’écoute mal",
        en="the alternative text has {count} characters; beyond {limit} it is hard to listen to",
        hint_fr="gardez-en l’essentiel et mettez le reste dans « long-description »",
        hint_en="keep the gist and put the rest into “long-description”",
        source="WCAG 2.2, 1.1.1",
    ),
    "low-resolution": Code(
        "warning",
        fr="l’image {url} n’aura que {dots} points par pouce à l’impression (il en faut {wanted})",
        en="the image {url} will print at only {dots} dots per inch ({wanted} are needed)",
        hint_fr="fournissez-la en SVG, ou large d’au moins {pixels} pixels, ou imprimez-la moins large (« width »)",
        hint_en="provide it as SVG, or at least {pixels} pixels wide, or print it less wide (“width”)",
        source="house rule",
    ),
    "figure-without-caption": Code(
        "warning",
        fr="la figure {url} n’a pas de légende",
        en="the figure {url} has no caption",
        hint_fr="écrivez-la entre les crochets : ![Légende]({url})",
        hint_en="write it between the brackets: ![Caption]({url})",
    ),
    "figure-without-credit": Code(
        "info",
        fr="ni source ni crédit pour la figure « {caption} »",
        en="neither source nor credit for the figure “{caption}”",
        hint_fr='ajoutez {{source="…"}} ou {{credit="…"}} après l’image',
        hint_en='add {{source="…"}} or {{credit="…"}} after the image',
        source="code de la propriété intellectuelle, L. 121-1",
    ),
    "typed-caption": Code(
        "warning",
        fr="cette légende est tapée à la main : « {text} »",
        en="this caption is typed by hand: “{text}”",
        hint_fr="mettez-la, sans son numéro, entre les crochets de l’image : ![Légende](image.png) ; "
        "pour un tableau, sous lui, précédée de « : »",
        hint_en="put it, without its number, between the brackets of the image: ![Caption](image.png); "
        "for a table, below it, after a “:”",
        source="WCAG 2.2, 1.3.1 ; JATS, <caption>",
    ),
    "table-without-header": Code(
        "warning",
        fr="le tableau « {text} » n’a pas de ligne d’en-tête",
        en="the table “{text}” has no header row",
        hint_fr="nommez ses colonnes dans sa première ligne",
        hint_en="name its columns in its first row",
        source="WCAG 2.2, 1.3.1 ; PDF/UA-1, 7.5",
    ),
    "table-without-caption": Code(
        "warning",
        fr="le tableau qui commence par « {text} » n’a pas de titre",
        en="the table that begins with “{text}” has no caption",
        hint_fr="ajoutez sous le tableau, après une ligne vide : « : Titre du tableau »",
        hint_en="add below the table, after an empty line: “: Caption of the table”",
    ),
    "uncalled-float": Code(
        "info",
        fr="rien dans le texte n’annonce « {label} » ({caption})",
        en="nothing in the text announces {label} (“{caption}”)",
        hint_fr="renvoyez-y par son identifiant, par exemple « voir @fig-carte »",
        hint_en="refer to it by its identifier, for example “see @fig-map”",
    ),
}
