//! The exchange with outside systems that settle children of bundles (công an, bảo hiểm xã hội).
//!
//! A child is handed over as JSON under a stable key, as often as needed; the answer is called back
//! in the same way, when it comes. Both sides sign what they send with a key that they share. Here
//! stand the messages, the signature and a pretended partner; who opens connections is the server.

pub mod known;
pub mod message;
pub mod pretended;
pub mod signature;

/// Where a partner takes children, below its address.
pub const HAND_OVER_PATH: &str = "/lien-thong/ho-so";

/// Where a partner is asked to give a child back.
pub const RECALL_PATH: &str = "/lien-thong/rut";

/// Below which a partner fetches the papers of a child: code, child and SHA-256 of the file.
pub const PAPERS_PATH: &str = "/api/lien-thong/giay-to";

/// Where we take answers.
pub const ANSWER_PATH: &str = "/api/lien-thong/tra-loi";
