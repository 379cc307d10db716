//! What the program can do, one file per verb phrase; free functions over a [`Context`].

pub mod answer_payer;
pub mod apply_facts;
pub mod attach_files;
pub mod audit;
pub mod book;
pub mod cancel_payment_request;
pub mod carry;
pub mod change_message;
pub mod change_password;
pub mod check_draft;
pub mod check_mail_dns;
mod check_profile;
pub mod create_payment_request;
pub mod decide_payment;
pub mod erase_person;
pub mod error;
mod fill_template;
pub mod follow_payment;
pub mod follow_plan;
mod hand_over;
pub mod hash_passwords;
pub mod hear_carrier;
pub mod idempotency;
pub mod import_contacts;
mod judge_message;
pub mod judge_places;
pub mod keep_contacts;
pub mod keep_sessions;
pub mod list_payment_requests;
pub mod log_in;
pub mod manage_access;
pub mod manage_message_accounts;
pub mod manage_message_plans;
pub mod manage_profiles;
pub mod manage_providers;
pub mod manage_templates;
pub mod may_write;
pub mod mend_addresses;
pub mod mend_message;
pub mod note_consent;
pub mod note_forwarders;
pub mod number_events;
pub mod opt_in_pages;
pub mod patch_payment_request;
pub mod plan_messages;
pub mod preview_template;
pub mod prove_consent;
pub mod put_off_reminder;
pub mod read_events;
pub mod read_inbox;
pub mod read_messages;
pub mod read_payment_request;
pub mod read_payments;
pub mod read_person;
pub mod receive_notification;
pub mod record_consent;
pub mod record_opens;
pub mod refund_payment;
pub mod report_messages;
pub mod return_from_provider;
pub mod sandbox;
pub mod sandbox_notifications;
pub mod send_direct;
pub mod send_message;
pub mod send_new_link;
pub mod sending_account;
mod settle_message;
pub mod setup_merchant;
pub mod show_payment_request;
pub mod sign_up;
pub mod sort_inbox;
pub mod start_checkout;
pub mod sweep;
pub mod take_in;
pub mod try_sender;
pub mod write_message;

use crate::clock::Clock;
use crate::config::Config;
use crate::domain::time::Timestamp;
use crate::messaging::channel::Carriers;
use crate::providers::Providers;
use crate::randomness::Randomness;
use crate::store::Store;
pub use error::OperationError;
use std::sync::Arc;
use tokio::sync::Notify;

/// What every operation needs. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// Randomness.
    pub random: Randomness,
    /// Payment service providers.
    pub providers: Providers,
    /// Carriers of messages.
    pub carriers: Carriers,
    /// Settings.
    pub config: Arc<Config>,
    /// Wakes the workers after a commit that left them something to do.
    pub wake: Arc<Notify>,
    /// Opens of pay links, counted in memory and written in batches.
    pub opens: Arc<record_opens::Opens>,
    /// Proxies that nobody told us to trust, noted in memory and written in batches.
    pub forwarders: Arc<note_forwarders::Forwarders>,
    /// Shops of payment pages, read lately.
    pub shops: Arc<read_payment_request::Shops>,
    /// Whose turn it is to hash a password, and the memory for it.
    pub hashing: Arc<hash_passwords::Hashing>,
    /// Room for the files of mails that are being handed over.
    pub enclosing: Arc<attach_files::Room>,
}

impl Context {
    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Tells the workers that there is something to do.
    pub fn wake_workers(&self) {
        // Every loop that waits right now, and the next one that comes to wait: no wish is lost between two looks.
        self.wake.notify_waiters();
        self.wake.notify_one();
    }
}

/// The result of an operation.
pub type Outcome<T> = Result<T, OperationError>;

/// A page of something, and the place after it where there is more.
fn page<T, I>(mut found: Vec<T>, limit: usize, id: impl Fn(&T) -> I) -> (Vec<T>, Option<I>) {
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(id);
    (found, next)
}

/// What to ask the database for to see whether there is more than a page.
fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}
