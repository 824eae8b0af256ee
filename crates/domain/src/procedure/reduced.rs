//! The limit that a province keeps by its own decision, beside the one that the law gives.

use serde::{Deserialize, Serialize};

use crate::calendar::time_limit::TimeLimit;
use crate::procedure::Terms;

/// A limit that the province reduced (thời hạn đã cắt giảm), and by which decision.
///
/// Not law: the law gives the longer one; whoever promises less is held to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReducedLimit {
    /// The limit from then on.
    pub limit: TimeLimit,
    /// The decision, with its number.
    pub basis: String,
}

impl Terms {
    /// The limit by which a result is promised: the reduced one where there is one.
    pub fn promised(&self) -> &TimeLimit {
        let reduced = self.reduced.as_ref();
        reduced.map_or(&self.limit, |reduced| &reduced.limit)
    }
}
