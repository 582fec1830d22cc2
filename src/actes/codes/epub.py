"""Problems that show when outputs are made of images and style files."""

from __future__ import annotations

from actes.codes import Code

FAMILY: dict[str, Code] = {
    "unusable-image": Code(
        "error",
        "l’image « {path} » ne peut pas figurer dans l’EPUB\u00a0: {problem}",
        "the image “{path}” cannot be carried by the EPUB: {problem}",
        "Ouvrez-la dans un éditeur d’images et enregistrez-la en PNG, en JPEG ou en SVG simple.",
        "Open it in an image editor and save it as PNG, JPEG or plain SVG.",
        "EPUB 3.3 §3.2",
    ),
    "broken-style-file": Code(
        "error",
        "ce fichier de style du volume est inutilisable\u00a0: {problem}",
        "this style file of the volume cannot be used: {problem}",
        "Corrigez-le, ou supprimez-le pour revenir au style de la maison.",
        "Correct it, or delete it to come back to the house style.",
    ),
}
