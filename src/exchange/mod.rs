//! Files in and out.

pub mod csv_table;
