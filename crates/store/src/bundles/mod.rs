//! Bundles: a stream of events of their own, beside the dossiers of their children.
//!
//! One write is one transaction: the bundle's events, what is personal in them, its list row, and
//! what follows. A child of ours is opened in it, when it starts with the whole.

mod children;
mod derived;
mod finding;
mod messages;
mod once;
mod opening;
mod record;
mod write;

pub(crate) use derived::{as_text, asking, of_desks, rebuild, silent};
pub(crate) use finding::{by_code, erase};
pub(crate) use messages::{child_moved, claim, due, of as messages_of, settle};
pub(crate) use record::of as events_of;
pub(crate) use write::apply;

pub use derived::BundleLine;
pub use finding::{BundleEntry, LoadedBundle};
pub use messages::{BundleMessage, BundlePurpose, MessageEnd, MessageLine, MessageTried};
pub use write::{AnswerTaken, BundleCommand, BundleDone, BundleNotDone, BundleWrite};
