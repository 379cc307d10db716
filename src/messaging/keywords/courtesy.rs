//! What people say around what they mean: greetings, please and thank you, kind regards. Folded, in all languages at once.

use super::pattern::begins_with;

/// A greeting at the beginning; a line of one with a name may be left out as a whole.
const GREETINGS: &[&str] = &[
    "guten tag|morgen|abend",
    "hallo",
    "hi",
    "hey",
    "moin",
    "moin moin",
    "servus",
    "gruss gott",
    "gruezi",
    "tag",
    "hello",
    "good morning|afternoon|evening|day",
    "bonjour",
    "bonsoir",
    "salut",
    "goedendag",
    "goedemorgen",
    "goedemiddag",
    "goedenavond",
    "hoi",
    "dag",
    "buongiorno",
    "buonasera",
    "salve",
    "ciao",
    "hola",
    "buenos dias",
    "buenas tardes|noches",
    "buenas",
    "dzien dobry",
    "dobry wieczor",
    "witam",
    "czesc",
];

/// Begins a line that only addresses somebody.
const ADDRESSES: &[&str] = &[
    "sehr geehrte*",
    "liebe|lieber|liebes",
    "werte|werter",
    "dear",
    "to whom it may concern",
    "cher|chere|chers",
    "madame|monsieur|mesdames|messieurs",
    "geachte",
    "beste heer|mevrouw|meneer|allemaal|klantenservice",
    "gentile|gentili|gentilissim*",
    "egregio|egregi|spett*",
    "estimad*",
    "muy senor*",
    "szanown*",
    "drogi|droga|drodzy",
];

/// How much of a line may be a greeting with a name.
const LONGEST_GREETING: usize = 6;

/// So polite that it says nothing more.
const POLITE: &[&str] = &[
    "bitte",
    "bitte schon",
    "bitteschon",
    "danke",
    "danke schon",
    "dankeschon",
    "vielen dank",
    "besten dank",
    "vielen lieben dank",
    "herzlichen dank",
    "danke im voraus",
    "sofort",
    "jetzt",
    "endlich",
    "ab sofort",
    "umgehend",
    "bitte sofort",
    "ok",
    "okay",
    "also",
    "please",
    "pls",
    "plz",
    "thanks",
    "thank you",
    "thankyou",
    "thx",
    "ty",
    "thanks a lot",
    "many thanks",
    "now",
    "immediately",
    "right now",
    "kindly",
    "merci",
    "merci beaucoup",
    "merci bien",
    "merci davance",
    "svp",
    "stp",
    "sil vous plait",
    "sil te plait",
    "maintenant",
    "immediatement",
    "tout de suite",
    "alstublieft",
    "alsjeblieft",
    "aub",
    "ajb",
    "asjeblieft",
    "bedankt",
    "dank u",
    "dank u wel",
    "dank je",
    "dankjewel",
    "graag",
    "nu",
    "direct",
    "onmiddellijk",
    "bvd",
    "per favore",
    "per piacere",
    "per cortesia",
    "prego",
    "grazie",
    "grazie mille",
    "subito",
    "adesso",
    "ora",
    "por favor",
    "porfavor",
    "porfa",
    "gracias",
    "muchas gracias",
    "ya",
    "ahora",
    "ahora mismo",
    "inmediatamente",
    "prosze",
    "prosze bardzo",
    "dziekuje",
    "dziekuje bardzo",
    "dzieki",
    "z gory dziekuje",
    "teraz",
    "natychmiast",
    "od zaraz",
];

/// Said before "wrong number".
const REGRETS: &[&str] = &[
    "sorry",
    "entschuldigung",
    "entschuldigen sie",
    "verzeihung",
    "tut mir leid",
    "leider",
    "pardon",
    "ups",
    "nein",
    "nee",
    "ich glaube",
    "glaube ich",
    "ich denke",
    "no",
    "excuse me",
    "im afraid",
    "i think",
    "i believe",
    "desole",
    "desolee",
    "je suis desole",
    "je suis desolee",
    "excusez moi",
    "non",
    "je crois",
    "het spijt me",
    "helaas",
    "ik denk",
    "volgens mij",
    "scusi",
    "scusate",
    "mi dispiace",
    "mi spiace",
    "spiacente",
    "credo",
    "lo siento",
    "perdon",
    "perdone",
    "disculpe",
    "creo",
    "creo que",
    "przepraszam",
    "niestety",
    "nie",
    "chyba",
    "wydaje mi sie",
];

/// How letters end; what follows is a name.
const CLOSINGS: &[&str] = &[
    "mit freundlich* gru*",
    "freundlich* gru*",
    "mit freundlichem gru*",
    "mit besten grussen",
    "mit lieben grussen",
    "viele grusse",
    "viele liebe grusse",
    "beste grusse",
    "liebe grusse",
    "lieben gruss",
    "schone grusse",
    "schonen gruss",
    "herzliche grusse",
    "herzlichst",
    "gruss|grusse|gruesse",
    "hochachtungsvoll",
    "mfg",
    "m f g",
    "lg",
    "vg",
    "bg",
    "mit freundl* gr*",
    "mit frdl gr*",
    "viele gruesse",
    "mit freundlichen gruessen",
    "kind|best|warm|warmest|kindest regards",
    "with kind|best regards",
    "regards",
    "best wishes",
    "all the best",
    "cheers",
    "yours sincerely|faithfully|truly",
    "sincerely",
    "respectfully",
    "cordialement",
    "bien cordialement",
    "cdt",
    "cdlt",
    "bien a vous",
    "salutations",
    "sinceres salutations",
    "meilleures salutations",
    "avec mes|nos .. salutations",
    "respectueusement",
    "veuillez agreer|recevoir",
    "bonne journee|soiree|reception",
    "a bientot",
    "met vriendelijke groet*",
    "vriendelijke groet*",
    "hartelijke groet*",
    "met hartelijke groet*",
    "groet|groeten|groetjes",
    "mvg",
    "met groet",
    "hoogachtend",
    "cordiali saluti",
    "distinti saluti",
    "cordialmente",
    "cordialita",
    "saluti",
    "un saluto",
    "un cordiale saluto",
    "tanti saluti",
    "buona giornata|serata",
    "saludos",
    "un saludo",
    "un cordial saludo",
    "saludos cordiales",
    "cordiales saludos",
    "atentamente",
    "atte",
    "reciba un",
    "un abrazo",
    "pozdrawiam",
    "serdecznie pozdrawiam",
    "pozdrowienia",
    "serdeczne pozdrowienia",
    "z powazaniem",
    "z wyrazami szacunku",
    "z szacunkiem",
    "pozdr",
];

/// How much may stand below a closing and be no more than a name and an office.
const LONGEST_NAME: usize = 24;

/// Whether a line is only a greeting.
pub(super) fn is_greeting(words: &[&str]) -> bool {
    words.len() <= LONGEST_GREETING
        && GREETINGS.iter().chain(ADDRESSES).any(|known| begins_with(words, known).is_some())
}

/// Without a greeting before it.
pub(super) fn without_greeting<'w, 't>(words: &'w [&'t str]) -> &'w [&'t str] {
    strip_start(words, GREETINGS)
}

/// Whether here a letter ends: only a name follows.
pub(super) fn is_closing(words: &[&str]) -> bool {
    words.len() <= LONGEST_NAME && CLOSINGS.iter().any(|known| begins_with(words, known).is_some())
}

/// Where within a line a letter ends: "Stop mfg Erika".
pub(super) fn closing_within(words: &[&str]) -> Option<usize> {
    (1..words.len()).find(|at| words.len() - at <= 8 && is_closing(&words[*at..]))
}

/// Without please and thank you around it.
pub(super) fn without_politeness<'w, 't>(words: &'w [&'t str]) -> &'w [&'t str] {
    strip(words, POLITE)
}

/// Without politeness and regret around it.
pub(super) fn without_regret<'w, 't>(words: &'w [&'t str]) -> &'w [&'t str] {
    strip(strip(strip(words, POLITE), REGRETS), POLITE)
}

fn strip<'w, 't>(words: &'w [&'t str], known: &[&str]) -> &'w [&'t str] {
    let mut left = strip_start(words, known);
    while let Some(count) = known.iter().filter_map(|phrase| ends_with(left, phrase)).max() {
        left = &left[..left.len() - count];
    }
    left
}

fn strip_start<'w, 't>(words: &'w [&'t str], known: &[&str]) -> &'w [&'t str] {
    let mut left = words;
    while let Some(count) = known.iter().filter_map(|phrase| begins_with(left, phrase)).filter(|count| *count > 0).max()
    {
        left = &left[count..];
    }
    left
}

/// How many of the last words are that phrase.
fn ends_with(words: &[&str], phrase: &str) -> Option<usize> {
    let count = phrase.split(' ').count();
    let start = words.len().checked_sub(count)?;
    begins_with(&words[start..], phrase).filter(|taken| *taken == count)
}

/// Everything in it, for the test that it is written as it is compared.
#[cfg(test)]
pub(super) fn all() -> Vec<&'static str> {
    [GREETINGS, ADDRESSES, POLITE, REGRETS, CLOSINGS].concat()
}
