//! What a new password has to be: long, and not among the first that anybody would try (NIST SP 800-63B-4: a length and a list of what is
//! known, no rules about which characters).

use super::field::{Faults, FieldError};
use zxcvbn::zxcvbn;

/// NIST SP 800-63B-4: 15 characters where the password is the only factor.
pub const SHORTEST: usize = 15;
/// More is not hashed.
pub const LONGEST: usize = 200;
/// Whoever tries in order of likelihood must not come to it within so many tries.
const FEWEST_TRIES: u64 = 10_000_000_000;
/// Of one that is too short it is said besides only where it would fall at once.
const AT_ONCE: u64 = 1_000_000;

/// What people take in the languages that are spoken here; the estimate itself knows what is taken in English.
const COMMON: &str = "passwort passwörter kennwort geheim geheimnis supergeheim willkommen hallo schatz schatzi liebe ichliebe ichliebedich \
    sommer winter herbst frühling fussball fußball bayern dortmund schalke hamburg berlin muenchen münchen deutschland zuhause \
    familie sonnenschein rechnung rechnungen zahlung konto bezahlen firma handwerk einstein montag januar admin administrator test demo \
    motdepasse azerty bonjour soleil jetaime jetaimebeaucoup bienvenue secret chouchou facture paiement wachtwoord welkom geheim hallo \
    ikhouvanjou voetbal factuur betaling parola password benvenuto tiamo amoremio ciao segreto fattura contraseña contrasena bienvenido \
    teamo tequiero teamomucho hola secreto factura haslo hasło witaj kochamcie kochanie polska faktura zaq12wsx qwerty123 login geld \
    money invoice payment payments paymentrequest zahlungsanfrage paylink welcome changeme letmein iloveyou monday january \
    meinpasswort diesistmeinpasswort dasistmeinpasswort thisismypassword correcthorse batterystaple correcthorsebatterystaple \
    thequickbrownfox thequickbrownfoxjumpsoverthelazydog loremipsum loremipsumdolorsitamet toomanysecrets opensesame \
    sesamöffnedich sesamoeffnedich vaterunser vaterunserimhimmel franzjagt jagtimkomplettverwahrlostentaxi";

/// Ways along the keys of German and French keyboards, in rows, in columns and back and forth; the estimate knows the American one.
const WALKS: &[&str] = &[
    "1234567890ß",
    "qwertzuiopü",
    "asdfghjklöä",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1q2w3e4r5t6z7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm",
    "1aqw2zsx3edc4rfv5tgb6yhn7uj",
    "qaywsxedcrfvtgbzhnujmikolp",
    "qawsedrftgzhujikolp",
];
const SHORTEST_WALK: usize = 4;

/// All that is wrong with a new password. `about` is what belongs to the person and the business: names and addresses of theirs.
pub fn check_password(field: &str, password: &str, about: &[&str]) -> Result<(), Vec<FieldError>> {
    let mut faults = Faults::new();
    let length = password.chars().count();
    if length < SHORTEST {
        let detail = format!("Use at least {SHORTEST} characters; a few words are easy to remember.");
        faults.add(field, "too_short", detail);
    }
    if length > LONGEST {
        faults.add(field, "too_long", format!("Use at most {LONGEST} characters."));
    }
    let enough = if length < SHORTEST { AT_ONCE } else { FEWEST_TRIES };
    let own = words_of(about);
    let common = common_words();
    if tries(password, &common) < enough {
        let detail = "This is one of the first that would be tried: a common password, a repetition, a row of keys or numbers. \
                      Take four words that have nothing to do with each other.";
        faults.add(field, "too_common", detail);
    } else if tries(password, &[own, common].concat()) < enough {
        let detail = "This is made of names or addresses of yours, which would be tried first. \
                      Take four words that have nothing to do with you.";
        faults.add(field, "too_personal", detail);
    }
    faults.check()
}

/// How many tries it takes, in whichever of its readings it falls first.
fn tries(password: &str, words: &[String]) -> u64 {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let read = |text: &str| zxcvbn(text, &words).guesses();
    readings(password).iter().map(|text| read(text)).min().unwrap_or_default()
}

/// As typed; without what merely stands between the words, in small letters; then without doublings, and with the digits below the signs.
fn readings(password: &str) -> Vec<String> {
    let small = password.to_lowercase();
    let joined: String = small.chars().filter(|c| !c.is_whitespace() && !"-_.,;:/+'".contains(*c)).collect();
    let mut single: Vec<char> = joined.chars().collect();
    single.dedup();
    let mut readings =
        vec![password.to_owned(), single.into_iter().collect(), joined.chars().map(below_sign).collect(), joined];
    readings.retain(|text| !text.is_empty());
    readings.dedup();
    if readings.is_empty() { vec![String::new()] } else { readings }
}

/// The digit on the key of a sign.
fn below_sign(sign: char) -> char {
    match sign {
        '!' => '1',
        '@' | '"' => '2',
        '#' | '§' => '3',
        '$' => '4',
        '%' => '5',
        '^' => '6',
        '&' => '7',
        '*' => '8',
        '(' => '9',
        ')' | '=' => '0',
        other => other,
    }
}

/// Names and addresses in every way in which they become parts of a password.
fn words_of(texts: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for text in texts {
        let text = text.to_lowercase();
        for spelled in [text.clone(), without_marks(&text)] {
            let parts = spelled.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 2);
            words.extend(parts.map(str::to_owned));
            words.push(spelled.chars().filter(|c| c.is_alphanumeric()).collect());
            words.push(spelled);
        }
    }
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words
}

fn without_marks(text: &str) -> String {
    text.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

fn common_words() -> Vec<String> {
    let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
    for walk in WALKS {
        let keys: Vec<char> = walk.chars().collect();
        for length in SHORTEST_WALK..=keys.len() {
            words.extend(keys.windows(length).map(|keys| keys.iter().collect::<String>()));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: &[&str] = &["Klempnerei Müller Nord", "chefin.erika@handwerk-nord.example", "Erika Mustermann"];

    fn codes(password: &str) -> Vec<&'static str> {
        let faults = check_password("new", password, ABOUT).err().unwrap_or_default();
        faults.into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn what_would_be_tried_first_is_refused() {
        for common in [
            "1234567890123456",
            "1-2-3-4-5-6-7-8-9-0",
            "112233445566778899",
            "987654321987654321",
            "01.01.1970 01.01.1970",
            "aaaaaaaaaaaaaaaaaa",
            "!!!!!!!!!!!!!!!!!",
            "abcabcabcabcabcabc",
            "abcdefghijklmnop",
            "AbCdEfGhIjKlMnOp",
            "aabbccddeeffgghh",
            "!QAZ2wsx#EDC4rfv",
            "correct horse battery staple",
            "The quick brown fox",
            "Dies ist mein Passwort",
            "zyxwvutsrqponmlkj",
            "iloveyouiloveyou",
            "I love you I love you",
            "changemechangeme",
            "letmeinletmein12",
            "P@ssw0rdP@ssw0rd",
            "trustno1trustno1",
            "administrator123",
            "passwort123456789",
            "Passwort12345678!",
            "Willkommen123456",
            "Willkommen2024!!",
            "hallohallohallo1",
            "ichliebedichsehr",
            "Sommer2024Sommer2024",
            "fussballfussball",
            "supergeheimespasswort",
            "motdepassemotdepasse",
            "jetaimejetaime123",
            "wachtwoord123456",
            "contraseña123456",
            "kochaniekochanie1",
            "qwertyuiopasdfgh",
            "qwertzuiopasdfgh",
            "azertyuiopqsdfgh",
            "1q2w3e4r5t6z7u8i",
            "1qay2wsx3edc4rfv",
            "poiuztrewqpoiuzt",
            "asdasdasdasdasdasd",
            "paylinkpaylink12",
            "paylink paylink paylink",
        ] {
            assert_eq!(codes(common), ["too_common"], "{common}");
        }
    }

    #[test]
    fn names_and_addresses_of_ones_own_are_refused_as_such() {
        for own in [
            "KlempnereiMüllerNord",
            "klempnerei mueller 2026",
            "klempnerei-nord-klempnerei-nord",
            "chefin.erika@handwerk-nord.example",
            "Erika Mustermann 12",
            "paylinkKlempnereiNord",
        ] {
            assert_eq!(codes(own), ["too_personal"], "{own}");
        }
        assert!(check_password("new", "Klempnerei Müller Nord", &[]).is_ok(), "another business knows no such name");
    }

    #[test]
    fn words_without_a_connection_and_what_a_machine_made_are_taken() {
        for good in [
            "blau rohr zange nordsee",
            "rohr zange nordsee",
            "sonne mond und sterne",
            "copper island walrus lamp",
            "kaffeetassefenster",
            "я люблю тебя очень сильно",
            "xK9#fQ2!mZ7pLw4",
            "x.K9-fQ_2,mZ7+pL",
            "tlkqxvbnaewzruo",
            "0193f0a27c117e52",
            &"rohr zange ".repeat(18)[..LONGEST - 5],
        ] {
            assert_eq!(codes(good), Vec::<&str>::new(), "{good}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        assert_eq!(codes("hallo"), ["too_short", "too_common"]);
        assert_eq!(codes("klempnerei26"), ["too_short", "too_personal"]);
        assert_eq!(codes("xK9#fQ2!mZ7"), ["too_short"], "short and still not common");
        assert_eq!(codes(""), ["too_short", "too_common"]);
        assert_eq!(codes(&"a".repeat(LONGEST + 1)), ["too_long", "too_common"]);
        let fault = &check_password("password", "kurz", &[]).unwrap_err()[0];
        assert_eq!((fault.field.as_str(), fault.detail.contains("15")), ("password", true));
    }
}
