//! A model of what people say about being written to: random histories of words by SMS, noted statements with and without their time, files,
//! forms, contacts that are merged and forgotten. After every step: nothing went to a number whose latest statement is a withdrawal, and
//! every statement is in the ledger.
//!
//! `PAYLINK_WITHDRAWAL_WORLDS=n` runs so many worlds.

use crate::inbox::texts_as;
use crate::model::dice::Dice;
use crate::model::number_from_environment;
use crate::support::gateway::World;
use crate::support::{TestApp, hours};
use paylink::domain::channel::Channel;
use paylink::domain::consent::{Consent, ConsentSource};
use paylink::domain::ids::ContactId;
use paylink::domain::message::Hours;
use paylink::domain::message_setting::MessageSettings;
use paylink::domain::phone::Numbering;
use paylink::domain::time::{Timestamp, Zone, date_text};
use paylink::operations::OperationError;
use paylink::operations::cancel_payment_request::cancel_payment_request;
use paylink::operations::erase_person::erase_person;
use paylink::operations::follow_plan::MessageWishes;
use paylink::operations::import_contacts::{ImportWish, RowOutcome, import_contacts};
use paylink::operations::keep_contacts::{ContactsWanted, list_contacts};
use paylink::operations::manage_message_accounts::save_message_settings;
use paylink::operations::note_consent::{Noted, Whose, note_consent};
use paylink::operations::opt_in_pages::create_opt_in_page;
use paylink::operations::record_consent::Saying;
use std::time::Duration;

const WORLDS: u64 = 4;
const STEPS: usize = 60;
const PEOPLE: [&str; 3] = ["+4915112345601", "+4915112345602", "+4915112345603"];

/// What was said, as the model keeps it.
#[derive(Clone, Copy, Debug)]
struct Said {
    given: bool,
    at: Timestamp,
    undated: bool,
    erasure: bool,
}

struct Model<'a> {
    world: World<'a>,
    app: &'a TestApp,
    dice: Dice,
    zone: Zone,
    place: String,
    said: [Vec<Said>; 3],
    /// Of files: no line is read twice.
    lines: usize,
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_where_the_latest_statement_is_a_withdrawal_and_every_statement_is_kept() {
    for seed in 1..=number_from_environment("PAYLINK_WITHDRAWAL_WORLDS").unwrap_or(WORLDS) {
        let app = TestApp::start().await;
        let mut model = Model::of(&app, seed).await;
        for step in 0..STEPS {
            let what = model.something_is_said().await;
            model.holds(&format!("world {seed}, step {step}: {what}")).await;
        }
        app.works().await;
        app.ends().await;
    }
}

impl<'a> Model<'a> {
    async fn of(app: &'a TestApp, seed: u64) -> Self {
        let world = World::of(app).await;
        let settings = MessageSettings {
            test_recipients: PEOPLE.iter().map(|phone| (*phone).to_owned()).collect(),
            sms_hours: Hours { from: 0, until: 24 },
            most_in_seven_days: 100,
            fallback: false,
            ..MessageSettings::default()
        };
        save_message_settings(&world.context, world.merchant.scope, settings).await.unwrap();
        let page = create_opt_in_page(&world.context, world.merchant.scope, "Tresen", None).await.unwrap();
        let place = format!("/join/{}", page.token.reveal());
        let zone = Zone::named("Europe/Berlin").unwrap();
        let said = [Vec::new(), Vec::new(), Vec::new()];
        Self { world, app, dice: Dice::seeded(seed), zone, place, said, lines: 0 }
    }

    async fn something_is_said(&mut self) -> String {
        let who = self.dice.below(PEOPLE.len());
        if self.dice.percent(70) {
            self.app.passes(hours(u64::try_from(self.dice.between(1, 40)).unwrap()));
        }
        match self.dice.weighted(&[(4, 0), (4, 1), (4, 2), (5, 3), (2, 4), (2, 5)]) {
            0 => self.writes(who, "STOP").await,
            1 => self.writes(who, "START").await,
            2 => self.is_noted(who).await,
            3 => self.is_read(who).await,
            4 => self.signs_up(who).await,
            _ => self.is_erased(who).await,
        }
    }

    async fn writes(&mut self, who: usize, text: &str) -> String {
        let heard = texts_as(PEOPLE[who], Numbering::International, text);
        self.world.hears(heard).await;
        let at = self.world.context.now();
        self.said[who].push(Said { given: text == "START", at, undated: false, erasure: false });
        format!("{who} writes {text}")
    }

    /// A time in the last year, now and then the very one of something that was said before.
    fn some_time(&mut self, who: usize) -> Timestamp {
        let before: Vec<Timestamp> = self.said[who].iter().map(|said| said.at).collect();
        match self.dice.pick(&before).copied() {
            Some(at) if self.dice.percent(25) => at,
            _ => {
                let ago = u64::try_from(self.dice.between(0, 300 * 24 * 60)).unwrap();
                self.world.context.now().minus(Duration::from_secs(ago * 60))
            }
        }
    }

    /// What is expected of a statement that others note.
    fn expects(&self, who: usize, given: bool, undated: bool) -> Option<&'static str> {
        let since_the_last_yes = ordered(&self.said[who]).into_iter().rev().take_while(|said| !said.given);
        let erased = given && since_the_last_yes.into_iter().any(|said| said.erasure);
        match (erased, given && undated && self.is_out(who)) {
            (true, _) => Some("erased"),
            (false, true) => Some("undated"),
            (false, false) => None,
        }
    }

    async fn is_noted(&mut self, who: usize) -> String {
        let given = self.dice.percent(60);
        let undated = self.dice.percent(30);
        let at = if undated { self.world.context.now() } else { self.some_time(who) };
        let saying = Saying {
            given,
            happened_at: (!undated).then_some(at),
            evidence: Some("Auftrag 12".to_owned()),
            ..Saying::no_more(Channel::Sms, PEOPLE[who], ConsentSource::Agent)
        };
        let noted = Noted { saying, whose: Whose::Address, wording_text: None };
        let expected = self.expects(who, given, undated);
        let done = note_consent(&self.world.context, self.world.merchant.scope, noted, None).await;
        let code = match &done {
            Ok(_) => None,
            Err(OperationError::Invalid(faults)) => Some(faults[0].code),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(code, expected, "{who} noted, given: {given}, undated: {undated}");
        if done.is_ok() {
            self.note(who, Said { given, at, undated, erasure: false });
        }
        format!("{who} noted, given: {given}, undated: {undated}, at {at:?}")
    }

    async fn is_read(&mut self, who: usize) -> String {
        let (given, now) = (self.dice.percent(65), self.world.context.now());
        let kind = self.dice.below(3);
        let at = self.some_time(who);
        let day = self.zone.date(at);
        let (cell, at) = match kind {
            0 => (String::new(), now),
            1 => (at.to_rfc3339(), at),
            _ if given => (date_text(day), self.zone.start_of_day(day)),
            _ if day == self.zone.date(now) => (date_text(day), now),
            _ => (date_text(day), self.zone.end_of_day(day).minus(Duration::from_millis(1))),
        };
        // Two keys of one person, with and without an address: contacts that are made, completed and merged.
        let (key, mail) =
            (self.dice.below(2), if self.dice.percent(50) { format!("p{who}@example.org") } else { String::new() });
        let word = if given { "ja" } else { "nein" };
        let line = format!("K{who}-{key};{mail};{};{word};{cell};Liste {}", PEOPLE[who], self.lines);
        self.lines += 1;
        let file = format!("external_id;email;phone;consent_sms;consent_at;evidence\n{line}\n");
        let mut rows = Vec::new();
        let wish = ImportWish { dry_run: false, user: None };
        let (context, scope) = (&self.world.context, self.world.merchant.scope);
        import_contacts(context, scope, file.as_bytes(), wish, |row| rows.push(row.outcome)).await.unwrap();
        let expected = self.expects(who, given, kind == 0);
        match &rows[0] {
            RowOutcome::Bad(faults) => assert_eq!(Some(faults[0].code), expected, "{line}"),
            RowOutcome::Created | RowOutcome::Updated | RowOutcome::Unchanged => {
                assert_eq!(None, expected, "{line}");
                self.note(who, Said { given, at, undated: kind == 0, erasure: false });
            }
        }
        format!("read: {line}")
    }

    /// The page asks the number, and the number says yes.
    async fn signs_up(&mut self, who: usize) -> String {
        let before = self.ledger(who).await.len();
        let out = self.is_out(who);
        let form = [
            ("name", "Erika"),
            ("phone", PEOPLE[who]),
            ("email", ""),
            ("agree", "yes"),
            ("wording_1", "sms/de/1"),
            ("wording_2", "email/de/1"),
        ];
        let shown = self.app.payer().posts(&self.place, &form).await;
        assert!(shown.status.is_success(), "{}", shown.html);
        self.app.passes(hours(1));
        self.writes_yes(who).await;
        let after = self.ledger(who).await;
        if after.len() > before {
            assert!(!out, "who wants nothing is not asked, and an older question is over");
            let at = self.world.context.now();
            self.said[who].push(Said { given: true, at, undated: false, erasure: false });
        }
        format!("{who} signs up: {} entries more", after.len() - before)
    }

    async fn writes_yes(&mut self, who: usize) {
        self.writes(who, "Ja").await;
        // It is no word of withdrawal or return by itself.
        self.said[who].pop();
    }

    async fn is_erased(&mut self, who: usize) -> String {
        let (context, scope) = (&self.world.context, self.world.merchant.scope);
        let wanted = ContactsWanted { q: Some(PEOPLE[who].to_owned()), ..ContactsWanted::default() };
        let (found, _) = list_contacts(context, scope, &wanted, None, 10).await.unwrap();
        let contacts: Vec<ContactId> = found.into_iter().map(|(contact, _)| contact.id).collect();
        let Some(id) = self.dice.pick(&contacts).copied() else { return format!("{who} is in no book") };
        erase_person(context, scope, id, None).await.unwrap();
        let at = self.world.context.now();
        self.said[who].push(Said { given: false, at, undated: false, erasure: true });
        format!("{who} is erased")
    }

    /// Of a yes and a no of one instant in the past the no counts.
    fn note(&mut self, who: usize, said: Said) {
        let now = self.world.context.now();
        let loses = said.given
            && said.at < now
            && latest(&self.said[who]).is_some_and(|last| !last.given && last.at == said.at);
        let at = if loses { said.at.minus(Duration::from_millis(1)) } else { said.at };
        self.said[who].push(Said { at, ..said });
    }

    fn is_out(&self, who: usize) -> bool {
        latest(&self.said[who]).is_some_and(|said| !said.given)
    }

    async fn ledger(&self, who: usize) -> Vec<Consent> {
        let mut session = self.world.context.store.read().await.unwrap();
        let mut db = session.db();
        let hash = db.address_hash(self.world.merchant.scope, Channel::Sms, PEOPLE[who]);
        db.consents_of(self.world.merchant.scope, Channel::Sms, &hash).await.unwrap()
    }

    /// Everybody is asked for money now: it goes to those who did not say otherwise.
    async fn holds(&mut self, what: &str) {
        for (who, phone) in PEOPLE.into_iter().enumerate() {
            let entries = self.ledger(who).await;
            assert_eq!(
                entries.len(),
                self.said[who].len(),
                "every statement of {who} is kept. {what}: {:?}",
                self.said[who]
            );
            let wishes = MessageWishes { channels: vec![Channel::Sms], ..MessageWishes::default() };
            let asked = self
                .world
                .merchant
                .requests_with(|draft| {
                    draft.payer.phone = Some(phone.to_owned());
                    draft.messages = wishes;
                })
                .await;
            let before = self.world.gateway.got();
            self.world.sends().await;
            let (got, to) =
                (self.world.gateway.got.lock().unwrap().clone(), self.world.gateway.to.lock().unwrap().clone());
            let asking = got.iter().zip(&to).skip(before).any(|(text, to)| to == phone && text.contains("/p/"));
            assert_eq!(asking, !self.is_out(who), "{who}, {what}: {:?}", self.said[who]);
            cancel_payment_request(&self.world.context, self.world.merchant.scope, asked.id, None, None).await.unwrap();
        }
    }
}

/// Oldest first, as they count: what nobody knows the time of before all else, and of one instant the withdrawal that others note last.
fn ordered(said: &[Said]) -> Vec<Said> {
    let mut sorted: Vec<(usize, Said)> = said.iter().copied().enumerate().collect();
    sorted.sort_by_key(|(order, said)| (!(said.given && said.undated), said.at, *order));
    sorted.into_iter().map(|(_, said)| said).collect()
}

fn latest(said: &[Said]) -> Option<Said> {
    ordered(said).pop()
}
