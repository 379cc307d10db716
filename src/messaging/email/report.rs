//! Delivery status reports (RFC 3464).

use super::recipient::Recipients;

/// A mail of ours has one; lists that it is forwarded to have some.
const MOST_RECIPIENTS: usize = 20;

/// Servers say on a few lines why they refuse a mail.
const LONGEST_WORDS: usize = 4_000;

/// What happened to a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Failed,
    /// The server goes on trying.
    Delayed,
    /// To a server that tells no more, or to several recipients.
    PassedOn,
    Delivered,
}

/// What a report says of one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub action: Action,
    /// "5.1.1"; empty where it is not said.
    pub code: String,
    /// Whom it is about.
    pub recipients: Recipients,
    /// The server's words.
    pub diagnostic: Option<String>,
}

/// The fields of a `message/delivery-status` part; the first group is about the whole mail and names no recipient.
pub(super) fn read(part: &str) -> Vec<Status> {
    groups(part).into_iter().filter_map(|fields| status(&fields)).take(MOST_RECIPIENTS).collect()
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
    let original = field("original-recipient");
    let last = field("final-recipient").or(field("x-actual-recipient"));
    let code = field("status").map(leading_code).unwrap_or_default();
    let action = action_of(field("action"), &code, original.or(last).is_some())?;
    // "smtp; 550 5.1.1 …"; some leave the type out.
    let words = field("diagnostic-code").map(|words| match words.split_once(';') {
        Some((kind, words)) if !kind.trim().contains(char::is_whitespace) => words.trim(),
        Some(_) | None => words.trim(),
    });
    let words = words.filter(|words| !words.is_empty());
    let diagnostic: Option<String> = words.map(|words| words.chars().take(LONGEST_WORDS).collect());
    let recipients = Recipients::of_report(original, last, diagnostic.as_deref().unwrap_or_default());
    Some(Status { action, code, recipients, diagnostic })
}

/// "5.1.1" of "5.1.1 (bad mailbox)".
fn leading_code(status: &str) -> String {
    status.trim().chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect()
}

/// What the report says happened. Some leave it to the code, some use words of their own.
fn action_of(given: Option<&str>, code: &str, names_somebody: bool) -> Option<Action> {
    let word = given.and_then(|action| action.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty()));
    match word.map(str::to_ascii_lowercase).as_deref() {
        Some("delivered") => Some(Action::Delivered),
        Some("relayed" | "expanded") => Some(Action::PassedOn),
        Some("delayed" | "deferred" | "transient") => Some(Action::Delayed),
        Some(_) => Some(Action::Failed),
        None if code.starts_with('2') => Some(Action::PassedOn),
        None => (names_somebody && !code.is_empty()).then_some(Action::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_grouped_and_unfolded() {
        let part = "Reporting-MTA: dns; mx.example.org\r\nX-Postfix-Queue-ID: 4F3C\r\n\r\n\
            Final-Recipient: rfc822; erika@example.com\r\nOriginal-Recipient: rfc822;Erika@example.com\r\nAction: failed\r\n\
            Status: 5.1.1 (bad)\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n    <erika@example.com>: unknown\r\n\r\n\r\n\
            Final-Recipient: rfc822; max@example.com\r\nAction: delayed\r\n";
        let read = read(part);
        assert_eq!(read.len(), 2);
        assert!(read[0].recipients.include("Erika@example.com"));
        assert_eq!(read[0].diagnostic.as_deref(), Some("550 5.1.1 <erika@example.com>: unknown"));
        assert_eq!((read[0].action, read[0].code.as_str()), (Action::Failed, "5.1.1"));
        assert_eq!((read[1].action, read[1].code.as_str()), (Action::Delayed, ""));
    }

    #[test]
    fn an_action_is_told_by_its_word_or_by_the_code() {
        for (fields, action) in [
            ("Action: FAILED (expired)", Some(Action::Failed)),
            ("Action: expired", Some(Action::Failed)),
            ("Action: relayed; to a gateway", Some(Action::PassedOn)),
            ("Action: deferred", Some(Action::Delayed)),
            ("Status: 5.1.1", Some(Action::Failed)),
            ("Status: 2.1.5", Some(Action::PassedOn)),
            ("Diagnostic-Code: smtp; 550 no", None),
        ] {
            let read = read(&format!("Final-Recipient: rfc822; a@example.com\n{fields}\n"));
            assert_eq!(read.first().map(|status| status.action), action, "{fields}");
        }
        assert!(read("Reporting-MTA: dns; mx.example.org\nStatus: 5.0.0\n").is_empty(), "of nobody");
    }
}
