//! Whose data, and which kind of money: every key and every query begins with it.

use super::ids::MerchantId;

/// One merchant in one mode. Test and live data never meet.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Scope {
    /// The business.
    pub merchant: MerchantId,
    /// Real money, or pretend money.
    pub live: bool,
}
