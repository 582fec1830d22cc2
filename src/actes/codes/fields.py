"""Problems of YAML and of the fields it holds."""

from actes.codes import Code

FAMILY = {
    "broken-yaml": Code(
        "error",
        fr="le YAML est illisible à cet endroit : {problem_fr}",
        en="the YAML cannot be read here: {problem}",
        hint_fr="vérifiez l’alignement et les guillemets ; un texte qui contient « : » se met entre guillemets",
        hint_en="check indentation and quotes; put a text that contains “: ” between quotes",
        source="YAML 1.2",
    ),
    "broken-toml": Code(
        "error",
        fr="l’en-tête en TOML (entre deux lignes « +++ ») est illisible à cet endroit",
        en="the TOML of the header (between two lines “+++”) cannot be read here",
        hint_fr="vérifiez les guillemets et les signes =, ou écrivez l’en-tête en YAML, entre deux lignes « --- »",
        hint_en="check the quotes and the = signs, or write the header in YAML, between two lines “---”",
        source="TOML 1.0",
    ),
    "yaml-alias": Code(
        "error",
        fr="les alias YAML (`*nom`) et les structures trop profondes ne sont pas acceptés",
        en="YAML aliases (`*name`) and very deep structures are not accepted",
        hint_fr="répétez la valeur à la place de l’alias",
        hint_en="repeat the value instead of the alias",
    ),
    "duplicate-field": Code(
        "error",
        fr="le champ « {field} » est donné deux fois ; seul le premier est lu",
        en="the field “{field}” is given twice; only the first one is read",
        hint_fr="réunissez les deux valeurs en une seule",
        hint_en="merge the two values into one",
    ),
    "unknown-field": Code(
        "warning",
        fr="le champ « {field} » n’existe pas",
        en="there is no field “{field}”",
        hint_fr="les champs possibles ici sont : {known}",
        hint_en="the fields possible here are: {known}",
    ),
    "misspelt-field": Code(
        "warning",
        fr="le champ « {field} » n’existe pas",
        en="there is no field “{field}”",
        hint_fr="vouliez-vous écrire « {suggestion} » ?",
        hint_en="did you mean “{suggestion}”?",
    ),
    "missing-field": Code(
        "error",
        fr="le champ obligatoire « {field} » manque",
        en="the required field “{field}” is missing",
        hint_fr="ajoutez une ligne « {field}: … »",
        hint_en="add a line “{field}: …”",
    ),
    "wrong-type": Code(
        "error",
        fr="le champ « {field} » doit contenir {expected_fr}",
        en="the field “{field}” must hold {expected_en}",
    ),
    "bad-value": Code(
        "error",
        fr="« {value} » ne convient pas pour le champ « {field} »",
        en="“{value}” does not fit the field “{field}”",
        hint_fr="écrivez-le comme dans cet exemple : {example}",
        hint_en="write it as in this example: {example}",
    ),
    "unknown-value": Code(
        "error",
        fr="« {value} » n’est pas une valeur de « {field} »",
        en="“{value}” is not a value of “{field}”",
        hint_fr="choisissez parmi : {known}",
        hint_en="choose among: {known}",
    ),
    "bad-date": Code(
        "error",
        fr="« {value} » n’est pas une date pour « {field} »",
        en="“{value}” is not a date for “{field}”",
        hint_fr="écrivez année-mois-jour, par exemple 2017-10-19, ou seulement 2017-10 ou 2017",
        hint_en="write year-month-day, for example 2017-10-19, or only 2017-10 or 2017",
        source="ISO 8601",
    ),
    "bad-language": Code(
        "error",
        fr="« {value} » n’est pas un code de langue (champ « {field} »)",
        en="“{value}” is no language code (field “{field}”)",
        hint_fr="employez un code comme fr, en, de, es",
        hint_en="use a code such as fr, en, de, es",
        source="BCP 47",
    ),
}
