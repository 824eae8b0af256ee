//! Why a dossier does not go to whom somebody meant it to.

use crate::dossier::refusal::Refusal;
use crate::people::OfficialId;

/// Why a dossier does not go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoutingRefusal {
    /// Nothing was passed on, or whoever has it next has acted already.
    NothingToPullBack,
    /// Another passed it on.
    PassedOnByAnother,
    /// The official is away today.
    OfficerAway {
        /// Who.
        officer: OfficialId,
    },
    /// Whoever has it is there.
    NothingToRoute,
}

impl RoutingRefusal {
    /// The name in addresses of problems, such as `officer-away`.
    pub fn kebab(self) -> &'static str {
        match self {
            Self::NothingToPullBack => "nothing-to-pull-back",
            Self::PassedOnByAnother => "passed-on-by-another",
            Self::OfficerAway { .. } => "officer-away",
            Self::NothingToRoute => "nothing-to-route",
        }
    }
}

impl From<RoutingRefusal> for Refusal {
    fn from(why: RoutingRefusal) -> Self {
        Self::Routing(why)
    }
}
