//! A merchant asks for money.

use super::attach_files::seal_files;
use super::book::{Doer, write_events};
use super::carry::takers;
pub use super::check_draft::{Draft, DraftPayer, check_draft};
use super::follow_plan::{MessageWishes, plan_messages};
use super::idempotency::{Once, made_before, once};
use super::manage_profiles::{profile_for_new, profile_of};
use super::read_payment_request::home_of;
use super::{Context, OperationError, Outcome};
use crate::domain::contact::Contact;
use crate::domain::event::{EventType, NewEvent};
use crate::domain::field::FieldError;
use crate::domain::ids::{ContactId, PaymentRequestId, ProfileId, UserId};
use crate::domain::learn::Decision;
use crate::domain::payer::Payer;
use crate::domain::payment_request::{PaymentRequest, Sums, Terms};
use crate::domain::scope::Scope;
use crate::domain::time::Zone;
use crate::store::Db;
use crate::store::attachment::SealedFile;
use crate::store::idempotency::IdempotencyClaim;

/// Creates a request with its first pay link. With a claim, a repeat gives the same request.
pub async fn create_payment_request(
    context: &Context,
    scope: Scope,
    draft: &Draft,
    user: Option<UserId>,
    claim: Option<IdempotencyClaim>,
) -> Outcome<PaymentRequestId> {
    if let Some(id) = made_before(context, claim.as_ref()).await? {
        return id.parse().map_err(|_| OperationError::Internal("a kept answer names no request"));
    }
    let now = context.now();
    let home = home_of(context, scope).await?;
    let contact = find_contact(context, scope, draft.contact.as_deref()).await?;
    let takers = takers(context, scope).await?;
    let (terms, mut payer, files) = check_draft(draft, now, &home, &takers).map_err(OperationError::Invalid)?;
    if let Some(contact) = contact.as_ref().filter(|_| payer == Payer::default()) {
        payer = contact.payer();
    }
    let replaces = match draft.replaces.as_deref().filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(
            text.parse()
                .map_err(|_| OperationError::field("replaces", "invalid", "Send the id of a payment request."))?,
        ),
    };
    let profile = named_profile(draft.profile.as_deref())?;
    draft.messages.check(&payer).map_err(OperationError::Invalid)?;
    let doer = Doer { user, ..Doer::default() };
    let contact = contact.map(|contact| contact.id);
    let (messages, zone) = (draft.messages.clone(), home.zone);
    let files = seal_files(context, &files)?;
    let wish = Wish { scope, profile, terms, payer, contact, replaces, doer, messages, files, zone };
    let id = context
        .store
        .transact((context.clone(), wish, claim), |db, (context, wish, claim)| {
            Box::pin(write(db, context, wish, claim.as_ref()))
        })
        .await?;
    context.wake_workers();
    Ok(id)
}

/// The profile that a draft names; whether there is one is seen where the request is written.
fn named_profile(named: Option<&str>) -> Outcome<Option<ProfileId>> {
    let Some(text) = named.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let unknown = |_| OperationError::field("profile", "unknown", "There is no profile with this id.");
    text.parse().map(Some).map_err(unknown)
}

/// The contact that a draft names.
async fn find_contact(context: &Context, scope: Scope, named: Option<&str>) -> Outcome<Option<Contact>> {
    let Some(text) = named.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let unknown = || OperationError::field("contact", "unknown", "There is no contact with this id.");
    let id: ContactId = text.parse().map_err(|_| unknown())?;
    context.store.read().await?.db().contact(scope, id).await?.map(Some).ok_or_else(unknown)
}

/// A request about to be made.
pub(super) struct Wish {
    pub scope: Scope,
    /// How its page looks; none: as the default one.
    pub profile: Option<ProfileId>,
    pub terms: Terms,
    pub payer: Payer,
    /// Who in the address book that is.
    pub contact: Option<ContactId>,
    /// An earlier request that it stands in for.
    pub replaces: Option<PaymentRequestId>,
    pub doer: Doer,
    pub messages: MessageWishes,
    pub files: Vec<SealedFile>,
    pub zone: Zone,
}

async fn write(
    db: &mut Db<'_>,
    context: &Context,
    wish: &Wish,
    claim: Option<&IdempotencyClaim>,
) -> Outcome<PaymentRequestId> {
    let now = context.now();
    if let Once::Before(id) = once(db, claim, now).await? {
        return id.parse().map_err(|_| OperationError::Internal("a kept answer names no request"));
    }
    if let Some(earlier) = wish.replaces
        && db.payment_request(wish.scope, earlier).await?.is_none()
    {
        return Err(OperationError::field("replaces", "unknown", "There is no payment request with this id."));
    }
    if wish.profile.is_some() {
        profile_for_new(db, wish.scope, wish.profile).await?;
    }
    let request = make_request(db, context, wish).await?;
    if let Some(claim) = claim {
        db.finish_idempotency(claim, 201, &request.id.to_string()).await?;
    }
    Ok(request.id)
}

/// Writes a request with its link, its first event and its planned messages.
pub(super) async fn make_request(db: &mut Db<'_>, context: &Context, wish: &Wish) -> Outcome<PaymentRequest> {
    let now = context.now();
    let profile = profile_of(db, wish.scope, wish.profile).await?;
    let request = PaymentRequest {
        scope: wish.scope,
        id: PaymentRequestId(context.random.uuid(now)),
        version: 1,
        terms_version: 1,
        profile: profile.id,
        terms: wish.terms.clone(),
        replaces: wish.replaces,
        created_at: now,
        cancelled_at: None,
        paid_at: None,
        late: false,
        sums: Sums::default(),
        last_sequence: 0,
        last_event_at: now,
        expiry_recorded_at: None,
        opened_at: None,
    };
    let mut decision = Decision::unchanged(&request, &[]);
    decision.events.push(NewEvent::of(EventType::RequestCreated));
    // Its first event counts on the request, so it is written with the count that it will have.
    decision.request.last_sequence = 1;
    if !db.insert_payment_request(&decision.request, &wish.payer).await? {
        return Err(OperationError::Invalid(vec![FieldError::new(
            "external_id",
            "taken",
            "There is a payment request with this external_id already.",
        )]));
    }
    if let Some(contact) = wish.contact {
        db.link_contact(wish.scope, request.id, contact).await?;
    }
    for file in &wish.files {
        db.insert_attachment(wish.scope, request.id, file, now).await?;
    }
    decision.request.last_sequence = 0;
    db.insert_pay_link(wish.scope, request.id, &context.random.pay_token(), now).await?;
    write_events(db, context, &mut decision, &[], &wish.doer, now).await?;
    let mut request = decision.request;
    plan_messages(db, context, &mut request, &wish.payer, &wish.messages, &wish.zone, wish.doer.user).await?;
    if request.last_sequence > 1 {
        db.save_count(&request).await?;
    }
    Ok(request)
}
