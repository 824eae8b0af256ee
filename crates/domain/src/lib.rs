//! The rules of the one-stop desk: pure, no I/O, no clock, no async.
//!
//! Reading order: a dossier is given a command and answers with events or a refusal.

pub mod bundle;
pub mod calendar;
pub mod dossier;
pub mod money;
pub mod people;
pub mod policy;
pub mod procedure;
pub mod process;
pub mod rulebook;
pub mod vietnamese;
pub mod workflow;
