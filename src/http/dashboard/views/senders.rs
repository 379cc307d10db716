//! Through whom messages go: accounts, a trial of each, what the domain of the mails publishes, and what the merchant allows.

use super::form::Choice;
use super::frame::Frame;
use super::profiles::{ProfileChoice, ProfileLink};
use super::sender_change::{ChangeProblem, ChangeView};
use super::sender_forms::{SenderForm, SenderValues, forms, told};
use super::templates::channel_name;
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::message_account::MessageAccount;
use crate::domain::message_setting::{Ground, MessageSettings};
use crate::operations::check_mail_dns::{Finding, Kind, Verdict, Wanted};
use crate::operations::sending_account::is_house_account;
use crate::operations::try_sender::Trial;
use askama::Template;

/// What the page shows.
#[derive(Default)]
pub struct SendersData {
    /// Whose senders; none: those of all profiles that have none of their own.
    pub choice: ProfileChoice,
    /// A change of a sender that was not taken.
    pub change: Option<ChangeProblem>,
    /// The accounts in use: SMS, e-mail.
    pub accounts: Vec<MessageAccount>,
    /// From which address messages of a channel come once its account is disabled; the others stay in the outbox then.
    pub instead: Vec<(Channel, String)>,
    /// What the merchant allows.
    pub settings: MessageSettings,
    /// Numbers and addresses as they were typed, where they could not be saved.
    pub typed_recipients: Option<String>,
    /// What was typed into a form that sets a sender up.
    pub typed: SenderValues,
    /// What is wrong with it, or with the settings.
    pub faults: Vec<FieldError>,
    /// What should be published for the mails.
    pub records: Vec<Wanted>,
    /// What is published, where somebody has just asked.
    pub findings: Vec<Finding>,
    /// The mail server's selector, as it was typed.
    pub selector: String,
    /// A test message: how it went, or what is wrong with the address.
    pub trial: Option<(Channel, String, Result<Trial, Vec<FieldError>>)>,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/senders.html")]
pub struct SendersPage {
    frame: Frame,
    scope: String,
    profile: String,
    profiles: Vec<ProfileLink>,
    may_edit: bool,
    ways: Vec<WayView>,
    records: Vec<RecordView>,
    asks_selector: bool,
    selector: String,
    settings: SettingsView,
}

struct WayView {
    channel: &'static str,
    name: String,
    account: Option<AccountView>,
    forms: Vec<SenderForm>,
    to: String,
    to_fault: Option<String>,
    trial: Option<TrialView>,
}

struct AccountView {
    id: String,
    carrier: String,
    sender: String,
    name: String,
    reply: String,
    house: bool,
    inherited: bool,
    disabling: String,
    change: Option<ChangeView>,
}

struct TrialView {
    good: bool,
    says: String,
    check: String,
    detail: String,
}

struct RecordView {
    id: &'static str,
    title: String,
    name: String,
    value: String,
    why: String,
    tone: &'static str,
    verdict: String,
    remedy: String,
    found: Vec<String>,
}

struct SettingsView {
    from: u8,
    until: u8,
    most: i64,
    sign_ups: i64,
    sign_ups_abroad: i64,
    grounds: Vec<(&'static str, String, Vec<Choice>)>,
    recipients: String,
    fallback: bool,
    faults: Vec<String>,
}

impl SendersPage {
    /// The page.
    pub fn new(frame: Frame, data: &SendersData) -> Self {
        let records = match data.findings.as_slice() {
            [] => data.records.iter().map(|wanted| RecordView::wanted(&frame, wanted)).collect(),
            findings => findings.iter().map(|finding| RecordView::found(&frame, finding)).collect::<Vec<_>>(),
        };
        let dkim = data.records.iter().find(|record| record.kind == Kind::Dkim);
        Self {
            scope: frame.scope_word(),
            profile: data.choice.here.map(|id| id.to_string()).unwrap_or_default(),
            profiles: data.choice.links_with_all(&frame, "/dashboard/senders"),
            may_edit: frame.role.may_set_up(),
            ways: [Channel::Email, Channel::Sms].map(|channel| WayView::of(&frame, channel, data)).into(),
            records,
            asks_selector: dkim.is_some_and(|record| record.value.is_empty()),
            selector: data.selector.clone(),
            settings: SettingsView::of(&frame, data),
            frame,
        }
    }
}

impl WayView {
    fn of(frame: &Frame, channel: Channel, data: &SendersData) -> Self {
        let account = data.accounts.iter().find(|account| account.channel == channel);
        let trial = data.trial.as_ref().filter(|(tried, ..)| *tried == channel);
        Self {
            channel: channel.word(),
            name: channel_name(frame, channel),
            account: account.map(|account| AccountView::of(frame, account, data)),
            forms: forms(frame, channel, &data.typed, &data.faults),
            to: trial.map(|(_, to, _)| to.clone()).unwrap_or_default(),
            to_fault: trial.and_then(|(.., outcome)| Some(told(frame, outcome.as_ref().err()?.first()?))),
            trial: trial.and_then(|(.., outcome)| Some(TrialView::of(frame, outcome.as_ref().ok()?))),
        }
    }
}

impl AccountView {
    fn of(frame: &Frame, account: &MessageAccount, data: &SendersData) -> Self {
        let preset = account.credentials.get("preset").and_then(|preset| preset.as_str());
        let kind = preset.unwrap_or(&account.carrier);
        let known = matches!(kind, "smtp" | "twilio" | "kannel" | "jasmin" | "seven" | "smpp");
        let house = is_house_account(account);
        let inherited = !house && account.profile != data.choice.here;
        let instead = data.instead.iter().find(|(channel, _)| *channel == account.channel);
        Self {
            id: account.id.to_string(),
            carrier: if known { frame.t(&format!("dash-sender-kind-{kind}")) } else { account.name.clone() },
            sender: account.sender.address.clone(),
            name: account.sender.name.clone().unwrap_or_default(),
            reply: match (&account.sender.reply_to, account.sender.can_reply, account.channel) {
                (Some(reply_to), _, _) => frame.with("dash-sender-reply-to", &[("address", reply_to.as_str().into())]),
                (None, true, _) => frame.t("dash-sender-reply-yes"),
                (None, false, Channel::Sms) => frame.t("dash-sender-reply-no"),
                (None, false, Channel::Email) => frame.t("dash-sender-reply-sender"),
            },
            house,
            inherited,
            disabling: match instead {
                Some((_, from)) => frame.with("dash-sender-disable-text-instead", &[("address", from.as_str().into())]),
                None => frame.t("dash-sender-disable-text"),
            },
            change: (!house && !inherited).then(|| ChangeView::of(frame, account, data.change.as_ref())),
        }
    }
}

impl TrialView {
    fn of(frame: &Frame, trial: &Trial) -> Self {
        match trial {
            Trial::Taken { to } => Self {
                good: true,
                says: frame.with("dash-sender-trial-taken", &[("to", to.as_str().into())]),
                check: String::new(),
                detail: String::new(),
            },
            Trial::Failed { step, detail } => Self {
                good: false,
                says: frame.t(&format!("dash-sender-step-{}", step.word())),
                check: frame.t(&format!("dash-sender-step-{}-check", step.word())),
                // What the carrier wrote is quoted; what this program noted of a way that failed is English.
                detail: Some(detail.clone())
                    .filter(|_| step.was_answered() || frame.language == Language::En)
                    .unwrap_or_default(),
            },
        }
    }
}

impl RecordView {
    fn wanted(frame: &Frame, wanted: &Wanted) -> Self {
        let id = wanted.kind.word();
        Self {
            id,
            title: id.to_uppercase(),
            name: wanted.name.clone(),
            value: wanted.value.clone(),
            why: frame.t(&format!("dash-dns-{id}")),
            tone: "quiet",
            verdict: String::new(),
            remedy: String::new(),
            found: Vec::new(),
        }
    }

    fn found(frame: &Frame, finding: &Finding) -> Self {
        let verdict = &finding.verdict;
        let tone = match verdict {
            Verdict::Good => "good",
            Verdict::Unreachable(_) | Verdict::Unasked => "warn",
            Verdict::Missing
            | Verdict::Several
            | Verdict::Incomplete
            | Verdict::Open
            | Verdict::Differs
            | Verdict::Invalid => "bad",
        };
        Self {
            tone,
            verdict: frame.t(&format!("dash-dns-{}", verdict.word())),
            remedy: frame.t(&format!("dash-dns-{}-remedy", verdict.word())),
            found: finding.found.clone(),
            ..Self::wanted(frame, &finding.wanted)
        }
    }
}

impl SettingsView {
    fn of(frame: &Frame, data: &SendersData) -> Self {
        let settings = &data.settings;
        let ground = |name: &'static str, channel: Channel, chosen: Ground| {
            let choice = |ground: &Ground| Choice {
                value: ground.word().to_owned(),
                label: frame.t(&format!("dash-sender-ground-{}", ground.word())),
                lang: "",
                chosen: *ground == chosen,
            };
            (name, channel_name(frame, channel), Ground::ALL.iter().map(choice).collect())
        };
        let faults = if data.typed.kind.is_empty() { data.faults.as_slice() } else { &[] };
        Self {
            from: settings.sms_hours.from,
            until: settings.sms_hours.until,
            most: settings.most_in_seven_days,
            sign_ups: settings.sign_ups_a_day,
            sign_ups_abroad: settings.sign_ups_a_day_abroad,
            grounds: vec![
                ground("sms_ground", Channel::Sms, settings.sms_ground),
                ground("email_ground", Channel::Email, settings.email_ground),
            ],
            recipients: data.typed_recipients.clone().unwrap_or_else(|| settings.test_recipients.join("\n")),
            fallback: settings.fallback,
            faults: faults.iter().map(|fault| told(frame, fault)).collect(),
        }
    }
}
