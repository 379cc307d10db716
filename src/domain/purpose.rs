//! What a message is for, and which of its texts a template fills.

use super::payment::words;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

words! {
    /// Why a message goes out.
    Purpose {
        /// The payment request itself.
        Request = "request",
        /// A friendly reminder.
        #[serde(rename = "reminder_1")]
        Reminder1 = "reminder_1",
        /// The second one, plainer.
        #[serde(rename = "reminder_2")]
        Reminder2 = "reminder_2",
        /// The third one, firm.
        #[serde(rename = "reminder_3")]
        Reminder3 = "reminder_3",
        /// On the due date.
        DueToday = "due_today",
        /// Before the link expires.
        LastNotice = "last_notice",
        /// Thanks and receipt.
        Paid = "paid",
        /// Money is on its way back.
        Refunded = "refunded",
        /// The link cannot be paid any more.
        Expired = "expired",
        /// Another link instead of an older one.
        NewLink = "new_link",
        /// The one answer to STOP.
        OptOutConfirmed = "opt_out_confirmed",
        /// The answer to HELP.
        Help = "help",
        /// A person of the merchant answers what the payer wrote.
        Answer = "answer",
    }
}

words! {
    /// Which text of a message a template fills.
    Slot {
        /// The whole SMS.
        Sms = "sms",
        /// The subject of an e-mail.
        EmailSubject = "email_subject",
        /// The text of an e-mail; its HTML is made from it.
        EmailText = "email_text",
    }
}

impl Purpose {
    /// Whether it asks for money, so that a message without a link would be of no use.
    pub fn asks_for_money(self) -> bool {
        match self {
            Self::Request
            | Self::Reminder1
            | Self::Reminder2
            | Self::Reminder3
            | Self::DueToday
            | Self::LastNotice
            | Self::NewLink => true,
            Self::Paid | Self::Refunded | Self::Expired | Self::OptOutConfirmed | Self::Help | Self::Answer => false,
        }
    }

    /// Whether it asks for money that was asked for before.
    pub fn reminds(self) -> bool {
        self.asks_for_money() && !matches!(self, Self::Request | Self::NewLink)
    }

    /// Whether it answers what a payer wrote, so that it knows no payment request.
    pub fn is_answer(self) -> bool {
        self.is_automatic_answer() || self == Self::Answer
    }

    /// Whether it answers a word of a payer's by itself: sent even to those who opted out.
    pub fn is_automatic_answer(self) -> bool {
        matches!(self, Self::OptOutConfirmed | Self::Help)
    }

    /// Whether a template words it; a person's own words need none.
    pub fn has_template(self) -> bool {
        self != Self::Answer
    }

    /// Those that are worded from templates.
    pub fn templated() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|purpose| purpose.has_template())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_everywhere() {
        for purpose in Purpose::ALL {
            assert_eq!(purpose.word().parse(), Ok(*purpose));
            assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.word());
            assert!(!(purpose.asks_for_money() && purpose.is_answer()));
        }
        for slot in Slot::ALL {
            assert_eq!(serde_json::to_value(slot).unwrap(), slot.word());
        }
    }
}
