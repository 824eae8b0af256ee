//! Who may do what to a bundle: deny by default, as with dossiers.

use crate::people::agency::{AgencyId, Organisation};
use crate::people::{Actor, Official, Role};
use crate::procedure::Channel;

/// What people do to a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleAct {
    /// Nộp.
    Open(Channel),
    /// Rút.
    Withdraw,
    /// Quyết định phần còn lại after a child was declined.
    DecideRest,
    /// Xem lại an answer that was not taken.
    Review,
    /// What the program does for outside systems and for our own dossiers.
    Carry,
}

/// Whether `actor` may do this to a bundle that is looked after at `desk`.
pub fn may(actor: &Actor, act: BundleAct, desk: &AgencyId, organisation: &Organisation) -> bool {
    match (actor, act) {
        (Actor::Applicant, BundleAct::Open(channel)) => channel == Channel::Online,
        (Actor::Applicant, BundleAct::Withdraw) | (Actor::System, BundleAct::Carry) => true,
        (Actor::Official(official), BundleAct::Open(channel)) => {
            channel != Channel::Online && is_desk_officer(official, desk)
        }
        (Actor::Official(official), BundleAct::Withdraw) => is_desk_officer(official, desk),
        (Actor::Official(official), BundleAct::DecideRest) => leads(official, desk, organisation),
        (Actor::Official(official), BundleAct::Review) => {
            is_desk_officer(official, desk) || leads(official, desk, organisation)
        }
        (Actor::Applicant, BundleAct::DecideRest | BundleAct::Review | BundleAct::Carry)
        | (
            Actor::System,
            BundleAct::Open(_) | BundleAct::Withdraw | BundleAct::DecideRest | BundleAct::Review,
        )
        | (Actor::Official(_), BundleAct::Carry) => false,
    }
}

/// Whether an official sees bundles that are looked after at `desk`: the desk, and the agency that
/// it belongs to.
pub fn may_see(official: &Official, desk: &AgencyId, organisation: &Organisation) -> bool {
    let works = official
        .roles
        .iter()
        .any(|role| *role != Role::Administrator);
    works && (official.unit == *desk || is_above(official, desk, organisation))
}

fn is_desk_officer(official: &Official, desk: &AgencyId) -> bool {
    official.is(Role::DeskOfficer) && official.unit == *desk
}

/// A leader of the agency that the desk belongs to.
fn leads(official: &Official, desk: &AgencyId, organisation: &Organisation) -> bool {
    official.is(Role::Leader) && (official.unit == *desk || is_above(official, desk, organisation))
}

fn is_above(official: &Official, desk: &AgencyId, organisation: &Organisation) -> bool {
    let desk = organisation.find(desk);
    desk.is_some_and(|desk| desk.parent.as_ref() == Some(&official.unit))
}
