//! The faces of the program towards browsers and programs.

pub mod api;
