//! What every page behind the log-in shares: who is there, in which language, zone and mode.

use super::assets;
use crate::domain::ids::MerchantId;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::scope::Scope;
use crate::domain::time::{Date, Timestamp, Zone};
use crate::domain::user::Role;
use crate::i18n::{Arg, formats, text, text_with};
use crate::operations::read_inbox::Waiting;

/// Which entry of the navigation is lit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    /// The list of requests and what hangs on it.
    Requests,
    /// The form for a new request.
    New,
    /// What payers wrote, and what did not arrive.
    Inbox,
    /// The address book.
    Contacts,
    /// What was sent, its wording, when it goes out, and through whom.
    Messages,
    /// Where the person is logged in.
    Sessions,
}

macro_rules! notices {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $good:literal;)*) => {
        /// One line at the top of a page about what was just done. A redirect carries its word: `?notice=created`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Notice { $($(#[$doc])* $variant,)* }

        impl Notice {
            /// Every notice.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The notice of that word; unknown words are nothing.
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|notice| notice.word() == word)
            }

            /// Whether it went as wished.
            pub fn is_good(self) -> bool {
                match self { $(Self::$variant => $good,)* }
            }
        }
    };
}

notices! {
    /// A request was made.
    Created = "created", true;
    /// A request was cancelled.
    Cancelled = "cancelled", true;
    /// A refund was written down and is being sent.
    RefundCreated = "refund-created", true;
    /// Late money or surplus is kept.
    DecisionAccepted = "decision-accepted", true;
    /// Late money or surplus goes back.
    DecisionRefunded = "decision-refunded", true;
    /// A message was planned and goes out at once.
    MessageOnItsWay = "message-on-its-way", true;
    /// A planned message will not be sent.
    MessageWithdrawn = "message-withdrawn", true;
    /// A plan was saved.
    PlanSaved = "plan-saved", true;
    /// A plan was put away.
    PlanRemoved = "plan-removed", true;
    /// What payers may do was saved.
    RulesSaved = "rules-saved", true;
    /// A profile was saved.
    ProfileSaved = "profile-saved", true;
    /// A profile was put away.
    ProfileArchived = "profile-archived", true;
    /// There is nothing to send any more.
    NothingToSend = "nothing-to-send", false;
    /// The payer wants no messages on that channel.
    CannotOptedOut = "cannot-opted-out", false;
    /// An earlier message to that address came back.
    CannotBadAddress = "cannot-bad-address", false;
    /// Nobody has agreed to be written to.
    CannotNoGround = "cannot-no-ground", false;
    /// There is no number or address.
    CannotNoAddress = "cannot-no-address", false;
    /// A contact stands as it was typed.
    ContactSaved = "contact-saved", true;
    /// A contact is out of the address book.
    ContactDeleted = "contact-deleted", true;
    /// A person is forgotten.
    PersonErased = "person-erased", true;
    /// A person cannot be forgotten while they can pay.
    NotErasable = "not-erasable", false;
    /// What somebody said stands in the ledger.
    ConsentNoted = "consent-noted", true;
    /// There is another page on which people sign up.
    PageMade = "page-made", true;
    /// The link of such a page is dead.
    PageRevoked = "page-revoked", true;
    /// Another text stands on those pages.
    WordingSaved = "wording-saved", true;
    /// Other words sign up by SMS.
    WordsSaved = "words-saved", true;
    /// An answer was planned and goes out at once.
    AnswerOnItsWay = "answer-on-its-way", true;
    /// A conversation cannot be answered any more.
    NotAnswerable = "not-answerable", false;
    /// The withdrawal is written down.
    StopNoted = "stop-noted", true;
    /// It was an ordinary reply.
    ReplyNoted = "reply-noted", true;
    /// A conversation is done.
    ConversationDone = "conversation-done", true;
    /// A conversation is marked.
    ConversationMarked = "conversation-marked", true;
    /// What did not arrive was sent again.
    SentAgain = "sent-again", true;
    /// What did not arrive is seen to.
    Handled = "handled", true;
    /// Nothing was ticked.
    NothingTicked = "nothing-ticked", false;
    /// A wording was saved.
    TemplateSaved = "template-saved", true;
    /// The built-in wording counts again.
    TemplateRestored = "template-restored", true;
    /// Messages of a channel go through another account now.
    SenderSetUp = "sender-set-up", true;
    /// Messages of a channel go through nobody now.
    SenderDisabled = "sender-disabled", true;
    /// Messages of a profile or channel go through what all share.
    SenderDisabledInstead = "sender-disabled-instead", true;
    /// An account has another name, other replies or other keys.
    SenderChanged = "sender-changed", true;
    /// What the merchant allows was changed.
    SenderSettingsSaved = "sender-settings-saved", true;
    /// A session was ended.
    SessionRevoked = "session-revoked", true;
    /// There is a new password.
    PasswordChanged = "password-changed", true;
    /// It could not be cancelled, because it is paid or money is on its way.
    NotCancellable = "not-cancellable", false;
    /// Nothing waited for a decision any more.
    AlreadyDecided = "already-decided", false;
    /// A file was attached.
    AttachmentAdded = "attachment-added", true;
    /// A file was taken away.
    AttachmentRemoved = "attachment-removed", true;
    /// No file was chosen.
    AttachmentMissing = "attachment-missing", false;
    /// A file is no PDF.
    AttachmentNoPdf = "attachment-no-pdf", false;
    /// A file is too large, or all together are.
    AttachmentTooLarge = "attachment-too-large", false;
    /// There are as many files as can be.
    AttachmentTooMany = "attachment-too-many", false;
    /// A request has ended: nobody would see its files.
    AttachmentTooLate = "attachment-too-late", false;
    /// A file has a name that cannot be.
    AttachmentBadName = "attachment-bad-name", false;
    /// The person's role does not allow it.
    NotAllowed = "not-allowed", false;
}

/// Merchant and mode in a word.
pub fn scope_word(scope: Scope) -> String {
    format!("{}/{}", scope.merchant, if scope.live { "live" } else { "test" })
}

/// Who is there, in which language, zone and mode.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Of the person, not of the payer.
    pub language: Language,
    /// The business's id.
    pub merchant: MerchantId,
    /// The business.
    pub merchant_name: String,
    /// The other merchants that the person serves: id and name.
    pub other_merchants: Vec<(MerchantId, String)>,
    /// The person.
    pub user_name: String,
    /// The person's address.
    pub user_email: String,
    /// What the person may do: forms that would be refused are not shown.
    pub role: Role,
    /// Real money, or pretend money.
    pub live: bool,
    /// Whether the merchant has a live mode to switch to.
    pub has_live: bool,
    /// The merchant's zone: all clocks of the dashboard show its time.
    pub zone: Zone,
    /// The instant that the page is true for.
    pub now: Timestamp,
    /// Which entry of the navigation is lit.
    pub active: Section,
    /// What was just done.
    pub notice: Option<Notice>,
    /// The same in more words, where the page knows more than the notice.
    pub told: Option<String>,
    /// How much waits for a person in the inbox.
    pub waiting: Waiting,
}

impl Frame {
    /// Merchant and mode in a word, for forms that must not act in another.
    pub fn scope_word(&self) -> String {
        scope_word(Scope { merchant: self.merchant, live: self.live })
    }

    /// A text of the dashboard.
    pub fn t(&self, key: &str) -> String {
        text(self.language, key)
    }

    /// A text with its variables filled in.
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        text_with(self.language, key, args)
    }

    /// An amount with its currency.
    pub fn money(&self, amount: Money) -> String {
        formats::money(self.language, amount)
    }

    /// A whole number.
    pub fn integer(&self, number: i64) -> String {
        formats::integer(self.language, number)
    }

    /// A day of this year without the year: "16.12.", another with it: "16.12.2025".
    pub fn day(&self, date: Date) -> String {
        if date.year() == self.today().year() {
            self.day_of_year(date)
        } else {
            formats::date_short(self.language, date)
        }
    }

    /// "heute", "gestern", "morgen", or the day.
    pub fn near_day(&self, date: Date) -> String {
        let today = self.today();
        if date == today {
            self.t("dash-today")
        } else if Some(date) == today.previous_day() {
            self.t("dash-yesterday")
        } else if Some(date) == today.next_day() {
            self.t("dash-tomorrow")
        } else {
            self.day(date)
        }
    }

    /// An instant, short: "heute 14:32", "16.12. 14:20".
    pub fn moment(&self, at: Timestamp) -> String {
        format!("{} {}", self.near_day(self.zone.date(at)), formats::clock(self.language, at, &self.zone))
    }

    /// A day in words.
    pub fn date_in_words(&self, date: Date) -> String {
        formats::date_medium(self.language, date)
    }

    /// The last day before an end: the one that payers are told.
    pub fn last_day(&self, end: Timestamp) -> Date {
        formats::last_day(end, &self.zone)
    }

    /// Until when something is possible, as payers are told.
    pub fn until(&self, end: Timestamp) -> String {
        formats::until(self.language, end, &self.zone)
    }

    /// How much waits in the inbox, in a number that fits the navigation; nothing for none.
    pub fn waiting_count(&self) -> String {
        match self.waiting.unread + self.waiting.lost {
            count if count > 99 => "99+".to_owned(),
            count => self.count(count),
        }
    }

    /// How many conversations hold something new; nothing for none.
    pub fn unread_count(&self) -> String {
        self.count(self.waiting.unread)
    }

    /// How many messages did not arrive; nothing for none.
    pub fn lost_count(&self) -> String {
        self.count(self.waiting.lost)
    }

    fn count(&self, count: i64) -> String {
        if count > 0 { self.integer(count) } else { String::new() }
    }

    /// The calendar day in the merchant's zone.
    pub fn today(&self) -> Date {
        self.zone.date(self.now)
    }

    /// The month we are in: "November".
    pub fn this_month(&self) -> String {
        self.with("dash-month", &[("month", Arg::Number(i64::from(u8::from(self.today().month()))))])
    }

    /// Which zone the clocks show.
    pub fn zone_line(&self) -> String {
        self.with("dash-zone", &[("zone", self.zone.name().into())])
    }

    /// The address of a file of the dashboard.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Two letters for the mark: "Klempnerei Nord" is "KN".
    pub fn initials(&self) -> String {
        let mut words =
            self.merchant_name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
        words.by_ref().take(2).flat_map(char::to_uppercase).collect()
    }

    /// Whether that entry of the navigation is lit.
    pub(super) fn lit(&self, entry: &str) -> bool {
        let active = match self.active {
            Section::Requests => "requests",
            Section::New => "new",
            Section::Inbox => "inbox",
            Section::Contacts => "contacts",
            Section::Messages => "messages",
            Section::Sessions => "sessions",
        };
        active == entry
    }

    fn day_of_year(&self, date: Date) -> String {
        let month = Arg::Number(i64::from(u8::from(date.month())));
        let day = match self.language {
            Language::De => format!("{:02}", date.day()),
            Language::En | Language::Fr | Language::Nl | Language::It | Language::Es | Language::Pl => {
                date.day().to_string()
            }
        };
        let month = self.with("dash-month-short", &[("month", month)]);
        self.with("dash-day", &[("day", day.into()), ("month", month.into())])
    }

    /// "Rechnung.pdf entfernen".
    pub(super) fn file_removal(&self, name: &str) -> String {
        self.with("dash-files-remove-one", &[("name", name.into())])
    }

    /// What was just done, in a sentence or some more.
    pub(super) fn notice_text(&self) -> String {
        if let Some(told) = &self.told {
            return told.clone();
        }
        self.notice.map(|notice| self.t(&format!("dash-notice-{}", notice.word()))).unwrap_or_default()
    }
}
