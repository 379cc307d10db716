//! What a state page begins with.

/// How it is coloured: never the only thing that tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Money is where it belongs.
    Good,
    /// Something to know before going on.
    Warn,
    /// Over, or on its way.
    Calm,
}

impl Tone {
    /// The class in the style.
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Calm => "calm",
        }
    }
}

/// The line drawn in the circle (SVG path, 52 × 52).
pub mod sign {
    /// Done.
    pub const TICK: &str = "M16 27l7 7 14-15";
    /// Time is over.
    pub const CLOCK: &str = "M26 14v13l8 5";
    /// Taken back.
    pub const CROSS: &str = "M19 19l14 14m0-14L19 33";
    /// On its way.
    pub const ARROW: &str = "M15 26h21m-9-9l9 9-9 9";
    /// In the making.
    pub const DOTS: &str = "M16 26h.01M26 26h.01M36 26h.01";
    /// Did not work.
    pub const MARK: &str = "M26 14v15m0 8h.01";
    /// Looking.
    pub const LENS: &str = "M24 16a8 8 0 1 0 .01 0zm6 14l6 6";
    /// Back to where it came from.
    pub const BACK: &str = "M22 16l-7 7 7 7m-7-7h14a7 7 0 0 1 7 7v5";
    /// Nothing there.
    pub const QUESTION: &str = "M20 21a6 6 0 1 1 9.4 5c-2.3 1.6-3.4 2.8-3.4 5m0 7h.01";
}

/// Sign, headline, whether money moved, and what follows from it.
pub struct State {
    /// Colour of the sign.
    pub tone: Tone,
    /// One of [`sign`].
    pub sign: &'static str,
    /// What happened.
    pub headline: String,
    /// Whether money moved.
    pub money: Option<String>,
    /// What follows.
    pub then: Vec<String>,
}
