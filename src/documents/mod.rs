//! What is made for printing and downloading.

pub mod qr;
