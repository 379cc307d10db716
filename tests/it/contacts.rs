//! The address book: kept sealed, found all the same, asked from, filled from files, and forgotten for good.

use crate::support::program::calls;
use crate::support::{Merchant, TestApp, days};
use paylink::domain::channel::Channel;
use paylink::domain::consent::ConsentSource;
use paylink::domain::contact::Contact;
use paylink::domain::message::MessageState;
use paylink::operations::OperationError;
use paylink::operations::erase_person::erase_person;
use paylink::operations::follow_plan::MessageWishes;
use paylink::operations::import_contacts::{ImportWish, RowOutcome, RowResult, import_contacts};
use paylink::operations::keep_contacts::{ContactsWanted, DraftContact, create_contact, list_contacts};
use paylink::operations::note_consent::{ConsentsWanted, list_consents, wordings_of};
use paylink::operations::read_messages::read_messages_of;
use paylink::operations::read_person::read_person;
use paylink::operations::record_consent::{Saying, record_consent};
use paylink::store::contact::ProofFilter;
use reqwest::Method;
use serde_json::{Value, json};

const PHONE: &str = "+4915112345678";

async fn knows(merchant: &Merchant<'_>, change: impl FnOnce(&mut DraftContact)) -> Contact {
    let mut draft = DraftContact {
        name: Some("Erika Groß-Müller".to_owned()),
        phone: Some("0151 12345678".to_owned()),
        email: Some("Erika@Example.org".to_owned()),
        external_id: Some("K-1047".to_owned()),
        ..DraftContact::default()
    };
    change(&mut draft);
    create_contact(merchant.app.context(), merchant.scope, &draft, None).await.expect("a contact")
}

async fn found(merchant: &Merchant<'_>, q: &str, proof: Option<ProofFilter>) -> Vec<String> {
    let wanted = ContactsWanted { q: Some(q.to_owned()), external_id: None, proof };
    let (found, _) = list_contacts(merchant.app.context(), merchant.scope, &wanted, None, 50).await.expect("contacts");
    found.into_iter().filter_map(|(contact, _)| contact.person.name).collect()
}

/// A call of the API; gives status and body.
async fn reads(merchant: &Merchant<'_>, file: &str, dry_run: bool) -> Vec<RowResult> {
    let mut rows = Vec::new();
    let wish = ImportWish { dry_run, user: None };
    let (context, scope) = (merchant.app.context(), merchant.scope);
    import_contacts(context, scope, file.as_bytes(), wish, |row| rows.push(row)).await.expect("the file is read");
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_found_by_beginnings_numbers_and_addresses_and_only_by_their_merchant() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let other = app.merchant_named("Dachdecker Süd", "sued@example.org").await;
    knows(&merchant, |_| {}).await;
    knows(&merchant, |draft| {
        *draft = DraftContact { name: Some("Otto Beispiel".to_owned()), ..DraftContact::default() };
    })
    .await;
    for q in ["erika", "müll", "MULLER gross", "K-1047", "0151 12345678", PHONE, "5678", "erika@example.org", ""] {
        assert!(found(&merchant, q, None).await.contains(&"Erika Groß-Müller".to_owned()), "{q}");
        assert!(found(&other, q, None).await.is_empty(), "{q}");
    }
    assert_eq!(found(&merchant, "rika", None).await, Vec::<String>::new());
    assert_eq!(found(&merchant, "otto", None).await, ["Otto Beispiel"]);
    let twice = DraftContact { external_id: Some("K-1047".to_owned()), ..DraftContact::default() };
    let refused = create_contact(app.context(), merchant.scope, &twice, None).await;
    assert!(matches!(&refused, Err(OperationError::Invalid(faults)) if faults[0].code == "taken"), "{refused:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_keeps_contacts_and_asks_one_for_money() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let new = json!({ "name": "Erika Mustermann", "phone": "0151 12345678", "language": "de", "external_id": "K-1" });
    let (status, made) = calls(&merchant, Method::POST, "/contacts", Some(new)).await;
    assert_eq!((status, &made["phone"]), (201, &json!(PHONE)), "{made}");
    assert_eq!(made["consents"][0]["status"], "missing");
    let one = format!("/contacts/{}", made["id"].as_str().expect("an id"));
    let ask = json!({ "amount": 11900, "currency": "EUR", "contact": made["id"] });
    let (status, asked) = calls(&merchant, Method::POST, "/payment_requests", Some(ask)).await;
    assert_eq!(status, 201, "{asked}");
    assert_eq!((&asked["payer"]["name"], &asked["payer"]["phone"]), (&json!("Erika Mustermann"), &json!(PHONE)));
    let ask = json!({ "amount": 1, "currency": "EUR", "contact": made["id"], "payer": { "name": "Otto" } });
    let (_, asked) = calls(&merchant, Method::POST, "/payment_requests", Some(ask)).await;
    assert_eq!((&asked["payer"]["name"], &asked["payer"]["phone"]), (&json!("Otto"), &Value::Null));
    let ask = json!({ "amount": 1, "currency": "EUR", "contact": "con_00000000000000000000000000000000" });
    let (status, told) = calls(&merchant, Method::POST, "/payment_requests", Some(ask)).await;
    assert_eq!((status, &told["errors"][0]["field"]), (422, &json!("contact")));
    let change = json!({ "email": "erika@example.org", "external_id": null });
    let (_, changed) = calls(&merchant, Method::PATCH, &one, Some(change)).await;
    assert_eq!((&changed["email"], &changed["external_id"]), (&json!("erika@example.org"), &Value::Null));
    assert_eq!(changed["name"], "Erika Mustermann", "absent fields stay");
    let (_, listed) = calls(&merchant, Method::GET, "/contacts?q=muster&consent=missing", None).await;
    assert_eq!(listed["data"], json!([changed]));
    let (status, gone) = calls(&merchant, Method::DELETE, &one, None).await;
    assert_eq!((status, &gone["erased"]), (200, &json!(false)));
    assert_eq!(calls(&merchant, Method::GET, &one, None).await.0, 404);
    app.ends().await;
}

const FILE: &str = "\u{feff}Kundennummer;Name;Handy;E-Mail;Einwilligung SMS;Einwilligung am;Einwilligung Text;Nachweis\r\n\
    K-1;Erika Mustermann;0151 12345678;erika@example.org;ja;03.11.2026;Ja, gern per SMS.;Auftrag 12, Seite 3\r\n\
    K-2;=HYPERLINK(\"x\");0170 1112233;;nein;;;\r\n\
    K-3;Ohne Nachweis;0170 4445566;;ja;;;\r\n\
    K-4;Falsch;ruf an;keine;vielleicht;gestern;;\r\n\
    K-1;Erika Mustermann;0151 12345678;erika@example.org;ja;03.11.2026;Ja, gern per SMS.;Auftrag 12, Seite 3\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_tried_read_and_read_again_without_a_second_effect() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let tried = reads(&merchant, FILE, true).await;
    assert!(found(&merchant, "", None).await.is_empty(), "a trial changes nothing");
    let read = reads(&merchant, FILE, false).await;
    let told: Vec<(u64, Vec<(&str, &str)>)> = read
        .iter()
        .map(|row| match &row.outcome {
            RowOutcome::Bad(faults) => (row.line, faults.iter().map(|f| (f.field.as_str(), f.code)).collect()),
            RowOutcome::Created | RowOutcome::Updated | RowOutcome::Unchanged => (row.line, Vec::new()),
        })
        .collect();
    let bad = vec![("email", "invalid"), ("phone", "invalid"), ("consent_at", "invalid"), ("consent_sms", "unknown")];
    assert_eq!(
        told,
        [(2, vec![]), (3, vec![]), (4, vec![("evidence", "required")]), (5, bad), (6, vec![])],
        "each bad line by its fields; it stops nothing else"
    );
    assert_eq!(read.last().expect("a row").outcome, RowOutcome::Unchanged, "the same line twice");
    let outcomes = |rows: &[RowResult]| rows.iter().map(|row| row.outcome.clone()).collect::<Vec<_>>();
    assert_eq!(outcomes(&tried)[..4], outcomes(&read)[..4], "what was said before is what happens");
    assert_eq!(found(&merchant, "", None).await.len(), 2);
    assert_eq!(found(&merchant, "", Some(ProofFilter::Given)).await, ["Erika Mustermann"]);
    assert_eq!(found(&merchant, "", Some(ProofFilter::Withdrawn)).await, ["=HYPERLINK(\"x\")"]);
    let again = reads(&merchant, FILE, false).await;
    assert!(again.iter().all(|row| !matches!(row.outcome, RowOutcome::Created | RowOutcome::Updated)), "{again:?}");
    let (ledger, _) =
        list_consents(app.context(), merchant.scope, &ConsentsWanted::default(), None, 50).await.expect("the ledger");
    assert_eq!(ledger.len(), 2);
    let given = ledger.iter().find(|entry| entry.given).expect("a consent");
    assert_eq!((given.source, given.wording.as_deref()), (ConsentSource::Import, Some("sms/de/1")));
    assert_eq!(given.happened_at.to_rfc3339(), "2026-11-02T23:00:00Z", "the beginning of that day in Berlin");
    let texts = wordings_of(app.context(), merchant.scope, &ledger).await.expect("texts");
    assert_eq!(texts["sms/de/1"], "Ja, gern per SMS.");
    let unnamed = reads_nothing(&merchant, "umsatz;ort\n5;Kiel\n").await;
    assert_eq!(unnamed, [("file".to_owned(), "no_columns")]);
    let twice = reads_nothing(&merchant, "name;consent_sms;Einwilligung SMS\nErika;ja;nein\n").await;
    assert_eq!(twice, [("einwilligung_sms".to_owned(), "repeated")], "nobody knows which of them counts");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_that_are_not_known_are_named_and_the_others_are_read() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let file = "Name;Umsatz;Telefon;Mobil;Ort\nErika;5;0431 123456;0151 12345678;Kiel\n";
    let wish = ImportWish { dry_run: false, user: None };
    let mut rows = Vec::new();
    let read = import_contacts(app.context(), merchant.scope, file.as_bytes(), wish, |row| rows.push(row)).await;
    assert_eq!(read.expect("the file is read"), ["umsatz", "telefon", "ort"]);
    assert_eq!(rows[0].outcome, RowOutcome::Created);
    assert_eq!(found(&merchant, PHONE, None).await, ["Erika"], "the mobile number is the one for SMS");
    app.ends().await;
}

async fn reads_nothing(merchant: &Merchant<'_>, file: &str) -> Vec<(String, &'static str)> {
    let wish = ImportWish { dry_run: false, user: None };
    let refused = import_contacts(merchant.app.context(), merchant.scope, file.as_bytes(), wish, |_| {}).await;
    let Err(OperationError::Invalid(faults)) = refused else { panic!("{refused:?}") };
    faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_contact_is_completed_and_a_family_with_one_number_stays_apart() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    knows(&merchant, |draft| draft.email = None).await;
    let file = "external_id,name,phone,email\nK-1047,,,erika@example.org\n,Max Müller,0151 12345678,\n,Max Müller,+49 151 12345678,\n";
    let outcomes: Vec<RowOutcome> = reads(&merchant, file, false).await.into_iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [RowOutcome::Updated, RowOutcome::Created, RowOutcome::Unchanged]);
    assert_eq!(found(&merchant, "erika@example.org", None).await, ["Erika Groß-Müller"]);
    assert_eq!(found(&merchant, PHONE, None).await.len(), 2);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_forgotten_everywhere_but_the_money_and_never_written_to_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let contact = knows(&merchant, |_| {}).await;
    let saying = Saying {
        given: true,
        evidence: Some("Erika Groß-Müller hat unterschrieben".to_owned()),
        ..Saying::no_more(Channel::Sms, PHONE, ConsentSource::Letter)
    };
    record_consent(app.context(), merchant.scope, saying).await.expect("a consent");
    let asks = async || {
        merchant
            .requests_with(|draft| {
                draft.contact = Some(contact.id.to_string());
                draft.payer = paylink::operations::create_payment_request::DraftPayer::default();
                draft.messages =
                    MessageWishes { channels: vec![Channel::Sms, Channel::Email], ..MessageWishes::default() };
            })
            .await
    };
    let asked = asks().await;
    app.works().await;
    let early = erase_person(app.context(), merchant.scope, contact.id, None).await;
    assert!(matches!(early, Err(OperationError::Conflict { code: "open_requests", .. })), "{early:?}");
    app.payer().pays(&asked).await;
    app.works().await;
    let before = read_person(app.context(), merchant.scope, contact.id).await.expect("a contact");
    assert!(!before.messages.is_empty() && before.requests.len() == 1 && before.open == 0);
    erase_person(app.context(), merchant.scope, contact.id, None).await.expect("it is done");
    app.works().await;
    let after = merchant.sees(asked.id).await;
    assert_eq!(after.payer.name, None);
    assert_eq!((after.payer.phone, after.payer.email), (None, None));
    assert_eq!(after.request.sums.allocated, 11_900, "money stays");
    let messages = read_messages_of(app.context(), merchant.scope, asked.id).await.expect("messages");
    assert!(!messages.is_empty() && messages.iter().all(|message| message.letter.is_none()));
    let (ledger, _) =
        list_consents(app.context(), merchant.scope, &ConsentsWanted::default(), None, 50).await.expect("the ledger");
    assert!(ledger.iter().all(|entry| entry.address.is_none() && entry.evidence.is_none()));
    assert!(found(&merchant, "erika", None).await.is_empty());
    // Whoever enters the number again writes to nobody.
    let again = merchant
        .requests_with(|draft| {
            draft.payer.phone = Some(PHONE.to_owned());
            draft.messages = MessageWishes { channels: vec![Channel::Sms], ..MessageWishes::default() };
        })
        .await;
    app.works().await;
    let message = read_messages_of(app.context(), merchant.scope, again.id).await.expect("messages").remove(0);
    assert_eq!((message.state, message.reason.as_deref()), (MessageState::Skipped, Some("opted_out")));
    let back = reads(&merchant, "name,phone,consent_sms,evidence\nErika,0151 12345678,ja,Liste\n", false).await;
    assert!(matches!(&back[0].outcome, RowOutcome::Bad(faults) if faults[0].code == "erased"), "{back:?}");
    app.passes(days(1));
    app.ends().await;
}
