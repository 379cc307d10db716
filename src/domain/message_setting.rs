//! What a merchant allows of messages: hours, how many, on which ground, to whom in test mode.

use super::channel::Channel;
use super::message::Hours;
use super::payment::words;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

words! {
    /// What allows messages of a channel.
    Ground {
        /// The contract that is asked to be paid (GDPR, Art. 6 (1) b).
        Contract = "contract",
        /// Consent that stands in the ledger.
        Consent = "consent",
    }
}

/// What a merchant allows of messages in a mode.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageSettings {
    /// When SMS may arrive, by the clock of the merchant's zone.
    pub sms_hours: Hours,
    /// So many messages that ask for money go to one address within seven days, over all requests.
    pub most_in_seven_days: i64,
    /// What allows an SMS.
    pub sms_ground: Ground,
    /// What allows an e-mail.
    pub email_ground: Ground,
    /// In test mode nobody else is written to: numbers in E.164 and mail addresses.
    pub test_recipients: Vec<String>,
    /// Words of the merchant's own that sign somebody up who sends them by SMS: "JA", "KLEMPNER".
    pub opt_in_words: Vec<String>,
    /// Whether a message that did not arrive is tried on the other channel.
    pub fallback: bool,
    /// An SMS that is not known to have arrived after so many minutes is tried by e-mail; never, where there is no number.
    pub fallback_after_minutes: Option<i64>,
    /// Whether payers may put a reminder off.
    pub snooze: bool,
    /// So many numbers are asked in a day by the pages on which people sign up: whoever is paid for SMS that arrive likes to type in their own.
    pub sign_ups_a_day: i64,
    /// So many of one other country.
    pub sign_ups_a_day_abroad: i64,
    /// Whether payers of an expired request may ask for a new link, sent to the address on file.
    pub new_links: bool,
}

impl Default for MessageSettings {
    fn default() -> Self {
        Self {
            sms_hours: Hours { from: 8, until: 20 },
            most_in_seven_days: 4,
            sms_ground: Ground::Contract,
            email_ground: Ground::Contract,
            test_recipients: Vec::new(),
            opt_in_words: Vec::new(),
            fallback: true,
            fallback_after_minutes: None,
            snooze: true,
            sign_ups_a_day: 200,
            sign_ups_a_day_abroad: 20,
            new_links: false,
        }
    }
}

impl MessageSettings {
    /// What allows a message of that channel.
    pub fn ground(&self, channel: Channel) -> Ground {
        match channel {
            Channel::Sms => self.sms_ground,
            Channel::Email => self.email_ground,
        }
    }

    /// Whether a page may ask one more number. `asked`: how many were, by what is dialled for their countries; `code`: of this one's; `home`: of
    /// the merchant's.
    pub fn may_ask(&self, asked: &[(String, i64)], code: &str, home: Option<&str>) -> bool {
        let all: i64 = asked.iter().map(|(_, count)| count).sum();
        let there: i64 = asked.iter().filter(|(known, _)| known == code).map(|(_, count)| count).sum();
        let is_abroad = home.is_some_and(|home| home != code);
        all < self.sign_ups_a_day && (!is_abroad || there < self.sign_ups_a_day_abroad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_country_abroad_cannot_use_up_what_is_there_for_all() {
        let settings = MessageSettings { sign_ups_a_day: 10, sign_ups_a_day_abroad: 3, ..MessageSettings::default() };
        let asked = [("49".to_owned(), 4), ("225".to_owned(), 3)];
        assert!(settings.may_ask(&asked, "49", Some("49")));
        assert!(!settings.may_ask(&asked, "225", Some("49")));
        assert!(settings.may_ask(&asked, "43", Some("49")));
        assert!(settings.may_ask(&asked, "225", None), "where home is not known only the sum counts");
        let all = [("49".to_owned(), 10)];
        assert!(!settings.may_ask(&all, "49", Some("49")));
    }
}
