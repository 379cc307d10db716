//! People sign up for messages by themselves: on a page that a merchant links to or hangs up as a QR code, or by a word sent by SMS.
//!
//! What is typed on a page is only a wish: anybody can type anybody's number. It becomes a consent when the address itself says yes, by the
//! link that was sent there or by an answer. The page answers the same whatever is known of an address.

use super::check_draft::{DraftPayer, check_payer};
use super::keep_contacts::{Checked, hashes_of, save, write_contact};
use super::manage_profiles::profile_of;
use super::opt_in_pages::JoinData;
use super::record_consent::{Saying, write_and_tell};
use super::send_direct::{NewDirect, write_direct};
use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::calling_code;
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentSource, Wording, read_wording};
use crate::domain::contact::Person;
use crate::domain::direct_message::DirectPurpose;
use crate::domain::field::{Faults, FieldError};
use crate::domain::ids::OptInId;
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::domain::message_account::MessageAccount;
use crate::domain::opt_in::{AWAITED_FOR, OptIn, OptInPage};
use crate::domain::pay_token::PayToken;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::messaging::keywords::{is_word, is_yes};
use crate::store::Db;
use std::time::Duration;

/// So many questions go to one address in a day, whoever types it where.
const MOST_IN_A_DAY: i64 = 3;
const A_DAY: Duration = Duration::from_secs(86_400);
/// So long the same word of an address is not answered again.
const AN_HOUR: Duration = Duration::from_secs(3600);

/// What somebody typed on a page.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// As it should be addressed.
    pub name: String,
    /// Number.
    pub phone: String,
    /// Mail address.
    pub email: String,
    /// Whether the box was ticked.
    pub agrees: bool,
    /// References of the texts that stood there.
    pub wordings: Vec<String>,
    /// Of the page.
    pub language: Language,
    /// Address of the browser with its last part zeroed.
    pub ip: Option<String>,
    /// What the browser called itself.
    pub user_agent: Option<String>,
}

/// Takes a wish in, and asks the addresses whether it is theirs.
pub async fn sign_up(context: &Context, data: &JoinData, wish: SignUp) -> Outcome<()> {
    let scope = data.page.scope;
    let merchant = context.store.read().await?.db().merchant(scope.merchant).await?;
    let country = merchant.ok_or(OperationError::NotFound)?.country;
    let person = check_wish(&wish, &country).map_err(OperationError::Invalid)?;
    let now = context.now();
    let home = calling_code::of_country(&country);
    context
        .store
        .transact(
            (context.clone(), data.page.clone(), wish, person, now),
            move |db, (context, page, wish, person, now)| {
                Box::pin(async move {
                    refuse_too_many(db, page.scope, person, home, *now).await?;
                    for channel in Channel::ALL {
                        if person.reached_by(*channel).is_some() {
                            ask(db, context, page, wish, person, *channel, *now).await?;
                        }
                    }
                    Ok::<_, OperationError>(())
                })
            },
        )
        .await?;
    context.wake_workers();
    Ok(())
}

fn check_wish(wish: &SignUp, country: &str) -> Result<Person, Vec<FieldError>> {
    let mut faults = Faults::new();
    let draft = DraftPayer {
        name: Some(wish.name.clone()),
        phone: Some(wish.phone.clone()),
        email: Some(wish.email.clone()),
        ..DraftPayer::default()
    };
    let payer = faults.take_all(check_payer(&draft, country));
    if wish.phone.trim().is_empty() && wish.email.trim().is_empty() {
        faults.add("payer.phone", "required", "Write a mobile number, an e-mail address, or both.");
    }
    if !wish.agrees {
        faults.add("agree", "required", "Tick the box if you agree.");
    }
    faults.check()?;
    let payer = payer.unwrap_or_default();
    Ok(Person { name: payer.name, email: payer.email, phone: payer.phone, ..Person::default() })
}

/// Whoever is paid for SMS that arrive types in their own numbers, by the thousand: a page asks so many in a day and no more.
async fn refuse_too_many(
    db: &mut Db<'_>,
    scope: Scope,
    person: &Person,
    home: Option<&str>,
    now: Timestamp,
) -> Outcome<()> {
    let Some(phone) = &person.phone else { return Ok(()) };
    let code = calling_code::of_number(phone);
    let asked = db.numbers_asked(scope, now.minus(A_DAY)).await?;
    if db.message_settings(scope).await?.may_ask(&asked, code, home) {
        return Ok(());
    }
    tracing::warn!(merchant = %scope.merchant, calling_code = code, "a sign-up was turned away: as many numbers were asked in a day as may be");
    let detail =
        "As many numbers were asked today as the merchant allows. Give an e-mail address, or try again tomorrow.";
    Err(OperationError::field("payer.phone", "too_many_today", detail))
}

/// How many numbers the pages asked in the last day, where that is as many as may be, of all or of one country.
pub async fn sign_ups_used_up(context: &Context, scope: Scope) -> Outcome<Option<i64>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    let asked = db.numbers_asked(scope, context.now().minus(A_DAY)).await?;
    let settings = db.message_settings(scope).await?;
    let home = calling_code::of_country(&merchant.country);
    let full = asked.iter().any(|(code, _)| !settings.may_ask(&asked, code, home));
    Ok(full.then(|| asked.iter().map(|(_, count)| count).sum()))
}

/// Asks one address whether the wish is its own; says nothing where it may not be asked.
async fn ask(
    db: &mut Db<'_>,
    context: &Context,
    page: &OptInPage,
    wish: &SignUp,
    person: &Person,
    channel: Channel,
    now: Timestamp,
) -> Outcome<()> {
    let scope = page.scope;
    let Some(address) = person.reached_by(channel) else { return Ok(()) };
    let hash = db.address_hash(scope, channel, address);
    let wants_nothing = db.latest_consent(scope, channel, &hash).await?.is_some_and(|said| !said.given);
    let asked = db.directs_since(scope, channel, &hash, now.minus(A_DAY)).await?;
    if wants_nothing || asked >= MOST_IN_A_DAY {
        return Ok(());
    }
    let wording = shown_wording(db, scope, channel, wish).await?;
    let token = context.random.pay_token();
    let opt_in = OptIn {
        scope,
        id: OptInId(context.random.uuid(now)),
        page: page.id,
        channel,
        address_hash: hash.clone(),
        person: Some(person.clone()),
        language: wish.language,
        wording: wording.reference(),
        ip: wish.ip.clone(),
        user_agent: wish.user_agent.clone(),
        created_at: now,
        expires_at: now.plus(AWAITED_FOR),
        confirmed_at: None,
    };
    let code = (channel == Channel::Sms).then(|| calling_code::of_number(address));
    db.insert_opt_in(&opt_in, &token, code).await?;
    let link = format!("{}/join/yes/{}", origin_text(&context.config.public_url), token.reveal());
    let new = NewDirect {
        purpose: DirectPurpose::ConfirmOptIn,
        channel,
        heard: None,
        language: wish.language,
        to: address,
        address_hash: &hash,
        link: &link,
    };
    write_direct(db, context, scope, new).await.map(drop)
}

/// The text that stood on the page when it was filled in, also when there is a newer one by now.
async fn shown_wording(db: &mut Db<'_>, scope: Scope, channel: Channel, wish: &SignUp) -> Outcome<Wording> {
    let named = wish.wordings.iter().filter_map(|reference| read_wording(reference));
    let named = named.into_iter().find(|(of, language, _)| *of == channel && *language == wish.language);
    let shown = match named {
        Some(named) => db.wording(scope, named).await?.filter(|wording| wording.offered),
        None => None,
    };
    let gone = || OperationError::field("agree", "changed", "The text has changed. Please read it again.");
    shown.ok_or_else(gone)
}

/// What a confirmation link is about.
#[derive(Clone, Debug)]
pub struct Awaited {
    /// The wish.
    pub opt_in: OptIn,
    /// How the merchant's pages look.
    pub profile: Profile,
    /// The text that is agreed to.
    pub wording: Option<Wording>,
}

/// What a confirmation link is about.
pub async fn read_awaited(context: &Context, token: PayToken) -> Outcome<Awaited> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let opt_in = db.find_opt_in(&token).await?.ok_or(OperationError::NotFound)?;
    let profile = db.default_profile(opt_in.scope).await?.ok_or(OperationError::NotFound)?;
    let wording = match read_wording(&opt_in.wording) {
        Some(named) => db.wording(opt_in.scope, named).await?,
        None => None,
    };
    Ok(Awaited { opt_in, profile, wording })
}

/// Whoever reads what is sent to an address says yes. Saying it again changes nothing; `false`: it is too late.
pub async fn confirm_sign_up(context: &Context, token: PayToken, ip: Option<String>) -> Outcome<bool> {
    context
        .store
        .transact((context.clone(), token, ip), |db, (context, token, ip)| {
            Box::pin(async move {
                let now = context.now();
                let opt_in = db.find_opt_in(token).await?.ok_or(OperationError::NotFound)?;
                if opt_in.confirmed_at.is_some() {
                    return Ok(true);
                }
                if opt_in.expires_at <= now {
                    return Ok(false);
                }
                let from = ip.as_deref().map(|ip| format!(" from {ip}")).unwrap_or_default();
                confirm(db, context, &opt_in, &format!("by its link{from}")).await?;
                Ok(true)
            })
        })
        .await
}

async fn confirm(db: &mut Db<'_>, context: &Context, opt_in: &OptIn, how: &str) -> Outcome<()> {
    let now = context.now();
    let Some(person) = &opt_in.person else { return Ok(()) };
    let Some(address) = person.reached_by(opt_in.channel) else { return Ok(()) };
    if !db.confirm_opt_in(opt_in.scope, opt_in.id, now).await? {
        return Ok(());
    }
    let page = db.opt_in_page(opt_in.scope, opt_in.page).await?.map(|page| page.name).unwrap_or_default();
    let evidence =
        format!("Form \"{page}\" sent at {}, confirmed {how} at {}.", opt_in.created_at.to_rfc3339(), now.to_rfc3339());
    let saying = Saying {
        given: true,
        wording: Some(opt_in.wording.clone()),
        evidence: Some(evidence),
        ip: opt_in.ip.clone(),
        user_agent: opt_in.user_agent.clone(),
        ..Saying::no_more(opt_in.channel, address, ConsentSource::Form)
    };
    write_and_tell(db, context, opt_in.scope, &saying, None).await?;
    enter(db, context, opt_in, person).await
}

/// Into the address book: by a confirmed address only, and beside another one only if that was confirmed too. Otherwise somebody could put
/// their own number beside another's name.
async fn enter(db: &mut Db<'_>, context: &Context, opt_in: &OptIn, person: &Person) -> Outcome<()> {
    let scope = opt_in.scope;
    if !db.contacts_at(scope, opt_in.channel, &opt_in.address_hash).await?.is_empty() {
        return Ok(());
    }
    let other = opt_in.channel.other();
    let hashes = hashes_of(db, scope, person);
    let other_hash = match other {
        Channel::Sms => hashes.sms,
        Channel::Email => hashes.email,
    };
    let only = |person: &Person| match opt_in.channel {
        Channel::Sms => Person { email: None, ..person.clone() },
        Channel::Email => Person { phone: None, ..person.clone() },
    };
    let sibling = match &other_hash {
        Some(hash) => db.confirmed_sibling(opt_in, other, hash).await?,
        None => None,
    };
    let known = match (&sibling, &other_hash) {
        (Some(_), Some(hash)) => db.contacts_at(scope, other, hash).await?.into_iter().next(),
        _ => None,
    };
    let language = Some(opt_in.language);
    match known.filter(|contact| contact.person.reached_by(opt_in.channel).is_none()) {
        Some(contact) => {
            let mut joined = contact.person.clone();
            match opt_in.channel {
                Channel::Sms => joined.phone.clone_from(&person.phone),
                Channel::Email => joined.email.clone_from(&person.email),
            }
            let checked =
                Checked { person: joined, language: contact.language, external_id: contact.external_id.clone() };
            save(db, context, contact, checked).await?;
        }
        None => {
            let checked = Checked { person: only(person), language, external_id: None };
            write_contact(db, context, scope, checked).await?;
        }
    }
    Ok(())
}

/// What an SMS means here that means nothing elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OwnMeaning {
    /// A yes to what was asked.
    Yes,
    /// The merchant's word for signing up.
    Word,
    /// Neither.
    Nothing,
}

/// Whether an SMS answers a question of ours, or is the merchant's word for signing up.
pub(super) async fn own_meaning(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    channel: Channel,
    hash: &[u8],
    text: &str,
) -> Outcome<OwnMeaning> {
    if channel != Channel::Sms {
        return Ok(OwnMeaning::Nothing);
    }
    if is_yes(text) && awaited_still(db, context, scope, channel, hash).await?.is_some() {
        return Ok(OwnMeaning::Yes);
    }
    let words = db.message_settings(scope).await?.opt_in_words;
    let is_ours = words.iter().any(|word| is_word(text, word));
    Ok(if is_ours { OwnMeaning::Word } else { OwnMeaning::Nothing })
}

/// The question that a yes answers. A withdrawal ends it: a yes that comes later answers something else.
async fn awaited_still(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    channel: Channel,
    hash: &[u8],
) -> Outcome<Option<OptIn>> {
    let Some(opt_in) = db.awaiting_opt_in(scope, channel, hash, context.now()).await? else { return Ok(None) };
    let latest = db.latest_consent(scope, channel, hash).await?;
    let is_over = latest.is_some_and(|latest| !latest.given && latest.happened_at >= opt_in.created_at);
    Ok(Some(opt_in).filter(|_| !is_over))
}

/// Somebody signs up by SMS. The merchant's own word is answered once an hour, and not to somebody who is signed up already.
pub(super) async fn sign_up_by_word(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    (address, hash): (&str, &[u8]),
    said: &str,
    own: OwnMeaning,
) -> Outcome<()> {
    let (scope, channel, now) = (account.scope, account.channel, context.now());
    if let Some(opt_in) = awaited_still(db, context, scope, channel, hash).await? {
        return confirm(db, context, &opt_in, &format!("by the answer \"{said}\"")).await;
    }
    if own != OwnMeaning::Word {
        return Ok(());
    }
    let is_in = db.latest_consent(scope, channel, hash).await?.is_some_and(|latest| latest.given);
    if is_in {
        return Ok(());
    }
    let saying = Saying {
        given: true,
        evidence: Some(said.to_owned()),
        ..Saying::no_more(channel, address, ConsentSource::Keyword)
    };
    write_and_tell(db, context, scope, &saying, None).await?;
    if db.was_said(scope, channel, hash, DirectPurpose::OptInConfirmed, now.minus(AN_HOUR)).await? {
        return Ok(());
    }
    let new = NewDirect {
        purpose: DirectPurpose::OptInConfirmed,
        channel,
        heard: Some(account),
        language: profile_of(db, scope, account.profile).await?.language,
        to: address,
        address_hash: hash,
        link: "",
    };
    write_direct(db, context, scope, new).await.map(drop)
}
