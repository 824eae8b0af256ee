//! The change of the calendar behind a moved promise.

use domain::dossier::promise_move::PromiseMoved;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::local;

/// Why the promised moment moved; the decision stands beside it as paper.
#[derive(Serialize, ToSchema)]
pub struct CalendarChangeShown {
    /// Whose calendar changed: `nation`, or a unit.
    pub layer: String,
    /// The version that came.
    pub version: u32,
    /// The campaign that came to every dossier.
    pub campaign: Uuid,
    /// The moment that was promised before.
    #[schema(format = DateTime)]
    pub promised_before: String,
}

impl From<&PromiseMoved> for CalendarChangeShown {
    fn from(moved: &PromiseMoved) -> Self {
        Self {
            layer: moved.because.layer.to_string(),
            version: moved.because.version,
            campaign: moved.campaign,
            promised_before: local(moved.from),
        }
    }
}
