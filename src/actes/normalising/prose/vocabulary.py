"""Words that tell names from what only looks like names; all folded (lower case, no accents)."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january janv jan",
            "fevrier february fevr feb",
            "mars march mar",
            "avril april avr apr",
            "mai may",
            "juin june jun",
            "juillet july juil jul",
            "aout august aug",
            "septembre september sept",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        1,
    )
    for name in names.split()
}

SEASONS = _words(
    "printemps ete automne hiver spring summer autumn fall winter trimestre semestre "
    "lundi mardi mercredi jeudi vendredi samedi dimanche"
)

DATE_WORDS = SEASONS | frozenset(MONTH_NUMBERS)
"""Words that make of a year a date."""

BEFORE_MONTHS = _words("in en since until by of on early late mid last this de depuis fin debut")
"""Words that make of « March » a month rather than James March."""

OPENERS = _words(
    """
    voir voire cf confer selon suivant apres pour chez avec comme dans or mais ainsi enfin si quand lorsque que avant
    contre sur par depuis et puis tandis certes car donc alors aussi meme seul seule outre sans malgre contrairement en
    a d l de notamment surtout source sources adapte exemple ex contra ou ni inspire extrait tire cite citee cites
    repris reprise jusqu quant lire relire revoir notons rappelons citons suivons lisant reprenant
    mme mlle madame monsieur
    see as in for according to with after following while although but and thus like since by from also both however
    when where whereas if then here unlike eg ie adapted compare cited quoted based note whether
    """
)
"""Words that may stand before a name with a capital of their own: they begin a sentence."""

STATUTES = _words(
    """
    loi lois decret decrets ordonnance ordonnances arrete arretes circulaire circulaires directive directives plan plans
    traite traites accord accords reforme reformes amendement pacte pactes convention conventions charte chartes affaire
    arret arrets constitution edit protocole
    law laws act acts decree bill treaty treaties agreement reform amendment charter
    """
)
"""What makes of a name and a year the name of a text of law."""

UNPUBLISHED = _words(
    """
    entretien entretiens interview interviews conversation conversations communication courriel courriels mail email
    lettre lettres temoignage temoignages photo photos photographie photographies cliche cliches credit credits dessin
    dessins letter letters photograph photographs picture remercie remercions remerciements
    """
)
"""What someone said, wrote to someone or took a picture of is no work of the bibliography."""

HEADS = _words(
    "maire ministre president presidente depute deputee senateur senatrice prefet prefete candidat candidate"
)
"""Who governs is named rather than cited: « le maire, Davezies (2012) »."""

ARTWORKS = _words(
    """
    concerto concertos symphonie symphonies sonate sonates quatuor quatuors opera operas cantate requiem ballet
    ballets peinture peintures fresque fresques sculpture sculptures gravure gravures estampe estampes aquarelle
    aquarelles symphony sonata quartet painting paintings engraving
    """
)
"""What composers and painters make is not what they wrote."""

EVENTS = _words(
    """
    mort deces naissance assassinat arrestation nomination demission greve greves manifestation manifestations emeute
    emeutes incendie inauguration couronnement obseques funerailles enterrement election elections reelection
    death birth strike strikes riot riots
    """
)
"""What happens to people, or in places called like them: « (mort de Castel, 2013) »."""

PLACES = (
    _words(
        """
    ville villes universite conference colloque congres sommet commune communes region metropole metropoles departement
    quartier campus ecole lycee hopital gare port bataille siege proces exposition festival jeux salon forum biennale
    mairie prefecture maire election elections coupe canton district rue avenue boulevard stade musee hotel
    parc rond giratoire square jardin pont quai allee impasse esplanade promenade viaduc tunnel aeroport tramway metro
    barrage usine caserne prison gymnase piscine theatre cinema bibliotheque mediatheque college clinique foyer
    residence immeuble chateau villa palais zac ecoquartier eglise chapelle cathedrale mosquee monument statue memorial
    mont lac pays village villages vallee bourg bourgade cap baie ile iles montagne foret plage bassin agglomeration
    banlieue intercommunalite comte province duche diocese paroisse seigneurie habitants population
    valley island
    ouragan cyclone tempete typhon seisme prix medaille fondation commission comite cabinet gouvernement ministere
    hurricane typhoon storm prize award foundation street committee government administration museum
    city university conference congress summit battle town college school county mayor
    """
    )
    | HEADS
)
"""Nouns whose complement is a place, an event, a body or its head, whatever name it bears."""

OF = _words("de du d des of")
ARTICLES = _words("le la les l un une the")
PARTICLES = _words("de du des d van von der den di da del della ten ter la le")
FOREIGN_PARTICLES = PARTICLES - OF - ARTICLES

DETERMINERS = _words("le la les l un une des du au aux ce cet cette ces son sa ses leur leurs notre nos")
BEFORE_PRONOUNS = _words("comme que qu ainsi tel telle ou lorsque quand")
"""« comme le montre Davezies »: then « le » is a pronoun, and what follows a verb."""
WRITERS = _words(
    """
    economiste urbaniste politiste journaliste essayiste linguiste specialiste juriste amenageur chercheur chercheuse
    chercheure auteur auteure autrice professeur professeure collegue philosophe architecte paysagiste ingenieur
    ecrivain ecrivaine romancier romanciere poete historien historienne statisticien statisticienne mathematicien
    mathematicienne theoricien theoricienne politicien praticien biologiste ecologiste botaniste physicien medecin
    docteur universitaire critique traducteur traductrice americain americaine britannique anglais anglaise allemand
    allemande italien italienne duo trio tandem
    """
)
"""What people who write are called, beside those in -logue and -ographe: « l’historien Davezies »."""
TEXTS = _words(
    """
    rapport rapports etude etudes enquete enquetes ouvrage ouvrages livre livres article articles texte textes essai
    these theses modele modeles chapitre manuel note synthese recherche recherches travail travaux theorie approche
    analyse analyses hypothese methode typologie volume collectif dossier memoire paradigme paradoxe concept notion
    argument moment
    """
)
"""Nouns that may be called by the name of who wrote: « le rapport Levratto »."""
LEADING_VERBS = _words(
    """
    comparer consulter discuter critiquer citer quoting citing following compare consult discussed inspired adapted
    reprise tire tires issu issue issus dixit idem aussi encore egalement plutot via pace contra dont per versus vs
    autres autrement soit tantot bien comme also esp especially e.g viz namely
    """
)
"""Other words that lead to names in a list: « comparer Davezies, 2012 »."""

IN_PLACES = _words("en au aux dans a vers")
"""Words that, before a name with its article or not, make of it a place: « pour la France, Davezies »."""

BEFORE_PLACES = _words(
    "puis ne nee nes nees mort morte morts vit vivent vivant habite habitent situe situee situes situees installe "
    "installee installes installees ici"
)
"""Words after which « à » leads to a place: « puis à Massy »."""

OF_PEOPLE = _words("selon apres pour avec chez par voir comme cf et and ou or with by like see ni suivant")
"""Words that are followed by people rather than places."""

ADVERBS = _words(
    """
    ainsi enfin cependant toutefois neanmoins pourtant ailleurs desormais depuis puis ensuite or certes bref hier
    aujourd hui abord surtout alors donc aussi parfois souvent autrefois jadis naguere bientot dehors
    however thus moreover furthermore yet still indeed nevertheless instead meanwhile here there first second then later
    today hence therefore conversely likewise again now also
    """
)
"""Words that begin a sentence before a comma."""

INTRODUCTIONS = _words(
    """
    voir cf see also aussi notamment exemple ex eg in dans lire consulter confer selon apres par source sources from
    comparer compare cite citee cites reference references particulier surtout instance example by revoir relire
    """
)
"""Words that may end what introduces a reference in a note."""

APPARATUS = _words(
    """
    vol volume t tome n no numero p pp page pages coll collection ed eds edition editions dir sous la direction de in
    dans revue coord trad traduit par le les des du et d l a au aux en sur ici voir universite universitaires press
    presses editeur editeurs editor editors publisher cit op accessed consulte url doi https http www these doctorat hal
    archives ouvertes fr org com the of and s iss issue paris london londres oxford new york cambridge al
    """
)
"""Words of a full reference that no field of an entry need hold."""
