//! paylink asks people for money by a link and gets it safely. The map of the house, one line a room:

pub mod domain;
pub mod http;
pub mod i18n;
