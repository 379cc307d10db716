use super::*;
use mail_parser::MessageParser;

#[test]
fn what_is_quoted_is_parted_from_what_is_said() {
    for (mail, said) in [
        ("Schon bezahlt.", "Schon bezahlt."),
        ("STOP\n\nAm 21.11.2026 um 13:02 schrieb Klempnerei Nord <r@nord.example>:\n> Guten Tag", "STOP"),
        ("Thanks!\n\nOn Sat, 21 Nov 2026 at 13:02, Klempnerei Nord\n<r@nord.example> wrote:\n\n> Hello", "Thanks!"),
        ("Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Nord\nHallo", "Ja."),
        ("Ja.\n\nVon: Nord <r@nord.example>\nGesendet: Samstag\nAn: Erika", "Ja."),
        ("Merci\n\nLe sam. 21 nov. 2026 à 13:02, Nord <r@n.example> a écrit :\n> Bonjour", "Merci"),
        ("> Guten Tag\n> 119 €\nIst überwiesen.", "Ist überwiesen."),
        ("Am Montag zahle ich:\nversprochen", "Am Montag zahle ich:\nversprochen"),
        ("Von: mir\nist nichts zu erwarten", "Von: mir\nist nichts zu erwarten"),
        ("Am Montag zahle ich.\n\nAm 21.11.2026 schrieb Nord:\n> Guten Tag", "Am Montag zahle ich."),
    ] {
        assert_eq!(part_quoted(mail).0, said, "{mail}");
    }
    assert_eq!(part_quoted("> nur Zitat").0, "> nur Zitat", "nothing is lost");
    assert!(part_quoted("STOP\n> a").1.is_some_and(|quoted| quoted == "> a"));
    assert_eq!(part_quoted("STOP\n-- \nErika").1.as_deref(), Some("-- \nErika"), "and shown beside it");
}

/// Beneath "STOP", as the programs of seven languages write it.
const BENEATH: &[&str] = &[
    "-- \nErika Mustermann\nMusterweg 1",
    "--\nErika",
    "Von meinem iPhone gesendet",
    "Von meinem iPad gesendet",
    "Gesendet von meinem Samsung Galaxy-Smartphone.",
    "Gesendet von Outlook für Android<https://aka.ms/AAb9ysg>",
    "Holen Sie sich Outlook für iOS",
    "Gesendet mit der GMX Mail App",
    "Gesendet mit der WEB.DE Mail App",
    "Gesendet von meinem Mobiltelefon mit der GMX Mail-App gesendet",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Von Yahoo Mail auf Android gesendet",
    "Gesendet mit Proton Mail",
    "Sent from my iPhone",
    "Sent from my BlackBerry 10 smartphone",
    "Sent from Yahoo Mail on Android",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Sent with Proton Mail secure email.",
    "Sent from Gmail Mobile",
    "Envoyé de mon iPhone",
    "Envoyé depuis mon mobile Orange",
    "Envoyé à partir d’Outlook pour iOS",
    "Télécharger Outlook pour Android",
    "Inviato da iPhone",
    "Inviato dal mio dispositivo Samsung",
    "Scarica Outlook per Android",
    "Verstuurd vanaf mijn iPhone",
    "Verzonden vanaf mijn Galaxy",
    "Outlook voor Android downloaden",
    "Enviado desde mi iPhone",
    "Enviado desde Outlook para Android",
    "Obtener Outlook para iOS",
    "Wysłane z iPhone'a",
    "Wysłano z programu Outlook dla systemu Android",
    "Pobierz aplikację Outlook dla systemu iOS",
    "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Sind Sie nicht der richtige Adressat, löschen Sie sie.",
    "This e-mail and any attachments are confidential and intended solely for the addressee.",
    "Ce message et ses pièces jointes sont confidentiels et destinés à son destinataire.",
    "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
    "Questo messaggio è riservato ai destinatari indicati.",
    "Este mensaje es confidencial y va dirigido exclusivamente a su destinatario.",
    "Niniejsza wiadomość jest poufna i przeznaczona wyłącznie dla adresata.",
    "Virenfrei. www.avast.com",
    "Am Sa., 21. Nov. 2026 um 13:02 Uhr schrieb Klempnerei Nord <\nr@nord.example>:\n\n> Guten Tag",
    "Am Samstag, 21. November 2026 um 13:02:00 MEZ hat Nord <r@nord.example> Folgendes geschrieben:\n\nGuten Tag, zum Abmelden: STOP",
    "Nord <r@nord.example> schrieb am Samstag, 21. November 2026 um 13:02:\n\n> Guten Tag",
    "> Am 21.11.2026 um 13:02 schrieb Nord <r@nord.example>:\n> \n> Guten Tag",
    "On Sat, Nov 21, 2026 at 1:02 PM Nord <r@nord.example> wrote:\n\n> Hello",
    "Le samedi 21 novembre 2026 à 13:02:00 UTC+1, Nord <r@nord.example> a écrit\u{a0}:\n\n> Bonjour",
    "Il giorno sab 21 nov 2026 alle ore 13:02 Nord <r@nord.example> ha scritto:\n\n> Buongiorno",
    "Il 21/11/2026 13:02, Nord ha scritto:\n> Buongiorno",
    "Op za 21 nov 2026 om 13:02 schreef Nord <r@nord.example>:\n\n> Goedendag",
    "El sáb, 21 nov 2026 a las 13:02, Nord (<r@nord.example>) escribió:\n\n> Buenos días",
    "W dniu 21.11.2026 o 13:02, Nord pisze:\n> Dzień dobry",
    "W dniu sob., 21.11.2026 o 13:02 Nord <r@nord.example> napisał(a):\n\n> Dzień dobry",
    "sob., 21 lis 2026 o 13:02 Nord <r@nord.example> napisał(a):\n\n> Dzień dobry",
    "-----Original Message-----\nFrom: Nord",
    "-------- Original-Nachricht --------\nBetreff: Rechnung",
    "-------- Message d'origine --------\nDe : Nord",
    "-----Oorspronkelijk bericht-----\nVan: Nord",
    "-----Mensaje original-----\nDe: Nord",
    "----- Messaggio originale -----\nDa: Nord",
    "-----Wiadomość oryginalna-----\nOd: Nord",
    "________________________________\nVon: Nord <r@nord.example>\nGesendet: Samstag, 21. November 2026 13:02\nAn: Erika\nBetreff: 119 €",
    "Gesendet: Samstag, 21. November 2026 um 13:02 Uhr\nVon: \"Nord\" <r@nord.example>\nAn: erika@example.org\nBetreff: 119 €",
    "*From:* Nord <r@nord.example>\n*Sent:* Saturday\n*To:* Erika",
    "De : Nord <r@nord.example>\nEnvoyé : samedi 21 novembre 2026 13:02\nÀ : Erika",
    "Van: Nord <r@nord.example>\nVerzonden: zaterdag\nAan: Erika",
    "Da: Nord <r@nord.example>\nInviato: sabato\nA: Erika",
    "De: Nord <r@nord.example>\nEnviado: sábado\nPara: Erika",
    "Od: Nord <r@nord.example>\nWysłano: sobota\nDo: Erika",
];

#[test]
fn what_mail_programs_and_offices_add_is_parted_in_every_language() {
    for beneath in BENEATH {
        for said in ["STOP", "Ich zahle am Freitag.\nVersprochen."] {
            let mail = format!("{said}\r\n\r\n{}\r\n", beneath.replace('\n', "\r\n"));
            assert_eq!(part_quoted(&mail).0.replace('\r', ""), said, "{beneath}");
        }
        assert!(!own_words(beneath).to_lowercase().contains("stop"), "alone it says nothing: {beneath}");
    }
}

#[test]
fn what_somebody_says_of_mails_and_money_stays() {
    for mail in [
        "Gesendet von meinem Konto am Montag, per Telefon-Banking.",
        "Guten Tag\nSent with Google Pay yesterday",
        "Ich zahle.\nVon meinem Konto ist das Geld gestern abgegangen.",
        "Hallo\nDiese Nachricht habe ich nicht verstanden.",
        "Ich habe drei Fragen:\n- wann\n- wo\n- wer",
        "Mit freundlichen Grüßen\nErika",
        "An: alle\nBetreff: nichts",
    ] {
        assert_eq!(part_quoted(mail).0, mail);
    }
}

#[test]
fn an_answer_below_the_quotation_is_found() {
    let mail = "Am 21.11.2026 um 13:02 schrieb Nord <r@nord.example>:\n> Guten Tag\n> 119 €\n\nSTOP\n\n-- \nErika";
    assert_eq!(own_words(mail), "STOP");
    let mail = "Am 21.11.2026 um 13:02 schrieb Nord <r@nord.example>:\n\nGuten Tag, bitte zahlen. Abmelden: STOP";
    assert_eq!(own_words(mail), "", "without marks all of it is quoted");
}

#[test]
fn mails_that_are_only_html_are_read_alike() {
    for html in [
        "<div>STOP</div><div>Viele Gr&uuml;&szlig;e</div>",
        "<blockquote type=\"cite\"><div>Guten Tag</div><div>zum Abmelden: STOP</div></blockquote><div>STOP</div>",
        "<div dir=\"auto\">STOP</div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">Nord &lt;r@nord.example&gt; schrieb am Sa., 21. Nov. 2026, 13:02:<br></div><blockquote class=\"gmail_quote\">Guten Tag</blockquote></div>",
        "<html><body><div dir=\"ltr\">STOP</div><div dir=\"ltr\"><br>Von meinem iPhone gesendet</div><blockquote type=\"cite\">Am 21.11.2026 um 13:02 schrieb Nord &lt;r@nord.example&gt;:<br></blockquote></body></html>",
        "<p>STOP</p><p>Mit freundlichen Gr&uuml;&szlig;en<br>Erika</p>",
        "<div>STOP</div><div>&nbsp;</div><div name=\"quote\"><b>Gesendet:</b>&nbsp;Samstag, 21. November 2026 um 13:02 Uhr<br><b>Von:</b>&nbsp;\"Nord\" &lt;r@nord.example&gt;<br><b>An:</b>&nbsp;erika@example.org<br><b>Betreff:</b>&nbsp;119</div>",
        "<div class=\"WordSection1\"><p class=\"MsoNormal\">STOP<o:p></o:p></p><div><p class=\"MsoNormal\"><b>Von:</b> Nord &lt;r@nord.example&gt; <br><b>Gesendet:</b> Samstag<br><b>An:</b> Erika<br></p></div></div>",
    ] {
        let mail = format!(
            "From: erika@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n"
        );
        let parsed = MessageParser::default().parse(mail.as_bytes()).expect("a mail");
        let text = crate::messaging::email::plain::text_of(&parsed);
        let own = own_words(&text);
        assert!(own == "STOP" || own.starts_with("STOP\n"), "{own:?} of {text:?}");
        assert_eq!(
            crate::messaging::keywords::meaning(&own),
            crate::domain::inbound_message::InboundMeaning::Stop,
            "{own:?}"
        );
    }
}
