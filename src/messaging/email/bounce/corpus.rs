//! What comes back in the manner of many servers, providers and gateways, with the right verdict beside each: answers of servers in every
//! frame that carries them, reports in words alone, absences, complaints, and people.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use uuid::Uuid;

const SECRET: &str = "secret of the account";
const TO: &str = "erika@example.com";
const ANSWERS: &str = include_str!("corpus/answers.txt");
const RETURNED: &str = include_str!("corpus/returned.txt");
const ANSWERED: &str = include_str!("corpus/answered.txt");

fn message() -> MessageId {
    MessageId(Uuid::from_u128(0x42))
}

fn return_address() -> String {
    verp::address("bounces@pay.example.org", message(), SECRET).unwrap()
}

fn filled(text: &str) -> String {
    let packed =
        STANDARD.encode(format!("Message-ID: <{}@nord.example>\r\nSubject: Rechnung\r\n\r\nGuten Tag\r\n", message()));
    text.replace("{verp}", &return_address())
        .replace("{to}", TO)
        .replace("{from}", "rechnung@nord.example")
        .replace("{message}", &message().to_string())
        .replace("{packed}", &packed)
}

/// "hard | qmail" and the mail below it.
fn mails(file: &str) -> Vec<(String, String, String)> {
    let blocks = file.split("=== ").filter(|block| !block.is_empty());
    blocks
        .map(|block| {
            let (head, mail) = block.split_once('\n').unwrap();
            let (verdict, name) = head.split_once(" | ").unwrap();
            (verdict.to_owned(), name.to_owned(), filled(mail))
        })
        .collect()
}

/// What was heard, as the corpus writes it, for a mail that was written to Erika.
fn verdict(heard: &[Heard]) -> &'static str {
    let words = heard.iter().map(|one| match one {
        Heard::MailReport { recipients, delivery, .. } => match delivery {
            Delivery::Bounced { hard: true } if recipients.include(TO) => "hard",
            Delivery::Bounced { .. } | Delivery::Failed => "soft",
            Delivery::Delayed => "delay",
            Delivery::Delivered if recipients.include(TO) => "delivered",
            Delivery::Queued | Delivery::Sent | Delivery::Delivered => "none",
        },
        Heard::AutoReply { message: Some(_), .. } => "absent",
        Heard::AutoReply { .. } => "machine",
        Heard::Inbound { .. } => "person",
        Heard::Complaint { message: Some(found) } if *found == message() => "complaint",
        Heard::Complaint { .. } => "complaint about nothing",
        Heard::Receipt { .. } => "receipt",
    });
    let order = [
        "person",
        "complaint",
        "complaint about nothing",
        "hard",
        "soft",
        "delay",
        "delivered",
        "none",
        "absent",
        "machine",
        "receipt",
    ];
    let words: Vec<&str> = words.collect();
    order.into_iter().find(|word| words.contains(word)).unwrap_or("nothing")
}

fn assert_all(cases: impl Iterator<Item = (String, String, &'static str)>) -> usize {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, expected, found) in cases {
        count += 1;
        if expected != found {
            wrong.push(format!("{expected}, but {found}: {name}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    count
}

/// Verdict, code and words of each line.
fn answers() -> Vec<(&'static str, String, String)> {
    let lines = ANSWERS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (verdict, rest) = line.split_once(' ').unwrap();
            let (code, words) = rest.split_once(' ').unwrap();
            (if verdict == "h" { "hard" } else { "soft" }, code.to_owned(), filled(words))
        })
        .collect()
}

const HEAD: &str = "From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: {verp}\nSubject: Undelivered Mail Returned to Sender\n\
    Auto-Submitted: auto-replied\nMIME-Version: 1.0\n";
const RETURNED_MAIL: &str = "Content-Type: message/rfc822\n\nReturn-Path: <{verp}>\nMessage-ID: <{message}@nord.example>\n\
    Subject: Rechnung: SPF, spam, quota, mailbox full 5.7.1\n\nGuten Tag, das Postfach ist voll. STOP\n";

fn fields(code: &str, words: &str) -> String {
    format!(
        "Reporting-MTA: dns; mx.example\nArrival-Date: Sat, 21 Nov 2026 12:00:00 +0000\n\nFinal-Recipient: rfc822; Erika@Example.com\n\
         Original-Recipient: rfc822;{TO}\nAction: failed\nStatus: {code}\nDiagnostic-Code: smtp; {words}\n"
    )
}

/// The frames of reports with fields.
fn framed(code: &str, words: &str) -> Vec<(&'static str, String)> {
    let fields = fields(code, words);
    let packed = STANDARD.encode(&fields);
    let quoted = fields.replace('=', "=3D").replace("Action", "=41ction");
    let told = format!(
        "I'm sorry to have to inform you that your message could not be delivered.\n\n\
         <{TO}>: host mx.example said: {words} (in reply to RCPT TO command)\n"
    );
    let report = |outer: &str, told: &str, kind: &str, fields: &str| {
        format!(
            "{HEAD}Content-Type: {outer}; boundary=b\n\n--b\n{told}\n--b\n{kind}\n\n{fields}\n--b\n{RETURNED_MAIL}\n--b--\n"
        )
    };
    let plain = format!("Content-Type: text/plain; charset=utf-8\n\n{told}");
    let status = "Content-Type: message/delivery-status";
    let html = "Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/html; charset=utf-8\n\n\
        <p>Ihre Nachricht konnte nicht zugestellt werden.</p>\n--c--\n";
    let usual = report("multipart/report; report-type=delivery-status", &plain, status, &fields);
    vec![
        ("Postfix", usual.clone()),
        ("Exchange", report("multipart/report; report-type=delivery-status", html, status, &fields)),
        ("wrong outer type", report("multipart/mixed", &plain, status, &fields)),
        ("base64", report("multipart/report", html, &format!("{status}\nContent-Transfer-Encoding: base64"), &packed)),
        (
            "quoted",
            report(
                "multipart/report",
                html,
                &format!("{status}\nContent-Transfer-Encoding: quoted-printable"),
                &quoted,
            ),
        ),
        ("international", report("multipart/report", html, "Content-Type: message/global-delivery-status", &fields)),
        ("as a text", report("multipart/mixed", &plain, "Content-Type: text/plain; name=details.txt", &fields)),
        ("alone", format!("{HEAD}{status}\n\n{fields}")),
        ("CR alone", usual.replace('\n', "\r")),
        ("CR CR LF", usual.replace('\n', "\r\r\n")),
        (
            "attached",
            format!(
                "{HEAD}Content-Type: multipart/mixed; boundary=o\n\n--o\n\nFwd.\n--o\nContent-Type: message/rfc822\n\n{usual}\n--o--\n"
            ),
        ),
    ]
}

#[test]
fn answers_of_servers_are_judged_alike_in_every_frame() {
    let cases = answers().into_iter().flat_map(|(expected, code, words)| {
        framed(&code, &words).into_iter().map(move |(frame, mail)| {
            let heard = read(filled(&mail).as_bytes(), None, SECRET);
            (format!("{frame}: {code} {words}"), expected.to_owned(), verdict(&heard))
        })
    });
    let count = assert_all(cases);
    assert!(count > 2_000, "{count}");
}

/// The frames of reports in words alone.
fn told(words: &str) -> Vec<(&'static str, String)> {
    let head = HEAD.replace("Auto-Submitted: auto-replied\n", "");
    let plain = format!("{head}Content-Type: text/plain; charset=utf-8\n\n");
    vec![
        (
            "qmail",
            format!(
                "{plain}Hi. This is the qmail-send program at mx.example.\n\
                 This is a permanent error; I've given up. Sorry it didn't work out.\n\n<{TO}>:\n{words}\n\n\
                 --- Below this line is a copy of the message.\n\nSubject: quota\n"
            ),
        ),
        (
            "Exim",
            format!(
                "{plain}A message that you sent could not be delivered to one or more of its\nrecipients. \
                 This is a permanent error. The following address(es) failed:\n\n  {TO}\n    \
                 SMTP error from remote mail server after end of data:\n    {words}\n\n\
                 ------ This is a copy of the message, including all the headers. ------\nSubject: spam\n"
            ),
        ),
        (
            "HTML",
            format!(
                "{head}Content-Type: text/html; charset=utf-8\n\n<html><body>\
                 <p>Your message to {TO} was not delivered:</p><pre>{}</pre></body></html>\n",
                words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
            ),
        ),
        (
            "packed",
            format!(
                "{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{}\n",
                STANDARD.encode(format!("<{TO}>: {words}"))
            ),
        ),
    ]
}

#[test]
fn answers_of_servers_are_judged_alike_in_words_alone() {
    let cases = answers().into_iter().flat_map(|(expected, _, words)| {
        told(&words).into_iter().map(move |(frame, mail)| {
            let heard = read(filled(&mail).as_bytes(), None, SECRET);
            (format!("{frame}: {words}"), expected.to_owned(), verdict(&heard))
        })
    });
    assert_all(cases);
}

#[test]
fn what_comes_to_a_return_address_is_understood() {
    assert_all(mails(RETURNED).into_iter().map(|(expected, name, mail)| {
        let found = verdict(&read(mail.replace('\n', "\r\n").as_bytes(), None, SECRET));
        (name, expected, found)
    }));
}

#[test]
fn people_are_told_from_machines_at_the_mailbox_that_they_answer_to() {
    assert_all(mails(ANSWERED).into_iter().map(|(expected, name, mail)| {
        let found = verdict(&read(mail.replace('\n', "\r\n").as_bytes(), None, SECRET));
        let found = if found == "absent" { "machine" } else { found };
        (name, expected, if ["hard", "soft"].contains(&found) { "nobody" } else { found })
    }));
}

#[test]
fn nobody_who_writes_to_a_return_address_is_a_person() {
    for (_, name, mail) in mails(ANSWERED) {
        for to in [return_address(), return_address().replace('4', "5")] {
            let found = verdict(&read(mail.as_bytes(), Some(&to), SECRET));
            assert!(found != "person" && found != "complaint about nothing", "{name}: {found}");
        }
    }
}

#[test]
fn a_server_that_asks_to_wait_is_a_delay_in_every_frame() {
    for (frame, mail) in framed("4.4.1", "451 4.4.1 try again later") {
        if !["base64", "quoted"].contains(&frame) {
            let heard = read(filled(&mail.replace("Action: failed", "Action: delayed")).as_bytes(), None, SECRET);
            assert_eq!(verdict(&heard), "delay", "{frame}");
        }
    }
}

/// One change of a mail at a place, such as broken gateways and wicked people make.
fn changed(mail: &mut Vec<u8>, (place, kind, byte): (prop::sample::Index, u8, u8)) {
    if mail.is_empty() {
        return;
    }
    let at = place.index(mail.len());
    match kind % 6 {
        0 => mail[at] = byte,
        1 => mail.truncate(at),
        2 => drop(mail.drain(at..(at + usize::from(byte)).min(mail.len()))),
        3 => mail.insert(at, byte),
        4 => {
            let piece = mail[at..(at + usize::from(byte)).min(mail.len())].to_vec();
            mail.extend(piece);
        }
        _ => drop(mail.splice(at..at, b"\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n".iter().copied())),
    }
}

proptest! {
    #[test]
    fn whatever_is_done_to_a_mail_it_is_read_and_never_a_persons(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<u8>()), 0..12),
    ) {
        let mut all: Vec<String> = mails(RETURNED).into_iter().chain(mails(ANSWERED)).map(|(_, _, mail)| mail).collect();
        all.extend(framed("5.1.1", "550 5.1.1 user unknown").into_iter().map(|(_, mail)| filled(&mail)));
        let mut mail = all[which.index(all.len())].clone().into_bytes();
        for change in changes {
            changed(&mut mail, change);
        }
        let heard = read(&mail, Some(&return_address()), SECRET);
        prop_assert_ne!(verdict(&heard), "person");
        prop_assert!(heard.len() <= 200);
        prop_assert!(read(&mail, None, SECRET).len() <= 200);
    }
}
