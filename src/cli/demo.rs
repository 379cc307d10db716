//! `paylink demo`: a throw-away merchant in test mode with requests in every status, on a database that is gone afterwards.

use super::{CliError, stop_signal, worker_threads};
use crate::app::{App, Parts, build, make_private_folder};
use crate::clock::Clock;
use crate::config::{Config, Secret, origin_text};
use crate::documents::qr;
use crate::domain::ids::PaymentRequestId;
use crate::domain::language::Language;
use crate::domain::merchant::Support;
use crate::domain::method::Method;
use crate::domain::scope::Scope;
use crate::domain::time::{DAY_MS, Timestamp, Zone, date_text};
use crate::operations::book::Doer;
use crate::operations::cancel_payment_request::cancel_payment_request;
use crate::operations::create_payment_request::{Draft, DraftPayer, create_payment_request};
use crate::operations::read_payment_request::read_payment_request;
use crate::operations::refund_payment::{RefundWish, refund_payment};
use crate::operations::return_from_provider::return_from_provider;
use crate::operations::sandbox::{SandboxOutcome, choose_outcome};
use crate::operations::setup_merchant::{NewMerchant, SetUp, setup_merchant};
use crate::operations::start_checkout::{Choice, StartOutcome, start_checkout};
use crate::operations::{Context, OperationError, Outcome};
use crate::randomness::Randomness;
use crate::telemetry::start_logging;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// How the demo runs.
#[derive(clap::Args)]
pub struct DemoArgs {
    /// Print what is needed as one line of JSON instead of words
    #[arg(long)]
    json: bool,
}

const EMAIL: &str = "demo@example.org";
const PASSWORD: &str = "rohr zange nordsee demo";

/// Starts the demo and serves until it is told to stop.
pub async fn run(mut config: Config, args: DemoArgs) -> Result<ExitCode, CliError> {
    if config.log == "info" {
        "warn".clone_into(&mut config.log);
    }
    start_logging(&config);
    let random = Randomness::from_system();
    let folder = ThrowAway::make(&random)?;
    // Whatever database is configured stays untouched.
    config.data_dir.clone_from(&folder.0);
    config.database_url = Secret::new(format!("sqlite:{}", folder.0.join("demo.db").display()));
    config.secret_keys = Vec::new();
    config.sandbox_settle = Duration::from_secs(10);
    let parts = build(config, Clock::System, random).await?;
    let set_up = setup_merchant(&parts.context, merchant()).await?;
    let stop = stop_signal()?;
    let app = App::listen(parts.clone(), worker_threads())?;
    let serving = tokio::spawn(app.run(stop));
    let open = fill(&parts, set_up.merchant_scope()).await?;
    print(&parts.context, &set_up, open, args.json).await?;
    let ended = serving.await.unwrap_or_else(|error| Err(std::io::Error::other(error)));
    ended.map_err(|error| CliError::Io { what: "serving".to_owned(), error })?;
    drop(folder);
    Ok(ExitCode::SUCCESS)
}

/// A folder that is gone when the demo ends.
struct ThrowAway(PathBuf);

impl ThrowAway {
    fn make(random: &Randomness) -> Result<Self, CliError> {
        let path = std::env::temp_dir().join(format!("paylink-demo-{}", hex::encode(random.bytes::<6>())));
        make_private_folder(&path)
            .map_err(|error| CliError::Io { what: format!("making {}", path.display()), error })?;
        Ok(Self(path))
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the demo's folder was not removed");
        }
    }
}

impl SetUp {
    fn merchant_scope(&self) -> Scope {
        Scope { merchant: self.merchant, live: false }
    }
}

fn merchant() -> NewMerchant {
    NewMerchant {
        name: "Klempnerei Nord".to_owned(),
        email: EMAIL.to_owned(),
        password: Some(PASSWORD.to_owned()),
        zone: "Europe/Berlin".to_owned(),
        country: "DE".to_owned(),
        language: Language::De,
        town: Some("Flensburg".to_owned()),
        support: Support {
            phone: Some("+494611234567".to_owned()),
            email: Some("buero@example.org".to_owned()),
            hours: Some("Mo–Fr 8–16 Uhr".to_owned()),
        },
    }
}

/// What becomes of a request of the demo.
#[derive(Clone, Copy)]
enum Fate {
    Open,
    Cancelled,
    Pays(SandboxOutcome),
    PaysThenRefund(i64),
}

/// Made so many days ago, due so many days after, alive so many days: the past is made with a clock that stands there.
struct Sample {
    days_ago: i64,
    due_after: i64,
    life: i64,
    amount: i64,
    reference: &'static str,
    description: &'static str,
    payer: &'static str,
    phone: Option<&'static str>,
    fate: Fate,
}

const SAMPLES: &[Sample] = &[
    Sample {
        days_ago: 118,
        due_after: 14,
        life: 90,
        amount: 16_000,
        reference: "LI-748102",
        description: "Rohrreinigung",
        payer: "Alex Probe",
        phone: None,
        fate: Fate::Open,
    },
    Sample {
        days_ago: 40,
        due_after: 14,
        life: 90,
        amount: 8_990,
        reference: "LI-748870",
        description: "Armatur Bad",
        payer: "Kim Platzhalter",
        phone: Some("+491705551123"),
        fate: Fate::Open,
    },
    Sample {
        days_ago: 12,
        due_after: 14,
        life: 90,
        amount: 4_500,
        reference: "LI-748866",
        description: "Anfahrt",
        payer: "Toni Muster",
        phone: Some("+491605559098"),
        fate: Fate::Cancelled,
    },
    Sample {
        days_ago: 9,
        due_after: 14,
        life: 90,
        amount: 131_240,
        reference: "LI-748921",
        description: "Notdienst, Zählerraum",
        payer: "Hausverwaltung Muster",
        phone: None,
        fate: Fate::Pays(SandboxOutcome::PendingThenSucceed),
    },
    Sample {
        days_ago: 6,
        due_after: 14,
        life: 90,
        amount: 24_800,
        reference: "LI-748924",
        description: "Wartung Gastherme",
        payer: "Max Beispiel",
        phone: None,
        fate: Fate::PaysThenRefund(4_800),
    },
    Sample {
        days_ago: 3,
        due_after: 14,
        life: 90,
        amount: 7_350,
        reference: "LI-748926",
        description: "Dichtung Spüle",
        payer: "Robin Exempel",
        phone: None,
        fate: Fate::Pays(SandboxOutcome::Decline),
    },
    Sample {
        days_ago: 1,
        due_after: 14,
        life: 90,
        amount: 32_990,
        reference: "LI-748927",
        description: "Heizkörper Wohnzimmer",
        payer: "Erika Mustermann",
        phone: Some("+4915155567812"),
        fate: Fate::Pays(SandboxOutcome::Succeed),
    },
    Sample {
        days_ago: 0,
        due_after: 14,
        life: 90,
        amount: 11_900,
        reference: "LI-748925",
        description: "Rohrreparatur am 15. Dezember",
        payer: "Erika Mustermann",
        phone: Some("+4915155567812"),
        fate: Fate::Open,
    },
];

/// Makes the samples; gives the newest, which is open.
async fn fill(parts: &Parts, scope: Scope) -> Outcome<PaymentRequestId> {
    let context = &parts.context;
    let mut newest = None;
    for sample in SAMPLES {
        let id = make(context, scope, sample).await?;
        match sample.fate {
            Fate::Open => {}
            Fate::Cancelled => drop(cancel_payment_request(context, scope, id, None, None).await?),
            Fate::Pays(outcome) => pay(context, scope, id, outcome).await?,
            Fate::PaysThenRefund(amount) => {
                pay(context, scope, id, SandboxOutcome::Succeed).await?;
                let whole = read_payment_request(context, scope, id).await?;
                let payment = whole.payments.first().ok_or(OperationError::Internal("a paid demo without payment"))?.id;
                refund_payment(
                    context,
                    scope,
                    RefundWish { payment, amount: Some(amount), requested_by: None, refunded_before: None },
                    None,
                )
                .await?;
            }
        }
        newest = Some(id);
    }
    newest.ok_or(OperationError::Internal("a demo without requests"))
}

async fn make(context: &Context, scope: Scope, sample: &Sample) -> Outcome<PaymentRequestId> {
    let at = Timestamp::from_millis(context.now().millis() - sample.days_ago * DAY_MS);
    let past = Context { clock: Clock::standing_at(at), ..context.clone() };
    let later = |days: i64| Timestamp::from_millis(at.millis() + days * DAY_MS);
    let zone = Zone::named("Europe/Berlin").unwrap_or_else(Zone::utc);
    let draft = Draft {
        amount: Some(sample.amount),
        currency: Some("EUR".to_owned()),
        reference: Some(sample.reference.to_owned()),
        description: Some(sample.description.to_owned()),
        due_date: Some(date_text(zone.date(later(sample.due_after)))),
        expires_at: Some(zone.end_of_day(zone.date(later(sample.life))).to_rfc3339()),
        payer: DraftPayer {
            name: Some(sample.payer.to_owned()),
            phone: sample.phone.map(str::to_owned),
            email: sample.phone.is_none().then(|| "payer@example.org".to_owned()),
            ..DraftPayer::default()
        },
        ..Draft::default()
    };
    let id = create_payment_request(&past, scope, &draft, None, None).await?;
    context.wake_workers();
    Ok(id)
}

/// Goes the payer's way: press Pay, choose at the sandbox, come back.
async fn pay(context: &Context, scope: Scope, id: PaymentRequestId, outcome: SandboxOutcome) -> Outcome<()> {
    let whole = read_payment_request(context, scope, id).await?;
    let token = whole.token.ok_or(OperationError::Internal("a demo without a link"))?;
    let debit = matches!(outcome, SandboxOutcome::PendingThenSucceed | SandboxOutcome::PendingThenFail);
    let method = if debit { Method::SepaDebit } else { Method::Card };
    let choice = Choice { method, terms_version: None, language: None, doer: Doer::default() };
    let StartOutcome::Redirect(url) = start_checkout(context, token, choice).await? else {
        return Err(OperationError::Internal("the sandbox did not start"));
    };
    let checkout = url.rsplit('/').next().and_then(|id| id.parse().ok());
    let checkout = checkout.ok_or(OperationError::Internal("an address of the sandbox"))?;
    // What is pending stays so for as long as anybody looks at a demo.
    let mut config = (*context.config).clone();
    config.sandbox_settle = Duration::from_secs(30 * 86_400);
    let slow = Context { config: Arc::new(config), ..context.clone() };
    choose_outcome(&slow, checkout, outcome).await?;
    return_from_provider(context, scope, id).await?;
    Ok(())
}

async fn print(context: &Context, set_up: &SetUp, open: PaymentRequestId, as_json: bool) -> Result<(), CliError> {
    let whole = read_payment_request(context, set_up.merchant_scope(), open).await?;
    let link = whole.pay_url(context).unwrap_or_default();
    let dashboard = format!("{}/dashboard/", origin_text(context.config.dashboard_origin()));
    if as_json {
        let printed = serde_json::json!({ "pay_url": link, "dashboard_url": dashboard, "user_email": EMAIL,
            "password": PASSWORD, "api_key": set_up.api_key, "merchant_id": set_up.merchant });
        println!("{printed}");
        return Ok(());
    }
    println!("paylink demo: everything here is pretend money and gone when you stop it (Ctrl-C).\n");
    println!("Pay link   {link}\n");
    if let Ok(code) = qr::terminal(&link) {
        println!("{code}");
    }
    println!("Dashboard  {dashboard}");
    println!("  log in   {EMAIL}");
    println!("  password {PASSWORD}\n");
    println!("API key    {}", set_up.api_key);
    let api = origin_text(&context.config.public_url);
    println!("  curl -u {}: {api}/api/v1/payment_requests", set_up.api_key);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_gone_afterwards() {
        let folder = ThrowAway::make(&Randomness::from_system()).unwrap();
        let path = folder.0.clone();
        assert!(path.exists());
        drop(folder);
        assert!(!path.exists());
    }
}
