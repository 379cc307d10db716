//! Senders: set up, tried out and looked up; and none at all.

use super::super::{ChangeProblem, SenderChangeValues, SenderValues, SendersData};
use super::parts::{ago, choice, scope};
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::ids::MessageAccountId;
use crate::domain::message_account::{MessageAccount, MessageSender};
use crate::operations::check_mail_dns::{Finding, Kind, Verdict, Wanted};
use crate::operations::try_sender::{Step, Trial};
use serde_json::json;
use uuid::Uuid;

fn account(channel: Channel, carrier: &str, address: &str) -> MessageAccount {
    MessageAccount {
        scope: scope(),
        id: MessageAccountId(Uuid::from_u128(7)),
        profile: None,
        channel,
        carrier: carrier.to_owned(),
        name: carrier.to_owned(),
        credentials: json!({}),
        callback_secret: String::new(),
        by_operator: false,
        sender: MessageSender {
            address: address.to_owned(),
            name: (channel == Channel::Email).then(|| "Klempnerei Nord".to_owned()),
            reply_to: None,
            can_reply: true,
        },
        created_at: ago(86_400),
        disabled_at: None,
    }
}

fn wanted(kind: Kind, name: &str, value: &str) -> Wanted {
    Wanted { kind, name: name.to_owned(), value: value.to_owned() }
}

/// Both channels; the trial of one failed.
pub(super) fn senders() -> SendersData {
    let records = vec![
        wanted(Kind::Spf, "klempnerei-nord.example", "v=spf1 a:mail.klempnerei-nord.example ~all"),
        wanted(Kind::Dkim, "", ""),
        wanted(
            Kind::Dmarc,
            "_dmarc.klempnerei-nord.example",
            "v=DMARC1; p=none; rua=mailto:rechnung@klempnerei-nord.example",
        ),
    ];
    let verdicts = [Verdict::Incomplete, Verdict::Unasked, Verdict::Good];
    let found =
        |verdict: &Verdict| if *verdict == Verdict::Unasked { Vec::new() } else { vec!["v=spf1 mx ~all".to_owned()] };
    let failed = Trial::Failed { step: Step::LogIn, detail: "535 5.7.8 authentication failed".to_owned() };
    SendersData {
        accounts: vec![
            account(Channel::Email, "smtp", "rechnung@klempnerei-nord.example"),
            account(Channel::Sms, "twilio", "+4915112345678"),
        ],
        findings: records
            .iter()
            .zip(&verdicts)
            .map(|(wanted, verdict)| Finding {
                wanted: wanted.clone(),
                found: found(verdict),
                verdict: verdict.clone(),
            })
            .collect(),
        records,
        trial: Some((Channel::Email, "ines@example.org".to_owned(), Ok(failed))),
        ..SendersData::default()
    }
}

/// None, and a form that came back.
pub(super) fn senders_none() -> SendersData {
    let typed = SenderValues { kind: "smtp".to_owned(), host: "https://mail".to_owned(), ..SenderValues::default() };
    let faults = vec![FieldError::new("host", "invalid", ""), FieldError::new("sender", "required", "")];
    SendersData { typed, faults, ..SendersData::default() }
}

/// Mails of its own, whose new reply address is wrong; SMS through what all profiles have.
pub(super) fn senders_of_profile() -> SendersData {
    let mut data = SendersData { choice: choice(), trial: None, ..senders() };
    for account in &mut data.accounts {
        if account.channel == Channel::Email {
            account.profile = data.choice.here;
            account.credentials = json!({ "url": "smtps://chef:geheim@mail.example.org" });
        }
    }
    let typed = SenderChangeValues { reply_to: Some("nirgends".to_owned()), ..SenderChangeValues::default() };
    let faults = vec![FieldError::new("reply_to", "invalid", "")];
    data.instead = vec![(Channel::Email, "rechnung@klempnerei-nord.example".to_owned())];
    data.change = Some(ChangeProblem { channel: Channel::Email, typed, faults });
    data
}
