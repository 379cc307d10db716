//! "Wrong number": whoever says so must not be written to again, and the merchant has to know.

use super::courtesy::{without_greeting, without_regret};
use super::pattern::{is_phrase, says};

/// The whole sentence is that.
const SAID: &[&str] = &[
    // German
    "falsche|falschen nummer|handynummer|telefonnummer|rufnummer|mobilnummer|person",
    "falscher empfanger|adressat",
    "falsche empfangerin",
    "sie|du|ihr haben|hast|habt .. falsche|falschen nummer|handynummer|telefonnummer|rufnummer|mobilnummer|person|empfanger|kontakt",
    "das|dies|hier ist .. falsche nummer|handynummer|telefonnummer|rufnummer|mobilnummer|person",
    "da haben sie .. falsche nummer",
    "sie schreiben|texten .. falschen|falsche nummer|person",
    "sie sind .. falsch verbunden",
    "falsch verbunden",
    "sie haben sich in der nummer|telefonnummer geirrt",
    "sie haben sich verwahlt",
    "verwahlt",
    // English
    "wrong|incorrect number|person|recipient|phone|contact",
    "you|u|youve|have have|got|has|ve .. wrong number|person|recipient|contact",
    "youve got .. wrong number|person",
    "this|that is .. wrong number|person",
    "its .. wrong number|person",
    "you are texting|messaging|writing .. wrong number|person",
    // French
    "mauvais|faux numero|destinataire|correspondant",
    "mauvaise personne",
    "erreur de numero|destinataire|personne",
    "vous vous trompez|etes .. numero|personne|destinataire",
    "vous vous etes trompe .. numero|personne|destinataire",
    "tu te trompes|es .. numero|personne",
    "vous avez .. mauvais|faux numero",
    "ce nest pas le bon numero",
    "cest|cetait .. mauvais|faux numero|erreur",
    // Dutch
    "verkeerd|verkeerde|fout|foute|foutief nummer|persoon|telefoonnummer",
    "u|je|jij|jullie heeft|hebt|hebben|heb .. verkeerd|verkeerde|fout|foute nummer|persoon",
    "dit|dat is .. verkeerd|verkeerde|fout|foute nummer|persoon",
    "verkeerd verbonden",
    // Italian
    "numero|persona|destinatario sbagliato|sbagliata|errato",
    "sbagliato numero|persona",
    "ha|hai|avete sbagliato .. numero|persona|destinatario",
    "ha|hai|avete .. numero sbagliato|errato",
    "e|questo .. numero sbagliato|errato",
    // Spanish
    "numero|telefono equivocado|incorrecto|erroneo",
    "persona equivocada",
    "se|te equivoca|equivoco|equivocan|equivocas .. numero|persona|telefono",
    "se|te ha|han|has equivocado .. numero|persona|telefono",
    "tiene|tienen|tienes .. numero equivocado|incorrecto",
    "es|este .. numero equivocado|incorrecto",
    // Polish
    "zly|bledny|niewlasciwy|niepoprawny numer|adresat",
    "zla|niewlasciwa osoba",
    "pomylka numeru",
    "to .. zly|bledny|niewlasciwy numer",
    "to pomylka numeru",
    "nie ten numer",
    "to nie ten numer",
    "pan|pani|panstwo .. pomylil|pomylila|pomylili .. numer*",
    "pomylil|pomylila|pomylili|pomylilo .. numer*",
    "falsche nr",
    "falscher kontakt",
    "falsche handynr",
    "da sind sie bei mir falsch",
    "sie sind bei mir falsch",
    "wrong no",
    "il y a erreur sur la personne",
    "se ha equivocado",
    "sie haben die falsche nummer erwischt",
    "pomylka",
    "to pomylka",
    "ma pan|pani zly numer",
];

/// It sounds like that.
const NEAR: &[&str] = &[
    "falsche|falschen|falscher nummer|handynummer|telefonnummer|rufnummer|mobilnummer|person|empfanger",
    "nicht .. meine nummer|handynummer|telefonnummer|rufnummer",
    "not|longer my number",
    "nest|pas mon numero",
    "niet .. mijn nummer",
    "non e .. mio numero",
    "no es .. mi numero|telefono",
    "nie .. moj numer",
    "nummer|handynummer|telefonnummer|rufnummer .. gehort .. nicht|mir|jetzt",
    "bin|ist .. nicht .. herr|frau .. nummer",
    "ich bin nicht .. herr|frau",
    "kenne .. nicht .. falsch*",
    "wrong|incorrect number|person|recipient",
    "number .. belong*|longer",
    "mauvais|faux numero",
    "erreur de numero|destinataire",
    "trompez|trompe|trompes .. numero|personne",
    "je ne suis pas .. monsieur|madame",
    "verkeerd|verkeerde|fout|foute nummer|persoon",
    "ik ben niet .. meneer|mevrouw",
    "sbagliato|sbagliando .. numero|persona",
    "numero sbagliato|errato",
    "non sono .. signor|signora",
    "equivoc* .. numero|persona|telefono",
    "numero equivocado|incorrecto",
    "no soy .. senor|senora",
    "zly|bledny|niewlasciwy numer",
    "pomylk*",
    "pomylil* .. numer*",
    "nie jestem .. pan|pania|panem",
];

/// Whether a sentence says that and nothing else.
pub(super) fn is_said(sentence: &[&str]) -> bool {
    let words = without_regret(without_greeting(sentence));
    SAID.iter().any(|phrase| is_phrase(words, phrase))
}

/// Other numbers that may be wrong: of an invoice, of an account.
const OTHERS: &[&str] = &[
    "*rechnung*",
    "iban",
    "*konto*",
    "*uberweisung*",
    "*uberwies*",
    "*auftrag*",
    "kunden*",
    "invoice*",
    "account*",
    "order*",
    "bank*",
    "transfer*",
    "facture*",
    "compte*",
    "virement*",
    "commande*",
    "factuur*",
    "rekening*",
    "bestelling*",
    "fattura*",
    "conto*",
    "bonifico*",
    "ordine*",
    "factura*",
    "cuenta*",
    "pedido*",
    "faktur*",
    "kont*",
    "przelew*",
    "zamowieni*",
];

/// Whether a sentence speaks of numbers that are no phone's.
pub(super) fn speaks_of_others(words: &[&str]) -> bool {
    OTHERS.iter().any(|phrase| says(words, phrase))
}

/// Whether it is said somewhere.
pub(super) fn is_near(words: &[&str]) -> bool {
    NEAR.iter().any(|phrase| says(words, phrase))
}

/// Everything in it, for the test that it is written as it is compared.
#[cfg(test)]
pub(super) fn all() -> Vec<&'static str> {
    [SAID, NEAR, OTHERS].concat()
}
