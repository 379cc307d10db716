//! Everything that one address wrote to a merchant.

use super::channel::Channel;
use super::ids::{ConversationId, InboundMessageId};
use super::scope::Scope;
use super::time::Timestamp;

/// What one address wrote, in short. The address itself stands sealed in its messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: ConversationId,
    /// How it is written.
    pub channel: Channel,
    /// SHA-256 over merchant, channel and address.
    pub address_hash: Vec<u8>,
    /// What came last.
    pub last_inbound: InboundMessageId,
    /// When that came.
    pub last_at: Timestamp,
    /// How much nobody has read.
    pub unread: i64,
    /// The message that sounds like a withdrawal, until a person has decided.
    pub suggested_by: Option<InboundMessageId>,
    /// When somebody said that nothing is left to do.
    pub done_at: Option<Timestamp>,
}

/// What a person says of a conversation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Somebody has read it.
    Read,
    /// Somebody wants to read it again.
    Unread,
    /// Nothing is left to do.
    Done,
    /// It is to be seen to after all.
    Open,
}

impl Mark {
    /// The mark of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "read" => Some(Self::Read),
            "unread" => Some(Self::Unread),
            "done" => Some(Self::Done),
            "open" => Some(Self::Open),
            _ => None,
        }
    }
}
