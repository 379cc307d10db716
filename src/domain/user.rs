//! People who log in.

use super::ids::UserId;
use super::payment::words;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

words! {
    /// What a person may do at a merchant.
    Role {
        /// Everything.
        Owner = "owner",
        /// Everything but giving the business away.
        Admin = "admin",
        /// Requests, messages, cancellations.
        Agent = "agent",
        /// Reads everything, refunds.
        Bookkeeper = "bookkeeper",
        /// Reads.
        Viewer = "viewer",
    }
}

impl Role {
    /// May create, change and cancel requests.
    pub fn may_request(self) -> bool {
        match self {
            Self::Owner | Self::Admin | Self::Agent => true,
            Self::Bookkeeper | Self::Viewer => false,
        }
    }

    /// May change what messages say and through whom they go.
    pub fn may_set_up(self) -> bool {
        match self {
            Self::Owner | Self::Admin => true,
            Self::Agent | Self::Bookkeeper | Self::Viewer => false,
        }
    }

    /// May send money back and decide about late money and surplus.
    pub fn may_refund(self) -> bool {
        match self {
            Self::Owner | Self::Admin | Self::Bookkeeper => true,
            Self::Agent | Self::Viewer => false,
        }
    }
}

/// A person who logs in; may serve several merchants.
#[derive(Clone, Debug)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Unique, compared in lower case.
    pub email: String,
    /// As colleagues see it.
    pub name: String,
    /// PHC string of argon2id.
    pub password_hash: String,
    /// When the account was closed.
    pub disabled_at: Option<Timestamp>,
}
