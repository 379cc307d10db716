//! What several mail servers write: those of Postfix 3.7 as they came, the others after real ones, shortened and with other names.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

const SECRET: &str = "secret of the account";

fn message() -> MessageId {
    MessageId(Uuid::from_u128(0x42))
}

fn heard(sample: &str) -> Vec<Heard> {
    let address = verp::address("bounces@pay.example.org", message(), SECRET).unwrap();
    read(sample.replace("{verp}", &address).replace('\n', "\r\n").as_bytes(), None, SECRET)
}

#[test]
fn bounces_of_many_servers_are_understood() {
    for (name, sample, recipient, hard, code) in [
        ("Postfix", include_str!("samples/postfix.eml"), "erika@example.com", true, "5.1.1"),
        ("Postfix, full", include_str!("samples/postfix_full.eml"), "voll@example.com", false, "5.2.2"),
        ("Exchange Online", include_str!("samples/exchange_online.eml"), "erika@contoso.example", true, "5.1.10"),
        ("Gmail", include_str!("samples/gmail_full.eml"), "erika@gmail.example", false, "5.2.2"),
        ("qmail", include_str!("samples/qmail.eml"), "erika@example.com", true, "5.1.1"),
        ("Exim", include_str!("samples/exim.eml"), "erika@example.de", true, ""),
        ("a filter", include_str!("samples/rejected_as_spam.eml"), "erika@example.com", false, "5.0.0"),
    ] {
        let heard = heard(sample);
        let [Heard::MailReport { message: found, recipients, delivery, code: told, at, detail }] = &heard[..] else {
            panic!("{name}: {heard:?}");
        };
        assert_eq!(*found, Some(message()), "{name}");
        assert_eq!(*delivery, Delivery::Bounced { hard }, "{name}");
        assert!(recipients.include(recipient) && !recipients.include("max@example.com"), "{name}");
        assert_eq!(told.as_deref().unwrap_or_default(), code, "{name}");
        assert!(at.unwrap().to_rfc3339().starts_with("2026-11-2") && detail.is_some(), "{name}: {at:?} {detail:?}");
    }
}

#[test]
fn delays_and_good_news_are_no_bounces() {
    for (sample, told, expected) in [
        (include_str!("samples/sendmail_delayed.eml"), "4.4.1", Delivery::Delayed),
        (include_str!("samples/postfix_relayed.eml"), "2.0.0", Delivery::Sent),
    ] {
        let heard = heard(sample);
        let [Heard::MailReport { message: found, delivery, code, .. }] = &heard[..] else { panic!("{heard:?}") };
        assert_eq!((*found, *delivery, code.as_deref()), (Some(message()), expected, Some(told)));
    }
}

#[test]
fn machines_and_people_are_told_apart() {
    let office = heard(include_str!("samples/out_of_office.eml"));
    assert_eq!(office, [Heard::AutoReply { from: "erika@example.com".to_owned(), message: Some(message()) }]);
    let reply = heard(include_str!("samples/reply.eml"));
    let [Heard::Inbound { from, to, text, message: answered, reference, .. }] = &reply[..] else { panic!("{reply:?}") };
    assert_eq!((from.as_str(), to.as_str()), ("erika@example.com", "buero@klempnerei-nord.example"));
    assert_eq!(text, "Die Rechnung ist schon überwiesen. Mein Postfach war voll (550 5.2.2).");
    assert_eq!((*answered, reference.as_deref()), (Some(message()), Some("CAF1234@mail.example.com")));
    let Heard::Inbound { subject, .. } = &reply[0] else { panic!("{reply:?}") };
    assert_eq!(subject.as_deref(), Some("Re: Rechnung LI-748925"));
}

#[test]
fn complaints_name_our_mail_by_what_they_hold_of_it() {
    let sample = include_str!("samples/complaint.eml");
    assert_eq!(heard(sample), [Heard::Complaint { message: Some(message()) }]);
    let to_a_loop = |held: &str| {
        sample.replace("{verp}", "fbl@pay.example.org").replace(
            "\n--b2--",
            &format!("\n--b2\nContent-Type: message/rfc822\n\n{held}\nSubject: Rechnung\n\nGuten Tag\n--b2--"),
        )
    };
    let ours = verp::address("bounces@pay.example.org", message(), SECRET).unwrap();
    for held in
        [format!("Return-Path: <{ours}>"), "Message-ID: <msg_00000000000000000000000000000042@nord.example>".to_owned()]
    {
        assert_eq!(heard(&to_a_loop(&held)), [Heard::Complaint { message: Some(message()) }], "{held}");
    }
    assert_eq!(heard(&to_a_loop("Message-ID: <other@nord.example>")), [Heard::Complaint { message: None }]);
    assert!(heard(&sample.replace("Feedback-Type: abuse", "Feedback-Type: not-spam")).is_empty());
}

#[test]
fn a_mailbox_line_in_front_is_no_header() {
    let mail = format!("From erika@example.com Sat Nov 21 13:02:00 2026\n{}", include_str!("samples/reply.eml"));
    assert!(matches!(&heard(&mail)[..], [Heard::Inbound { .. }]));
}

#[test]
fn nobody_else_can_report_a_bounce_of_a_message() {
    let forged = include_str!("samples/postfix.eml")
        .replace("{verp}", "bounces+00000000000000000000000000000042-000000000000@pay.example.org");
    let heard = read(forged.as_bytes(), None, SECRET);
    assert!(matches!(&heard[..], [Heard::MailReport { message: None, .. }]), "{heard:?}");
}

#[test]
fn the_envelope_names_the_message_where_headers_do_not() {
    let sample = include_str!("samples/postfix.eml").replace("{verp}", "bounces@pay.example.org");
    let address = verp::address("bounces@pay.example.org", message(), SECRET).unwrap();
    let heard = read(sample.as_bytes(), Some(&address), SECRET);
    assert!(matches!(&heard[..], [Heard::MailReport { message: Some(_), .. }]), "{heard:?}");
}

#[test]
fn anything_may_arrive() {
    for mail in [
        &b""[..],
        b"\0\xff\xfe",
        b"From: MAILER-DAEMON@x\r\n\r\n",
        b"Content-Type: message/delivery-status\r\n\r\nAction:",
    ] {
        assert!(read(mail, Some("?"), SECRET).len() <= 1);
    }
}

#[test]
fn hostile_mails_are_read_to_an_end() {
    let deep = "Content-Type:message/rfc822\n\n".repeat(120_000);
    let packed = STANDARD.encode(&deep[..3_000_000]);
    let wide = format!(
        "Content-Type: multipart/mixed; boundary=b\n\n{}",
        "--b\nContent-Type: multipart/mixed; boundary=c\n\n".repeat(60_000)
    );
    let groups = "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n".repeat(40_000);
    for mail in [
        deep,
        wide,
        "Content-Type:message/global;".repeat(100_000),
        format!("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{packed}"),
        format!("Content-Type: message/delivery-status\n\n{groups}"),
        format!(
            "Content-Type: message/delivery-status\n\nAction: failed\nDiagnostic-Code: {}\n",
            "550!".repeat(600_000)
        ),
        format!("Content-Type: text/html\n\n{}", "<a<b>&lt;".repeat(300_000)),
        format!("Subject: x\n\n{}", "5.1.1 550! <a@b.c> ".repeat(150_000)),
        "a:b\n".repeat(600_000),
        "To: a@b.example\n".repeat(200_000),
        format!("To: {}\n\nx", "a@b.example, ".repeat(200_000)),
        "\r".repeat(3_000_000),
        "x".repeat(10 * 1024 * 1024),
    ] {
        for to in [None, verp::address("bounces@pay.example.org", message(), SECRET)] {
            let heard = read(mail.as_bytes(), to.as_deref(), SECRET);
            assert!(heard.len() <= 20 * 6, "{} {}", heard.len(), &mail[..40]);
        }
    }
}
