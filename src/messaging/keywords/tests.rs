use super::*;

mod corpus;

fn expect(meaning_expected: Meaning, texts: &[&str]) {
    let wrong: Vec<_> =
        texts.iter().filter(|text| meaning(text) != meaning_expected).map(|text| (text, meaning(text))).collect();
    assert!(wrong.is_empty(), "not {meaning_expected:?}: {wrong:?}");
}

#[test]
fn the_words_of_carriers_and_their_kin_stop() {
    expect(
        Meaning::Stop,
        &[
            "STOP",
            "stop",
            " Stop. ",
            "STOP!!!",
            "»Stop«",
            "„STOPP“",
            "Stopp!",
            "STOP 🙏",
            "s t o p",
            "S.T.O.P.",
            "ＳＴＯＰ",
            "Stop stop STOP",
            "StopAll",
            "Stop all",
            "UNSUBSCRIBE",
            "Cancel",
            "End",
            "QUIT",
            "Revoke",
            "OPTOUT",
            "Opt-out",
            "opt out",
            "ARRET",
            "Arrêt",
            "ARRÊT.",
            "TD",
            "Remove",
            "STOP SMS",
            "Abmelden",
            "abbestellen!",
            "Ende",
            "aufhören",
            "Aufhoeren",
            "Désabonner",
            "désinscription",
            "Afmelden",
            "uitschrijven",
            "Disiscrivimi",
            "BAJA",
            "Darme de baja",
            "Parar",
            "alto",
            "Koniec",
            "wypisz mnie",
            "Rezygnuję",
            "przestań",
        ],
    );
}

#[test]
fn start_and_help_are_known_in_every_language() {
    expect(
        Meaning::Start,
        &["START", "Start!", "unstop", "Opt in", "Anmelden", "Démarrer", "hervatten", "Alta", "Wznów"],
    );
    expect(
        Meaning::Help,
        &["HELP", "help?", "Hilfe", "INFO", "Aide", "hulp", "Aiuto!", "ayuda", "Pomoc", "información"],
    );
}

#[test]
fn sentences_that_sound_like_a_withdrawal_go_to_a_person() {
    expect(
        Meaning::MaybeStop,
        &[
            // German
            "Bitte keine SMS mehr",
            "bitte keine weiteren Nachrichten mehr schicken!",
            "Schreiben Sie mir bitte nicht mehr.",
            "Ich möchte keine Erinnerungen bekommen",
            "Senden Sie mir nichts mehr",
            "Löschen Sie bitte meine Nummer",
            "Meine Handynummer bitte löschen, danke",
            "Lassen Sie mich endlich in Ruhe",
            "Hören Sie auf, mir zu schreiben",
            "Ich widerrufe hiermit meine Einwilligung",
            "Ich widerspreche der Nutzung meiner Daten",
            "Nehmen Sie mich aus Ihrem Verteiler",
            "Ich will mich abmelden",
            // English
            "please don't text me again",
            "Please don’t message me",
            "Do not contact me",
            "stop texting my phone",
            "can you stop sending these",
            "I want to unsubscribe from this",
            "no more texts please",
            "take me off your list",
            "remove my number",
            "Leave me alone!!",
            "I withdraw my consent",
            "I no longer wish to receive messages",
            "I would like to opt out of these",
            // French
            "Ne m'envoyez plus de SMS",
            "ne m’écrivez plus",
            "Arrêtez de m'envoyer des messages",
            "Je ne veux plus recevoir vos SMS",
            "Merci de ne plus me contacter",
            "plus de relances s'il vous plaît",
            "Je souhaite me désabonner de cette liste",
            "Supprimez mon numéro",
            "Laissez-moi tranquille",
            // Dutch
            "Graag geen sms meer",
            "stuur mij geen berichten meer",
            "Wilt u mij niet meer sms'en",
            "Verwijder mijn nummer aub",
            "Ik wil me uitschrijven",
            "Laat me met rust",
            "Stop met berichten sturen naar dit nummer",
            // Italian
            "Non mandatemi più SMS",
            "non scrivetemi più",
            "Basta messaggi",
            "Smettetela di scrivermi",
            "Non voglio più ricevere messaggi",
            "Cancellate il mio numero",
            "Lasciatemi in pace",
            // Spanish
            "No me envíen más mensajes",
            "no me escriban más por favor",
            "No quiero recibir SMS",
            "Dejen de molestar con mensajes",
            "Quiero darme de baja de esta lista",
            "Borren mi número",
            "no más mensajes",
            // Polish
            "Proszę nie wysyłać więcej SMS-ów",
            "Nie piszcie do mnie",
            "nie życzę sobie wiadomości",
            "Przestańcie do mnie pisać",
            "Proszę usunąć mój numer",
            "Cofam zgodę",
            "Dajcie mi spokój",
            // One word that may mean something else.
            "Stornieren",
            "Basta!",
            "annuler",
            "Widerruf",
        ],
    );
}

#[test]
fn plain_talk_is_a_reply() {
    expect(
        Meaning::Reply,
        &[
            "",
            "   ",
            "?",
            "👍",
            "Ja",
            "Yes",
            "OK",
            "Fine",
            "Danke, ist überwiesen.",
            "Ich habe schon bezahlt",
            "Ich kann nicht mehr als 50 Euro zahlen",
            "Ich kann diesen Monat nicht zahlen, geht Ratenzahlung?",
            "Wann ist Ende der Frist?",
            "Am Ende der Straße rechts",
            "Ich widerspreche der Forderung",
            "Ich möchte den Auftrag stornieren",
            "Keine Zeit heute, morgen?",
            "Der Link geht nicht",
            "Ich habe keine Rechnung bekommen",
            "Schicken Sie mir bitte die Rechnung per Post",
            "Wer sind Sie?",
            "Which invoice is this about?",
            "Can I cancel my appointment on Friday?",
            "When does the offer end, and what is the total?",
            "I did not order this",
            "I have not received the invoice",
            "Can someone help me with the payment?",
            "How do I start the payment?",
            "The bus stop in front of your office is closed, where do I park?",
            "Please send me the invoice by e-mail",
            "J'ai déjà payé la facture",
            "Pouvez-vous m'envoyer la facture ?",
            "Quel est le montant total ?",
            "Ik heb al betaald",
            "Kunt u de factuur nog een keer sturen?",
            "Ho già pagato ieri",
            "Non ho ricevuto la fattura",
            "Ya he pagado",
            "No he recibido la factura",
            "Już zapłaciłem",
            "Nie dostałem faktury",
            "Do kiedy mam zapłacić?",
        ],
    );
}

#[test]
fn a_sentence_never_stops_by_itself() {
    for text in ["Stop by tomorrow?", "end of month is fine", "Please cancel", "the end", "Remove the second item"] {
        assert!(matches!(meaning(text), Meaning::Reply | Meaning::MaybeStop), "{text}");
    }
}

#[test]
fn every_word_is_written_as_it_is_compared() {
    let lists = vocabulary::STOP.concat();
    let all = lists
        .iter()
        .chain(answers::START)
        .chain(answers::HELP)
        .chain(vocabulary::HINTS)
        .chain(vocabulary::STRONG)
        .chain(vocabulary::AMBIGUOUS)
        .chain(answers::YES)
        .chain(vocabulary::OFTEN_MISTYPED)
        .chain(vocabulary::OTHER_WORDS);
    for word in all {
        assert_eq!(fold(word), *word);
    }
    let patterns = phrases::WITHDRAWALS.concat().into_iter().chain(phrases::TRIES.iter().copied());
    let patterns = patterns.chain(phrases::NOT_MEANT.iter().copied()).chain(courtesy::all()).chain(wrong_number::all());
    for phrase in patterns {
        let words: String = phrase.split([' ', '|']).filter(|word| *word != "..").collect::<Vec<_>>().join(" ");
        assert_eq!(fold(&words), words.replace('*', ""), "{phrase}");
        assert!(!phrase.contains("  ") && !phrase.ends_with(".."), "{phrase}");
    }
    for word in answers::START.iter().chain(answers::HELP) {
        assert!(!lists.contains(word), "{word} means two things");
    }
}

#[test]
fn long_messages_are_read_in_bounded_time() {
    let rant = "nicht mehr so viel keine sms ".repeat(5_000);
    assert!(matches!(meaning(&rant), Meaning::Reply | Meaning::MaybeStop));
}
