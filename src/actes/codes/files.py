"""Problems of files and images a manuscript names."""

from actes.codes import Code

FAMILY = {
    "unclosed-front-matter": Code(
        "error",
        fr="l’en-tête YAML ouvert par « --- » n’est jamais fermé",
        en="the YAML header opened by “---” is never closed",
        hint_fr="ajoutez une ligne « --- » après le dernier champ",
        hint_en="add a line “---” after the last field",
    ),
    "remote-image": Code(
        "error",
        fr="l’image {url} est sur le web : rien n’est téléchargé pendant la fabrication",
        en="the image {url} is on the web: nothing is downloaded during the build",
        hint_fr="enregistrez-la dans le dossier de la contribution et donnez son nom de fichier",
        hint_en="save it in the contribution’s folder and give its file name",
    ),
    "missing-image": Code(
        "error",
        fr="l’image {url} est introuvable",
        en="the image {url} cannot be found",
        hint_fr="vérifiez le nom du fichier (majuscules, accents, extension) et qu’il a été envoyé avec le texte",
        hint_en="check the file’s name (capitals, accents, extension) and that it was sent with the text",
    ),
    "outside-file": Code(
        "error",
        fr="le fichier {path} est hors du dossier du volume ; il n’est pas lu",
        en="the file {path} is outside the volume’s folder; it is not read",
        hint_fr="copiez-le dans le dossier de la contribution",
        hint_en="copy it into the contribution’s folder",
    ),
    "huge-image": Code(
        "error",
        fr="l’image {url} dépasse la limite de {limit}",
        en="the image {url} is over the limit of {limit}",
        hint_fr="enregistrez-la à la taille d’impression (300 points par pouce)",
        hint_en="save it at print size (300 dots per inch)",
    ),
    "unreadable-image": Code(
        "error",
        fr="l’image {url} ne peut pas être lue ({format})",
        en="the image {url} cannot be read ({format})",
        hint_fr="enregistrez-la en PNG, JPEG ou SVG",
        hint_en="save it as PNG, JPEG or SVG",
    ),
    "active-svg": Code(
        "warning",
        fr="des éléments actifs ou externes ont été retirés de l’image {url} : {removed}",
        en="active or external things were taken out of the image {url}: {removed}",
        hint_fr="vérifiez que l’image est intacte, ou réenregistrez-la sans script ni lien",
        hint_en="check that the image is whole, or save it again without scripts or links",
    ),
}
