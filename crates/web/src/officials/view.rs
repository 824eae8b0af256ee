//! Views of an inbox: what one looks for, each with an address of its own.

use domain::dossier::Now;
use domain::people::Role;
use domain::rulebook::Rulebook;
use store::{Filter, Scope};

use crate::officials::listing::{Figures, soon_until};
use crate::session::Officer;

/// What a list shows of everything that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxView {
    /// What the official who looks has to do next.
    Mine,
    /// What is examined and nobody has taken.
    Unheld,
    /// Nearly due, and not overdue.
    Soon,
    /// Overdue.
    Overdue,
    /// What the unit answers for and another unit holds.
    Elsewhere,
    /// What waits for the applicant: the clock stands still.
    Paused,
    /// What the official who looks has marked to keep an eye on, whoever holds it.
    Followed,
    /// What was stopped, with its notice: a leader's view.
    Stopped,
    /// Everything that can be worked on.
    All,
}

impl InboxView {
    /// The views of who works, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Mine,
        Self::Unheld,
        Self::Soon,
        Self::Overdue,
        Self::Elsewhere,
        Self::Paused,
        Self::Followed,
        Self::All,
    ];

    /// Those of a leader, who holds nothing alone.
    pub const OF_LEADER: [Self; 7] = [
        Self::All,
        Self::Unheld,
        Self::Soon,
        Self::Overdue,
        Self::Paused,
        Self::Stopped,
        Self::Followed,
    ];

    /// Its part of an address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Mine => "can-toi",
            Self::Unheld => "chua-giao",
            Self::Soon => "sap-han",
            Self::Overdue => "qua-han",
            Self::Elsewhere => "cho-noi-khac",
            Self::Paused => "tam-dung",
            Self::Followed => "toi-theo-doi",
            Self::Stopped => "da-dung",
            Self::All => "tat-ca",
        }
    }

    /// The view that has this part of an address; everything when none has.
    pub fn from_slug(text: &str) -> Self {
        let mut known = Self::ALL.into_iter().chain(Self::OF_LEADER);
        known.find(|view| view.slug() == text).unwrap_or(Self::All)
    }

    /// What people read.
    pub fn text(self) -> &'static str {
        match self {
            Self::Mine => "Cần tôi",
            Self::Unheld => "Chưa có người nhận",
            Self::Soon => "Đến hạn trong 2 ngày",
            Self::Overdue => "Quá hạn",
            Self::Elsewhere => "Chờ nơi khác",
            Self::Paused => "Tạm dừng",
            Self::Followed => "Tôi theo dõi",
            Self::Stopped => "Đã dừng giải quyết",
            Self::All => "Tất cả",
        }
    }

    /// Where it opens; `base` is the address of the list.
    pub fn address(self, base: &str) -> String {
        match self {
            Self::All => base.to_owned(),
            Self::Mine
            | Self::Unheld
            | Self::Soon
            | Self::Overdue
            | Self::Elsewhere
            | Self::Paused
            | Self::Followed
            | Self::Stopped => format!("{base}?goc={}", self.slug()),
        }
    }

    /// One sentence of fact when the view is empty.
    pub fn nothing(self) -> &'static str {
        match self {
            Self::Mine => "Không còn việc nào chờ ông/bà.",
            Self::Unheld => "Mọi hồ sơ đang thẩm định đều đã có người nhận.",
            Self::Soon => "Không có hồ sơ nào đến hạn trong 2 ngày.",
            Self::Overdue => "Không có hồ sơ quá hạn.",
            Self::Elsewhere => "Không có hồ sơ nào của đơn vị đang ở nơi khác.",
            Self::Paused => "Không có hồ sơ nào chờ người nộp bổ sung.",
            Self::Followed => {
                "Ông/bà chưa theo dõi hồ sơ nào đang giải quyết. Bấm \"Theo dõi\" ở trang hồ sơ để \
                 hồ sơ hiện ở đây."
            }
            Self::Stopped => "Không có hồ sơ nào đã dừng giải quyết.",
            Self::All => "Không còn việc nào chờ đơn vị của ông/bà.",
        }
    }

    /// How many dossiers that is, where it is kept with each write.
    pub fn kept(self, figures: Figures) -> Option<u64> {
        match self {
            Self::Soon => Some(figures.soon),
            Self::Overdue => Some(figures.overdue),
            Self::Paused => Some(figures.paused),
            Self::All => Some(figures.open.saturating_sub(figures.paused)),
            Self::Mine | Self::Unheld | Self::Elsewhere | Self::Followed | Self::Stopped => None,
        }
    }

    /// Narrows a list to this view. A stage that was asked for stays.
    ///
    /// What waits for the applicant has a view of its own: among the others it would stand before
    /// work that can be done.
    pub(super) fn narrow(self, filter: &mut Filter, rules: &Rulebook, officer: &Officer, now: Now) {
        match self {
            Self::Mine => {
                filter.unpaused = true;
                if officer.official().is(Role::CaseOfficer) {
                    filter.officer = Some(officer.official().id);
                } else {
                    // Records clerks take turns: what waits for a number is everybody's.
                    filter.stage = Some("numbering".to_owned());
                }
            }
            Self::Unheld => {
                filter.unheld = true;
                filter.stage = Some("examining".to_owned());
            }
            Self::Soon => {
                filter.running = true;
                filter.due_from = Some(now);
                let unit = &officer.official().unit;
                filter.due_before = soon_until(rules.calendar_for(unit, now.today()), now);
            }
            Self::Overdue => {
                filter.running = true;
                filter.due_before = Some(now);
            }
            Self::Elsewhere => {
                filter.scope = Scope::SettledBy(officer.official().unit.clone());
                filter.elsewhere = true;
            }
            Self::Paused => filter.stage = Some("awaiting_supplement".to_owned()),
            Self::Followed => filter.scope = Scope::FollowedBy(officer.official().id),
            Self::Stopped => {
                filter.open = Some(false);
                filter.stage = Some("stopped".to_owned());
            }
            Self::All => filter.unpaused = filter.stage.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::InboxView;

    #[test]
    fn every_view_is_found_by_its_address() {
        for view in InboxView::ALL.into_iter().chain(InboxView::OF_LEADER) {
            assert_eq!(InboxView::from_slug(view.slug()), view);
        }
        assert_eq!(InboxView::from_slug("gì đó"), InboxView::All);
        assert_eq!(InboxView::All.address("/xu-ly"), "/xu-ly");
        assert_eq!(InboxView::Mine.address("/xu-ly"), "/xu-ly?goc=can-toi");
    }
}
