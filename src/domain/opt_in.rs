//! How people sign up for messages by themselves: a page with a form, and a confirmation that only the address itself can give.

use super::channel::Channel;
use super::contact::Person;
use super::ids::{OptInId, OptInPageId};
use super::language::Language;
use super::pay_token::PayToken;
use super::scope::Scope;
use super::time::Timestamp;
use std::fmt;
use std::time::Duration;

/// So long a confirmation is awaited.
pub const AWAITED_FOR: Duration = Duration::from_secs(7 * 86_400);

/// A public page on which people sign up.
#[derive(Clone, Debug, PartialEq)]
pub struct OptInPage {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: OptInPageId,
    /// Where it hangs, in the merchant's words: "Tresen".
    pub name: String,
    /// The secret in its link, of the same make as that of a pay link.
    pub token: PayToken,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since then its link is dead.
    pub revoked_at: Option<Timestamp>,
}

/// A wish that awaits its confirmation. Anybody can type somebody else's number into a form: a consent it becomes only by an act of whoever
/// reads what is sent to that number.
#[derive(Clone, PartialEq)]
pub struct OptIn {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: OptInId,
    /// Where the form was filled in.
    pub page: OptInPageId,
    /// For this channel.
    pub channel: Channel,
    /// Hash of the address.
    pub address_hash: Vec<u8>,
    /// What was typed, until the person is erased.
    pub person: Option<Person>,
    /// Of the page.
    pub language: Language,
    /// The text that stood beside the box.
    pub wording: String,
    /// Address of the browser with its last part zeroed.
    pub ip: Option<String>,
    /// What the browser called itself.
    pub user_agent: Option<String>,
    /// When the form was sent.
    pub created_at: Timestamp,
    /// Until then it can be confirmed.
    pub expires_at: Timestamp,
    /// When it was.
    pub confirmed_at: Option<Timestamp>,
}

impl fmt::Debug for OptIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OptIn({} {})", self.id, self.channel)
    }
}
