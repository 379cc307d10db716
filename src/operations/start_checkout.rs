//! A payer pressed Pay. The sequence that is right under two tabs, a crash anywhere and an unknown outcome: write down, commit, call,
//! write down.

use super::apply_facts::{Hearing, apply_facts};
use super::book::{Doer, enqueue, kinds, lock, write_decision};
use super::carry::carries;
use super::follow_payment::{Answer, ask_to_end, may_repeat_start};
use super::record_opens::flush_opens_of;
use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::event::{EventType, NewEvent};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ids::{PaymentId, PaymentRequestId, ProfileId};
use crate::domain::language::Language;
use crate::domain::learn::{Decision, Effect};
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::pay_token::PayToken;
use crate::domain::payment::{Failure, FailureCode, Payment, PaymentKind, PaymentState};
use crate::domain::payment_request::PaymentRequest;
use crate::domain::provider_account::ProviderAccount;
use crate::domain::scope::Scope;
use crate::domain::start::{Step, next_step};
use crate::domain::time::Timestamp;
use crate::providers::{Capabilities, Provider, ProviderError, StartParameters};
use crate::store::Db;
use std::sync::Arc;
use std::time::Duration;

/// What a payer chose, and from which page.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The way to pay.
    pub method: Method,
    /// The version of the terms that the form showed.
    pub terms_version: Option<i64>,
    /// The language of the page that the form stood on: the provider's page and the way back speak it too.
    pub language: Option<Language>,
    /// For the event.
    pub doer: Doer,
}

/// Where the payer goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartOutcome {
    /// To the provider's page.
    Redirect(String),
    /// Back to the payment page as it is now.
    ShowPage,
    /// The provider said no: back to the page, which says so.
    Refused,
    /// Somebody else's call is still running.
    Preparing,
    /// An earlier checkout is unanswered.
    BeingChecked,
    /// Nobody takes a payment that way, or none at all: back to the page, which knows what there is.
    NotOffered,
}

/// How often the sequence is gone through before the payer is told that it is being checked.
const MOST_ROUNDS: usize = 4;
/// A poll of the database while somebody else is calling the provider.
const WAIT_STEP: Duration = Duration::from_millis(50);

/// Hands the payer over to a provider, or says why not. Runs to its end whatever becomes of the caller: spawn it.
pub async fn start_checkout(context: &Context, token: PayToken, choice: Choice) -> Outcome<StartOutcome> {
    let found = context.store.read().await?.db().find_pay_link(&token).await?;
    let (scope, request) = found.ok_or(OperationError::NotFound)?;
    if let Err(error) = flush_opens_of(context, scope, request).await {
        // The timeline lacks an opening then; nobody is kept from paying by that.
        tracing::warn!(%error, "the opens of a link could not be written before its checkout");
    }
    let mut waited = false;
    for _ in 0..MOST_ROUNDS {
        let decided = context
            .store
            .transact(
                (context.clone(), scope, request, token, choice.clone()),
                |db, (context, scope, request, token, choice)| {
                    Box::pin(decide(db, context, *scope, *request, token, choice))
                },
            )
            .await?;
        match decided {
            Decided::Page => return Ok(StartOutcome::ShowPage),
            Decided::NotOffered(profile) => {
                context.shops.forget(scope, profile);
                return Ok(StartOutcome::NotOffered);
            }
            Decided::HandOut(url) => return Ok(StartOutcome::Redirect(url)),
            Decided::Wait(payment) => {
                if waited {
                    return Ok(StartOutcome::Preparing);
                }
                waited = true;
                wait_for_other(context, scope, payment).await?;
            }
            Decided::Call(started) => {
                context.wake_workers();
                match call_provider(context, *started).await? {
                    Called::Answered => {}
                    Called::Refused => return Ok(StartOutcome::Refused),
                    Called::Unanswered => return Ok(StartOutcome::Preparing),
                }
            }
            Decided::End(payment) => {
                context.wake_workers();
                match ask_to_end(context, scope, payment).await? {
                    Answer::Learned => {}
                    Answer::NotThere | Answer::Unanswered => return Ok(StartOutcome::BeingChecked),
                }
            }
        }
    }
    Ok(StartOutcome::BeingChecked)
}

/// A checkout that is written down and has to be called for.
struct Started {
    payment: Payment,
    account: ProviderAccount,
    provider: Arc<dyn Provider>,
    parameters: StartParameters,
}

enum Decided {
    Page,
    NotOffered(ProfileId),
    HandOut(String),
    Wait(PaymentId),
    Call(Box<Started>),
    End(PaymentId),
}

async fn decide(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    request: PaymentRequestId,
    token: &PayToken,
    choice: &Choice,
) -> Outcome<Decided> {
    let now = context.now();
    let locked = lock(db, scope, request).await?;
    let holder = locked.payments.iter().find(|payment| payment.holds_slot);
    let ends_checkouts = holder
        .and_then(|payment| payment.provider.as_deref())
        .and_then(|word| context.providers.get(word))
        .is_none_or(|provider| provider.capabilities().ends_checkouts);
    let step = next_step(&locked.request, &locked.payments, choice.method, choice.terms_version, ends_checkouts, now);
    match step {
        Step::ShowPage => Ok(Decided::Page),
        Step::HandOut(url) => {
            let mut decision = Decision::unchanged(&locked.request, &locked.payments);
            for payment in &mut decision.payments {
                // The payer is there again.
                payment.left_at = payment.left_at.filter(|_| payment.state != PaymentState::Open);
            }
            write_decision(db, context, &locked, decision, &Doer::default()).await?;
            Ok(Decided::HandOut(url))
        }
        Step::Wait(payment) => Ok(Decided::Wait(payment)),
        Step::BeingChecked(payment) => Ok(Decided::End(payment)),
        Step::End(payment) => {
            let mut decision = Decision::unchanged(&locked.request, &locked.payments);
            if let Some(payment) = decision.payments.iter_mut().find(|known| known.id == payment) {
                payment.state = PaymentState::Closing;
            }
            decision.effects.push(Effect::EndCheckout(payment));
            write_decision(db, context, &locked, decision, &Doer::default()).await?;
            Ok(Decided::End(payment))
        }
        Step::TakeOver(payment) => take_over(db, context, scope, payment).await,
        Step::Start => {
            let due = locked.request.amount_due();
            let Some((account, provider)) = account_for(db, context, scope, choice.method, due).await? else {
                return Ok(Decided::NotOffered(locked.request.profile));
            };
            let payment = new_payment(context, &locked.request, &account, provider.capabilities(), choice.method, now);
            let parameters =
                parameters(db, context, &locked.request, &payment, &account, token, choice.language).await?;
            let frozen = serde_json::to_string(&parameters).map_err(|_| OperationError::Internal("parameters"))?;
            db.insert_payment(&payment, Some(&frozen)).await?;
            let lease_end = payment.lease_until.unwrap_or(now);
            enqueue(db, context, scope, kinds::FOLLOW_PAYMENT, payment.id.0, lease_end).await?;
            let mut decision = Decision::unchanged(&locked.request, &locked.payments);
            decision.payments.push(payment.clone());
            decision.events.push(NewEvent::of_payment(EventType::PaymentStarted, payment.id));
            write_decision(db, context, &locked, decision, &choice.doer).await?;
            Ok(Decided::Call(Box::new(Started { payment, account, provider, parameters })))
        }
    }
}

/// A new lease on a call whose caller is gone; same key, same bytes. When it is too late to repeat it, the provider is only asked.
async fn take_over(db: &mut Db<'_>, context: &Context, scope: Scope, payment: PaymentId) -> Outcome<Decided> {
    let now = context.now();
    let mut payment = db.payment(scope, payment).await?.ok_or(OperationError::NotFound)?;
    payment.lease_until = Some(lease_end(context, now));
    let started = read_started(db, context, payment).await?;
    if !may_repeat_start(&started.payment, started.provider.capabilities(), now) {
        return Ok(Decided::End(started.payment.id));
    }
    db.save_payment(&started.payment, now).await?;
    enqueue(db, context, scope, kinds::FOLLOW_PAYMENT, started.payment.id.0, lease_end(context, now)).await?;
    Ok(Decided::Call(Box::new(started)))
}

async fn read_started(db: &mut Db<'_>, context: &Context, payment: Payment) -> Outcome<Started> {
    let account = payment.provider_account.ok_or(OperationError::Internal("a checkout without an account"))?;
    let account = db.provider_account(account).await?.ok_or(OperationError::NotFound)?;
    let provider = context.providers.get(&account.provider).ok_or(OperationError::Internal("an unknown provider"))?;
    let frozen = db.payment_parameters(payment.scope, payment.id).await?;
    let parameters = frozen
        .and_then(|text| serde_json::from_str(&text).ok())
        .ok_or(OperationError::Internal("a checkout without parameters"))?;
    Ok(Started { provider: Arc::clone(provider), payment, account, parameters })
}

/// Longer than the call can take.
fn lease_end(context: &Context, now: Timestamp) -> Timestamp {
    now.plus(context.config.provider_timeout + Duration::from_secs(5))
}

/// The enabled account that offers the method for that amount: the oldest one. A payer who names none may go to the oldest that has any,
/// unless another one leaves the choice to its own page, as the payment page says.
async fn account_for(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    method: Method,
    amount: Money,
) -> Outcome<Option<(ProviderAccount, Arc<dyn Provider>)>> {
    let mut any = None;
    for account in db.provider_accounts(scope).await?.into_iter().filter(|account| account.disabled_at.is_none()) {
        let Some(provider) = context.providers.get(&account.provider) else { continue };
        let offered = provider.methods(&account);
        let carried = |method: &Method| carries(&**provider, *method, amount).is_ok();
        if offered.contains(&method) && carried(&method) {
            return Ok(Some((account, Arc::clone(provider))));
        }
        if method == Method::Any && any.is_none() && offered.iter().any(carried) {
            any = Some((account, Arc::clone(provider)));
        }
    }
    Ok(any)
}

fn new_payment(
    context: &Context,
    request: &PaymentRequest,
    account: &ProviderAccount,
    can: Capabilities,
    method: Method,
    now: Timestamp,
) -> Payment {
    let id = PaymentId(context.random.uuid(now));
    let left = request.terms.expires_at.since(now);
    let life = left.clamp(can.shortest_life, can.longest_life);
    Payment {
        scope: request.scope,
        id,
        payment_request: request.id,
        kind: PaymentKind::Checkout,
        state: PaymentState::Starting,
        holds_slot: true,
        amount: request.amount_due(),
        received: 0,
        allocated: 0,
        refunded: 0,
        refunds_reported: 0,
        disputed: 0,
        disputes: Vec::new(),
        fee: None,
        method,
        provider: Some(account.provider.clone()),
        provider_account: Some(account.id),
        provider_reference: None,
        charge_reference: None,
        idempotency_key: id.to_string(),
        redirect_url: None,
        ends_at: Some(now.plus(life)),
        lease_until: Some(lease_end(context, now)),
        failure: None,
        acted_at: None,
        late: false,
        awaits_decision: false,
        payer_account: None,
        created_at: now,
        succeeded_at: None,
        asked_at: None,
        left_at: None,
        answered_at: None,
    }
}

async fn parameters(
    db: &mut Db<'_>,
    context: &Context,
    request: &PaymentRequest,
    payment: &Payment,
    account: &ProviderAccount,
    token: &PayToken,
    language: Option<Language>,
) -> Outcome<StartParameters> {
    let profile = db.profile(request.scope, request.profile).await?.ok_or(OperationError::NotFound)?;
    let payer = db.payer(request.scope, request.id).await?;
    let base = origin_text(&context.config.public_url);
    let terms = &request.terms;
    let description = terms.description.clone().or_else(|| terms.reference.clone());
    let speaking = language.map(|language| format!("?lang={}", language.tag())).unwrap_or_default();
    Ok(StartParameters {
        payment: payment.id,
        amount: payment.amount,
        description: description.unwrap_or_else(|| profile.display_name.clone()),
        reference: terms.reference.clone(),
        merchant_name: profile.display_name,
        language: language.or(payer.language).unwrap_or(profile.language),
        method: payment.method,
        payer_email: payer.email,
        return_url: format!("{base}/p/{}/return{speaking}", token.reveal()),
        notify_url: format!("{base}/notifications/{}/{}", account.provider, account.id),
        ends_at: payment.ends_at.unwrap_or(payment.created_at),
    })
}

/// Waits until somebody else's call has an outcome, outside any transaction.
async fn wait_for_other(context: &Context, scope: Scope, payment: PaymentId) -> Outcome<()> {
    let rounds = context.config.preparing_wait.as_millis() / WAIT_STEP.as_millis().max(1);
    for _ in 0..rounds {
        tokio::time::sleep(WAIT_STEP).await;
        let known = context.store.read().await?.db().payment(scope, payment).await?;
        if known.is_none_or(|payment| payment.state != PaymentState::Starting || payment.lease_until.is_none()) {
            break;
        }
    }
    Ok(())
}

enum Called {
    Answered,
    Refused,
    Unanswered,
}

async fn call_provider(context: &Context, started: Started) -> Outcome<Called> {
    let Started { payment, account, provider, parameters } = started;
    let answer = provider.start_checkout(&account, &parameters, &payment.idempotency_key).await;
    match answer {
        Ok(told) => {
            if let Some(hearing) = Hearing::of_answer(&payment, "start", told) {
                apply_facts(context, hearing).await?;
            }
            Ok(Called::Answered)
        }
        Err(ProviderError::Refused { detail }) => {
            refused(context, &payment, detail).await?;
            Ok(Called::Refused)
        }
        Err(error @ (ProviderError::Unanswered { .. } | ProviderError::NotFound)) => {
            tracing::warn!(payment = %payment.id, %error, "the provider did not answer a start");
            release_lease(context, &payment).await?;
            Ok(Called::Unanswered)
        }
    }
}

/// A definite no from the provider: nothing was started, nothing will be.
async fn refused(context: &Context, payment: &Payment, detail: String) -> Outcome<()> {
    tracing::warn!(payment = %payment.id, detail, "the provider refused a start");
    let failure = Failure { code: FailureCode::ProviderRefused, detail: Some(detail) };
    let told = crate::providers::Told {
        facts: vec![Fact { kind: FactKind::Failed(failure), at: context.now() }],
        body: Vec::new(),
    };
    if let Some(hearing) = Hearing::of_answer(payment, "start", told) {
        apply_facts(context, hearing).await?;
    }
    Ok(())
}

/// The outcome is unknown: whoever comes next may repeat the call with the same key.
async fn release_lease(context: &Context, payment: &Payment) -> Outcome<()> {
    let now = context.now();
    context
        .store
        .transact((context.clone(), payment.clone(), now), |db, (context, payment, now)| {
            Box::pin(async move {
                let locked = lock(db, payment.scope, payment.payment_request).await?;
                let known = locked.payments.into_iter().find(|known| known.id == payment.id);
                if let Some(mut known) = known.filter(|known| known.state == PaymentState::Starting) {
                    known.lease_until = None;
                    db.save_payment(&known, *now).await?;
                    let soon = now.plus(context.random.jitter(Duration::from_secs(2)));
                    enqueue(db, context, known.scope, kinds::FOLLOW_PAYMENT, known.id.0, soon).await?;
                }
                Ok::<_, OperationError>(())
            })
        })
        .await
}

/// Repeats the call of a checkout whose outcome is unknown, with the same key and bytes. For the follower.
pub(super) async fn repeat_start(context: &Context, payment: Payment) -> Outcome<Answer> {
    let started = read_started(&mut context.store.read().await?.db(), context, payment).await?;
    Ok(match call_provider(context, started).await? {
        Called::Answered | Called::Refused => Answer::Learned,
        Called::Unanswered => Answer::Unanswered,
    })
}
