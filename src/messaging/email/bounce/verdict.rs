//! Whether an address failed for good. Wrongly good costs a mail, wrongly bad costs an address: in doubt it was this time only.

use super::codes::Codes;
use super::said::Said;
use super::words;

/// What there is to judge by.
#[derive(Clone, Copy, Default)]
pub(super) struct Evidence<'e> {
    /// "5.1.1", of a report.
    pub status: &'e str,
    /// The words of the server that refused the mail.
    pub diagnostic: &'e str,
    /// The words for people around them.
    pub told: &'e str,
    /// A mail server wrote it: its words count without a code as well.
    pub by_a_server: bool,
}

impl Evidence<'_> {
    /// The code and the words speak of the recipient, and nothing speaks of anything else.
    pub(super) fn is_hard(self) -> bool {
        let has_own_words = !self.diagnostic.trim().is_empty();
        let words = if has_own_words { self.diagnostic } else { self.told };
        self.codes_allow_it(&Codes::within(words)) && self.words_say_it(words, has_own_words)
    }

    fn codes_allow_it(self, within: &Codes) -> bool {
        let status = (!self.status.is_empty()).then_some(self.status);
        let has_code = status.is_some() || within.first().is_some();
        let enhanced = status.into_iter().chain(within.enhanced.iter().map(String::as_str));
        let mut basic = within.basic.iter().map(String::as_str);
        (has_code || self.by_a_server)
            && enhanced.into_iter().all(speaks_of_recipients)
            && basic.all(|code| REFUSED.contains(&code))
    }

    fn words_say_it(self, words: &str, has_own_words: bool) -> bool {
        let (own, told) = (Said::of(words), Said::of(self.told));
        let obstacles = if has_own_words { words::OBSTACLES_FOR_PEOPLE } else { words::OBSTACLES };
        let is_said =
            own.has(words::NOBODY_THERE) || (self.status.starts_with("5.1.") && told.has(words::NOBODY_THERE));
        is_said
            && !own.has(words::OBSTACLES)
            && !told.has(obstacles)
            && !names_a_list(words)
            && !names_a_list(self.told)
    }
}

/// Servers that only know "other" say the truth in their words. All else is of the sender, the mailbox's room, the way, the mail, or a policy.
fn speaks_of_recipients(code: &str) -> bool {
    let recipient =
        ["5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.5", "5.1.6", "5.1.10", "5.2.1", "5.4.1", "5.4.4", "5.4.310"];
    let other = ["5.0.0", "5.1.0", "5.2.0", "5.3.0", "5.4.0", "5.5.0"];
    recipient.contains(&code) || other.contains(&code)
}

/// Basic codes with which a recipient is refused.
const REFUSED: [&str; 9] = ["501", "510", "511", "521", "550", "551", "553", "554", "556"];

/// Within the address of a page or a host too, where it says enough.
fn names_a_list(text: &str) -> bool {
    let text = text.to_lowercase();
    words::LISTS.split(", ").any(|name| text.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_words_have_to_speak_of_the_recipient() {
        for (status, diagnostic, hard) in [
            ("5.1.1", "", false),
            ("5.1.1", "550 5.1.1 no such user", true),
            (
                "5.1.10",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient erika@x.example not found by SMTP address lookup",
                true,
            ),
            ("5.1.8", "sender's domain does not exist", false),
            ("5.2.1", "The email account that you tried to reach is disabled", true),
            ("5.2.1", "The user is receiving mail at a rate that prevents", false),
            ("5.2.2", "mailbox full", false),
            ("5.4.1", "Recipient address rejected: Access denied", true),
            ("5.4.7", "expired", false),
            ("5.7.1", "rejected as spam", false),
            ("5.0.0", "550-5.1.1 The email account that you tried to reach does not exist", true),
            ("5.0.0", "554 delivery error: dd This user doesn't have a yahoo.com account", true),
            ("5.0.0", "554 Transaction failed", false),
            ("5.0.0", "550 5.7.1 blocked", false),
            ("4.4.7", "no such user", false),
            ("", "550 Requested action not taken: mailbox unavailable", true),
        ] {
            let evidence = Evidence { status, diagnostic, ..Evidence::default() };
            assert_eq!(evidence.is_hard(), hard, "{status} {diagnostic}");
        }
    }

    #[test]
    fn trouble_of_ours_and_trouble_that_passes_spoil_no_address() {
        for (status, diagnostic) in [
            ("5.1.0", "550 5.1.0 sender rejected"),
            ("5.1.1", "550 5.1.1 SPF check failed, user unknown"),
            ("5.1.3", "550 5.1.3 No such user, see https://www.spamhaus.org/query/ip/192.0.2.1"),
            ("5.1.1", "550 5.1.1 unknown user: too many recipients this hour"),
            ("5.1.1", "550 5.1.1 user unknown (552 5.2.2 over quota)"),
            ("5.1.1", "550 5.1.1 no such user: 5.7.1 blacklisted"),
            ("5.1.1", "550 5.1.1 user unknown (in reply to MAIL FROM command)"),
            ("5.4.1", "550 5.4.1 Recipient address rejected by policy"),
            (
                "5.4.4",
                "Host or domain name not found. Name service error for name=example.com type=MX: Malformed or unexpected name server reply",
            ),
            ("5.1.2", "550 no PTR record; host name does not exist"),
            ("5.1.1", "450 4.1.1 user unknown"),
            ("5.1.1", "552 user unknown"),
        ] {
            let evidence = Evidence { status, diagnostic, ..Evidence::default() };
            assert!(!evidence.is_hard(), "{status} {diagnostic}");
        }
    }

    #[test]
    fn words_for_people_can_take_back_what_a_server_said() {
        let server = Evidence { status: "5.1.1", diagnostic: "550 5.1.1 user unknown", told: "", by_a_server: true };
        assert!(server.is_hard());
        for told in [
            "said: 550 5.1.1 user unknown (in reply to MAIL FROM command)",
            "<dead@x.example> (expanded from <erika@example.com>)",
        ] {
            assert!(!Evidence { told, ..server }.is_hard(), "{told}");
        }
        let plain = Evidence { told: "Sorry, no mailbox here by that name.", by_a_server: true, ..Evidence::default() };
        assert!(plain.is_hard() && !Evidence { by_a_server: false, ..plain }.is_hard());
    }
}
