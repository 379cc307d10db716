//! A request with everything that a page or an answer shows of it.

use super::carry::{Takers, Way};
use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::attachment::Attachment;
use crate::domain::channel::Channel;
use crate::domain::event::Event;
use crate::domain::ids::{PaymentRequestId, ProfileId};
use crate::domain::merchant::{Home, Merchant, Profile};
use crate::domain::pay_token::PayToken;
use crate::domain::payer::Payer;
use crate::domain::payment::{Payment, PaymentKind};
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::refund::Refund;
use crate::domain::scope::Scope;
use crate::domain::time::{Timestamp, Zone};
use crate::store::Db;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// A request and what hangs on it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The request.
    pub request: PaymentRequest,
    /// Who is asked.
    pub payer: Payer,
    /// The newest link that works.
    pub token: Option<PayToken>,
    /// Payments in the order of their making.
    pub payments: Vec<Payment>,
    /// Refunds in the order of their making.
    pub refunds: Vec<Refund>,
    /// Files in the order of their adding.
    pub attachments: Vec<Attachment>,
}

impl Whole {
    /// The pay link, where there is one.
    pub fn pay_url(&self, context: &Context) -> Option<String> {
        let base = origin_text(&context.config.public_url);
        self.token.map(|token| format!("{base}/p/{}", token.reveal()))
    }
}

/// The most events that a timeline shows.
const MOST_EVENTS: i64 = 500;

/// One request of a merchant and mode.
pub async fn read_payment_request(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<Whole> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let request = db.payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    Ok(Whole {
        payer: db.payer(scope, id).await?,
        token: db.pay_token(scope, id).await?,
        payments: db.payments_of(scope, id).await?,
        refunds: db.refunds_of(scope, id).await?,
        attachments: db.attachments_of(scope, id).await?,
        request,
    })
}

/// The events of a request, oldest first.
pub async fn read_timeline(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<Vec<Event>> {
    Ok(context.store.read().await?.db().events_of(scope, id, 0, MOST_EVENTS).await?)
}

/// The merchant of a scope.
pub async fn read_merchant(context: &Context, scope: Scope) -> Outcome<Merchant> {
    context.store.read().await?.db().merchant(scope.merchant).await?.ok_or(OperationError::NotFound)
}

/// Where a merchant is.
pub async fn home_of(context: &Context, scope: Scope) -> Outcome<Home> {
    let merchant = read_merchant(context, scope).await?;
    let zone = Zone::named(&merchant.zone).ok_or(OperationError::Internal("a merchant in an unknown time zone"))?;
    Ok(Home { zone, country: merchant.country })
}

/// The zone in which a merchant's days begin and end.
pub async fn zone_of(context: &Context, scope: Scope) -> Outcome<Zone> {
    home_of(context, scope).await.map(|home| home.zone)
}

/// What the payment page is made of.
#[derive(Clone, Debug)]
pub struct PageData {
    /// The request.
    pub request: PaymentRequest,
    /// Its payments.
    pub payments: Vec<Payment>,
    /// Their refunds.
    pub refunds: Vec<Refund>,
    /// Who is asked.
    pub payer: Payer,
    /// What is offered beside it.
    pub attachments: Vec<Attachment>,
    /// What the payer has said about messages.
    pub told: Told,
    /// What all pages of the profile have in common.
    pub shop: Arc<Shop>,
}

impl PageData {
    /// Ways in which the payer may pay what is still due; none while nobody takes it.
    pub fn ways(&self) -> Vec<Way> {
        self.shop.takers.ways(self.request.amount_due())
    }

    /// Who takes the payment: whoever has the newest checkout, else who would take one.
    pub fn provider_name(&self, context: &Context, ways: &[Way]) -> &'static str {
        let checkout = self.payments.iter().rfind(|payment| payment.kind == PaymentKind::Checkout);
        let has_it = checkout.and_then(|payment| context.providers.get(payment.provider.as_deref()?));
        let would = || ways.first().map(|way| way.provider_name);
        has_it.map(|provider| provider.display_name()).or_else(would).unwrap_or(self.shop.provider_name)
    }
}

/// What a payer has said about messages, as far as the open page shows it.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The reminder was put off to then.
    pub later: Option<Timestamp>,
    /// No more messages on these.
    pub opted_out: Vec<Channel>,
}

/// What was said, for as long as it matters.
async fn read_told(db: &mut Db<'_>, context: &Context, request: &PaymentRequest, payer: &Payer) -> Outcome<Told> {
    let (scope, now) = (request.scope, context.now());
    if request.status(now) != Status::Open {
        return Ok(Told::default());
    }
    let later = db.snoozes(scope, request.id).await?.into_iter().next_back().filter(|until| *until > now);
    let reached = |channel: &Channel| Some((*channel, payer.reached_by(*channel)?));
    let reached: Vec<(Channel, &str)> = Channel::ALL.iter().filter_map(reached).collect();
    let hashed = reached.iter().map(|(channel, to)| (*channel, db.address_hash(scope, *channel, to)));
    let hashed: Vec<(Channel, Vec<u8>)> = hashed.collect();
    let hashes: Vec<Vec<u8>> = hashed.iter().map(|(_, hash)| hash.clone()).collect();
    let latest = db.latest_consents(scope, &hashes).await?;
    let ended = |hash: &Vec<u8>| latest.get(hash).is_some_and(|said| !said.given);
    let opted_out = hashed.iter().filter(|(_, hash)| ended(hash)).map(|(channel, _)| *channel).collect();
    Ok(Told { later, opted_out })
}

/// What all payment pages of a profile have in common.
#[derive(Clone, Debug)]
pub struct Shop {
    /// How they look.
    pub profile: Profile,
    /// The merchant's zone.
    pub zone: Zone,
    /// Who takes payments there.
    pub takers: Takers,
    /// Who takes the payment, or took it before the account was disabled.
    pub provider_name: &'static str,
    /// Whether payers may put a reminder off.
    pub may_put_off: bool,
    /// Whether payers of a dead link may ask for a new one.
    pub sends_new_links: bool,
}

/// Shops read lately. Many pages are of few shops, and reading one takes longer than the rest of the page. What was changed shows a moment
/// later; a payment is decided by what the database says.
#[derive(Default)]
pub struct Shops(RwLock<KeptShops>);

/// Each with the moment at which it was read.
type KeptShops = HashMap<(Scope, ProfileId), (Instant, Arc<Shop>)>;

/// More are not kept at a time.
const MOST_SHOPS: usize = 10_000;

impl Shops {
    fn recall(&self, scope: Scope, profile: ProfileId, at_most: Duration) -> Option<Arc<Shop>> {
        let shops = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (read_at, shop) = shops.get(&(scope, profile))?;
        (read_at.elapsed() < at_most).then(|| Arc::clone(shop))
    }

    fn remember(&self, scope: Scope, profile: ProfileId, shop: Shop) -> Arc<Shop> {
        let shop = Arc::new(shop);
        let mut shops = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if shops.len() >= MOST_SHOPS {
            shops.clear();
        }
        shops.insert((scope, profile), (Instant::now(), Arc::clone(&shop)));
        shop
    }

    /// It turned out to be another by now: the next page reads it anew.
    pub(super) fn forget(&self, scope: Scope, profile: ProfileId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&(scope, profile));
    }
}

/// What a token opens. Unknown, revoked and mistyped tokens look alike.
pub async fn read_page(context: &Context, token: PayToken) -> Outcome<PageData> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let (scope, id, has_files) = db.find_page(&token).await?.ok_or(OperationError::NotFound)?;
    let request = db.payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    let shop = match context.shops.recall(scope, request.profile, context.config.shop_memory) {
        Some(known) => known,
        None => {
            let read = read_shop(&mut db, context, scope, request.profile).await?;
            context.shops.remember(scope, request.profile, read)
        }
    };
    let payments = db.payments_of(scope, id).await?;
    let refunds = if payments.is_empty() { Vec::new() } else { db.refunds_of(scope, id).await? };
    let attachments = if has_files { db.attachments_of(scope, id).await? } else { Vec::new() };
    let payer = db.payer(scope, id).await?;
    let told = read_told(&mut db, context, &request, &payer).await?;
    Ok(PageData { payer, request, payments, refunds, attachments, told, shop })
}

async fn read_shop(db: &mut Db<'_>, context: &Context, scope: Scope, profile: ProfileId) -> Outcome<Shop> {
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    let profile = db.profile(scope, profile).await?.ok_or(OperationError::NotFound)?;
    let zone = Zone::named(&merchant.zone).ok_or(OperationError::Internal("a merchant in an unknown time zone"))?;
    let settings = db.message_settings(scope).await?;
    let (may_put_off, sends_new_links) = (settings.snooze, settings.new_links);
    let takers = Takers::default();
    let mut shop = Shop { profile, zone, takers, provider_name: "", may_put_off, sends_new_links };
    // The disabled ones last: what is under way there is still asked about by its name.
    let (enabled, disabled): (Vec<_>, Vec<_>) =
        db.provider_accounts(scope).await?.into_iter().partition(|account| account.disabled_at.is_none());
    for account in enabled.iter().chain(&disabled) {
        let Some(provider) = context.providers.get(&account.provider) else { continue };
        if shop.provider_name.is_empty() {
            shop.provider_name = provider.display_name();
        }
        if account.disabled_at.is_none() {
            shop.takers.add(provider, provider.methods(account));
        }
    }
    Ok(shop)
}

/// The profile that a request's page is shown in.
pub async fn read_profile(context: &Context, request: &PaymentRequest) -> Outcome<Profile> {
    let profile = context.store.read().await?.db().profile(request.scope, request.profile).await?;
    profile.ok_or(OperationError::NotFound)
}

/// One payment of a merchant and mode; it names its request.
pub async fn read_payment(context: &Context, scope: Scope, payment: crate::domain::ids::PaymentId) -> Outcome<Payment> {
    context.store.read().await?.db().payment(scope, payment).await?.ok_or(OperationError::NotFound)
}
