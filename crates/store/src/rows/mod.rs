//! One entity a table; entities never leave the crate.

pub mod admin_act;
pub mod assisted_filing;
pub mod dossier;
pub mod draft;
pub mod event;
pub mod file;
pub mod follow;
pub mod forwarding;
pub mod idempotency;
pub mod invitation;
pub mod job;
pub mod listing;
pub mod lookup;
pub mod official;
pub mod pace;
pub mod payment;
pub mod personal;
pub mod procedure;
pub mod rulebook;
pub mod rulebook_part;
pub mod running_number;
pub mod session;
pub mod tally;
pub mod token;
pub mod viewing;
