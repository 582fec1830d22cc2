"""Problems of the characters of an author's file, whatever the file is."""

from actes.codes import Code

FAMILY = {
    "not-utf8": Code(
        "warning",
        fr="le fichier n’est pas en UTF-8 ; il est lu comme {encoding}",
        en="the file is not UTF-8; it is read as {encoding}",
        hint_fr="vérifiez les lettres accentuées, puis réenregistrez le fichier en UTF-8",
        hint_en="check the accented letters, then save the file again as UTF-8",
    ),
    "mixed-encodings": Code(
        "warning",
        fr="le fichier est en UTF-8 sauf en {count} endroit(s), lus comme {encoding} ; voici le premier",
        en="the file is UTF-8 but for {count} place(s), read as {encoding}; here is the first",
        hint_fr="deux textes ont sans doute été collés bout à bout : vérifiez les accents, réenregistrez en UTF-8",
        hint_en="two texts were probably pasted together: check the accents, save the file again as UTF-8",
    ),
    "garbled-accents": Code(
        "warning",
        fr="accents abîmés : « {text} » au lieu, sans doute, de « {repaired} »",
        en="garbled accents: “{text}”, probably for “{repaired}”",
        hint_fr="un logiciel a pris de l’UTF-8 pour du Latin-1 : reprenez le texte à sa source",
        hint_en="a program took UTF-8 for Latin-1: take the text from its source again",
    ),
    "control-character": Code(
        "warning",
        fr="{count} caractère(s) de contrôle, lus comme des espaces ; voici le premier ({character})",
        en="{count} control character(s), read as spaces; here is the first ({character})",
        hint_fr="supprimez-les : ils viennent souvent d’un copier-coller depuis un PDF",
        hint_en="delete them: they often come from a PDF by copy and paste",
        source="XML 1.0 §2.2",
    ),
}
