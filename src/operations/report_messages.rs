//! How messages fare: what of them arrived, was opened by a person, and led to a payment.

use super::{Context, Outcome};
use crate::domain::channel::Channel;
use crate::domain::message::MessageState;
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::message_report::Counted;

/// Messages of one kind, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    /// Planned, or being sent.
    pub waiting: i64,
    /// Kept in the outbox, or not sent for a reason.
    pub kept: i64,
    /// Handed over: also what is delivered, failed or bounced since.
    pub sent: i64,
    /// Known to have arrived.
    pub delivered: i64,
    /// Did not arrive.
    pub failed: i64,
    /// Mails that came back.
    pub bounced: i64,
    /// A person opened the link after it.
    pub opened: i64,
    /// It was paid after it.
    pub paid: i64,
}

impl Fate {
    fn add(&mut self, counted: &Counted) {
        let messages = counted.messages;
        match counted.state {
            MessageState::Scheduled | MessageState::Sending => self.waiting += messages,
            MessageState::Held | MessageState::Skipped => self.kept += messages,
            MessageState::Sent | MessageState::Unconfirmed => self.sent += messages,
            MessageState::Delivered => {
                self.sent += messages;
                self.delivered += messages;
            }
            MessageState::Failed => {
                self.sent += messages;
                self.failed += messages;
            }
            MessageState::Bounced => {
                self.sent += messages;
                self.bounced += messages;
            }
        }
        self.opened += counted.opened;
        self.paid += counted.paid;
    }
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// How they travel.
    pub channel: Channel,
    /// Through whom; empty where none was handed over.
    pub carrier: String,
    /// What they are for.
    pub purpose: Purpose,
    /// What became of them.
    pub fate: Fate,
}

/// How messages fare in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageReport {
    /// By way, carrier and purpose.
    pub lines: Vec<ReportLine>,
    /// By way.
    pub channels: Vec<(Channel, Fate)>,
    /// Openings of the links of the period's requests by people.
    pub openings: i64,
    /// Openings by programs that fetch previews.
    pub previews: i64,
}

/// Counts the messages planned in a period.
pub async fn report_messages(
    context: &Context,
    scope: Scope,
    from: Timestamp,
    to: Timestamp,
) -> Outcome<MessageReport> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let mut report = summed(&db.count_messages(scope, from, to).await?);
    (report.openings, report.previews) = db.count_openings(scope, from, to).await?;
    Ok(report)
}

fn summed(counted: &[Counted]) -> MessageReport {
    let mut report = MessageReport::default();
    for one in counted {
        let key = (one.channel, &one.carrier, one.purpose);
        match report.lines.iter_mut().find(|line| (line.channel, &line.carrier, line.purpose) == key) {
            Some(line) => line.fate.add(one),
            None => {
                let mut fate = Fate::default();
                fate.add(one);
                let (channel, purpose) = (one.channel, one.purpose);
                report.lines.push(ReportLine { channel, carrier: one.carrier.clone(), purpose, fate });
            }
        }
        match report.channels.iter_mut().find(|(channel, _)| *channel == one.channel) {
            Some((_, fate)) => fate.add(one),
            None => {
                let mut fate = Fate::default();
                fate.add(one);
                report.channels.push((one.channel, fate));
            }
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arrived_was_sent_as_well() {
        let one = |state, messages, paid| Counted {
            channel: Channel::Sms,
            carrier: "smpp".to_owned(),
            purpose: Purpose::Request,
            state,
            messages,
            opened: 0,
            paid,
        };
        let report = summed(&[
            one(MessageState::Delivered, 3, 2),
            one(MessageState::Failed, 1, 0),
            one(MessageState::Skipped, 4, 0),
        ]);
        let fate = Fate { sent: 4, delivered: 3, failed: 1, kept: 4, paid: 2, ..Fate::default() };
        assert_eq!(report.channels, [(Channel::Sms, fate)]);
        assert_eq!((report.lines.len(), report.lines[0].fate), (1, fate));
    }
}
