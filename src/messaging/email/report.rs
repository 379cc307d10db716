//! Delivery status reports (RFC 3464) and what mail servers write where they do not use them.

/// What a report says of one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    /// "failed", "delayed", "delivered", "relayed", "expanded".
    pub action: String,
    /// "5.1.1".
    pub code: String,
    /// Whom it is about.
    pub recipient: Option<String>,
    /// The server's words.
    pub diagnostic: Option<String>,
}

/// The fields of a `message/delivery-status` part; the first group is about the whole mail and names no recipient.
pub(super) fn read(part: &str) -> Vec<Status> {
    groups(part).into_iter().filter_map(|fields| status(&fields)).collect()
}

fn groups(part: &str) -> Vec<Vec<(String, String)>> {
    let mut groups: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for line in part.lines() {
        let group = groups.last_mut().filter(|group| !line.trim().is_empty() || group.is_empty());
        match group {
            None => groups.push(Vec::new()),
            Some(group) if line.starts_with([' ', '\t']) => {
                if let Some((_, value)) = group.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            Some(group) => {
                if let Some((name, value)) = line.split_once(':') {
                    group.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
        }
    }
    groups
}

fn status(fields: &[(String, String)]) -> Option<Status> {
    let field = |name: &str| fields.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
    // "rfc822; erika@example.com"
    let typed = |value: &str| value.split_once(';').map_or(value, |(_, value)| value).trim().to_owned();
    let action = field("action")?.split_whitespace().next()?.to_ascii_lowercase();
    let code = field("status").and_then(|status| status.split_whitespace().next()).unwrap_or_default().to_owned();
    let recipient = field("original-recipient").or(field("final-recipient")).map(typed);
    let recipient = recipient.map(|recipient| recipient.trim_matches(['<', '>']).to_owned());
    let diagnostic = field("diagnostic-code").map(typed).filter(|words| !words.is_empty());
    Some(Status { action, code, recipient, diagnostic })
}

/// The first enhanced code (RFC 3463) in a text, as older servers write it: "(#5.1.1)", "550-5.1.1 The account".
pub(super) fn code_within(text: &str) -> Option<String> {
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    numbers
        .map(|word| word.trim_matches('.'))
        .find(|word| {
            let parts: Vec<&str> = word.split('.').collect();
            // Four of them would be an address of the network.
            parts.len() == 3 && matches!(parts[0], "4" | "5") && parts.iter().all(|part| (1..=3).contains(&part.len()))
        })
        .map(str::to_owned)
}

/// Whether an address failed for good. Wrongly good costs a mail, wrongly bad costs an address: in doubt it was this time only. So
/// policy (5.7), a full mailbox (5.2.2), trouble on the way (5.3, 5.4) are not for good.
pub(super) fn is_hard(code: &str, words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    match code {
        // Servers that only know "other" say the truth in the text.
        "" | "5.0.0" | "5.5.0" | "5.3.0" => {
            let elsewhere = code_within(&words).filter(|inner| inner != code);
            elsewhere.map_or_else(|| nobody_there(&words), |inner| is_hard(&inner, ""))
        }
        "5.2.1" => !words.contains("rate") && !words.contains("quota"),
        // Exchange: no such recipient, no such domain.
        "5.4.1" | "5.4.4" | "5.4.310" => true,
        code => code.starts_with("5.1.") && !matches!(code, "5.1.7" | "5.1.8"),
    }
}

/// Words for it that several servers share.
fn nobody_there(words: &str) -> bool {
    [
        "user unknown",
        "unknown user",
        "no such user",
        "no such recipient",
        "no such mailbox",
        "no mailbox here",
        "does not exist",
        "doesn't exist",
        "doesn't have a",
        "unknown recipient",
        "recipient unknown",
        "recipient not found",
        "mailbox unavailable",
        "mailbox not found",
        "account is disabled",
        "unrouteable address",
        "host or domain name not found",
        "unbekannt",
    ]
    .iter()
    .any(|known| words.contains(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_grouped_and_unfolded() {
        let part = "Reporting-MTA: dns; mx.example.org\r\nX-Postfix-Queue-ID: 4F3C\r\n\r\n\
            Final-Recipient: rfc822; erika@example.com\r\nOriginal-Recipient: rfc822;Erika@example.com\r\nAction: failed\r\n\
            Status: 5.1.1 (bad)\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n    <erika@example.com>: unknown\r\n\r\n\r\nAction: delayed\r\n";
        let read = read(part);
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].recipient.as_deref(), Some("Erika@example.com"));
        assert_eq!(read[0].diagnostic.as_deref(), Some("550 5.1.1 <erika@example.com>: unknown"));
        assert_eq!((read[0].action.as_str(), read[0].code.as_str()), ("failed", "5.1.1"));
        assert_eq!((read[1].action.as_str(), read[1].code.as_str()), ("delayed", ""));
    }

    #[test]
    fn in_doubt_it_was_this_time_only() {
        for (code, words, hard) in [
            ("5.1.1", "", true),
            ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", true),
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
            assert_eq!(is_hard(code, words), hard, "{code} {words}");
        }
    }

    #[test]
    fn codes_are_found_within_a_text() {
        assert_eq!(code_within("Sorry, no mailbox here by that name. (#5.1.1)").as_deref(), Some("5.1.1"));
        assert_eq!(code_within("from [5.1.1.7] said: 550-5.2.2 over quota").as_deref(), Some("5.2.2"));
        assert_eq!(code_within("version 5.15.0000"), None);
    }
}
