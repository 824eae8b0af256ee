//! The organisation: a dated tree of agencies, units and desks.
//!
//! A node belongs to a code, not to one period of it: where the agency above was renewed under
//! the same code, its units go on below the new period. [`Agency::parent`] is the latest such
//! period; [`Organisation::parent_on`] answers for a day.

mod check;
mod code;
mod merge;
mod organisation;
mod succession;

pub use check::OrganisationFlaw;
pub use code::{AgencyCode, AgencyCodeStyle, NotAnAgencyCode};
pub use merge::{
    AgencyChange, AgencyDraft, CodeSaid, OrganisationDifference, OrganisationDraft, SuccessionDraft,
};
pub use organisation::Organisation;
pub use succession::Succession;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One agency, unit or desk in one period: `code@valid-from`.
///
/// A statistical code is taken over by other units in time, so a code alone is no key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgencyId(String);

impl AgencyId {
    /// The key of `code` in the period that begins on `valid_from`.
    pub fn new(code: &str, valid_from: Date) -> Self {
        Self(format!("{code}@{valid_from}"))
    }

    /// Takes an id as it was stored.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code without the period.
    pub fn code(&self) -> &str {
        self.0
            .split_once('@')
            .map_or(self.0.as_str(), |(code, _)| code)
    }
}

impl fmt::Display for AgencyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Level of government: cấp tỉnh, cấp huyện (until 30/06/2025), cấp xã.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, until 30/06/2025.
    District,
    /// Cấp xã.
    Commune,
}

impl Level {
    /// Every level, from the top.
    pub const ALL: [Self; 3] = [Self::Province, Self::District, Self::Commune];

    /// The stable name used in files, rows and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }

    /// Reads a name written by [`Level::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// What a node of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// Ủy ban nhân dân.
    PeopleCommittee,
    /// Sở, ban, ngành.
    Department,
    /// Văn phòng.
    Office,
    /// Phòng chuyên môn.
    Division,
    /// Trung tâm phục vụ hành chính công: a desk in the law's sense.
    ServiceCentre,
    /// Bộ phận tiếp nhận và trả kết quả, until 30/06/2025.
    Desk,
    /// Thanh tra.
    Inspectorate,
    /// Ban quản lý.
    ManagementBoard,
    /// Đơn vị sự nghiệp.
    ServiceUnit,
    /// Cơ quan ngành dọc.
    VerticalAgency,
}

impl AgencyKind {
    /// Every kind, in the order in which screens list them.
    pub const ALL: [Self; 10] = [
        Self::PeopleCommittee,
        Self::Department,
        Self::Office,
        Self::Division,
        Self::ServiceCentre,
        Self::Desk,
        Self::Inspectorate,
        Self::ManagementBoard,
        Self::ServiceUnit,
        Self::VerticalAgency,
    ];

    /// The stable name used in files, rows and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::PeopleCommittee => "people_committee",
            Self::Department => "department",
            Self::Office => "office",
            Self::Division => "division",
            Self::ServiceCentre => "service_centre",
            Self::Desk => "desk",
            Self::Inspectorate => "inspectorate",
            Self::ManagementBoard => "management_board",
            Self::ServiceUnit => "service_unit",
            Self::VerticalAgency => "vertical_agency",
        }
    }

    /// Reads a name written by [`AgencyKind::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether citizens are received here.
    pub fn is_desk(self) -> bool {
        matches!(self, Self::ServiceCentre | Self::Desk)
    }
}

/// An agency (cơ quan), unit (đơn vị) or desk (bộ phận một cửa) in one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// The key: code and period.
    pub id: AgencyId,
    /// The code without the period.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Level of government.
    pub level: Level,
    /// What it is.
    pub kind: AgencyKind,
    /// The node above: of the periods of its code that share a day with this one, the latest.
    pub parent: Option<AgencyId>,
    /// First day of the period.
    pub valid_from: Date,
    /// Last day of the period; open when none.
    pub valid_to: Option<Date>,
    /// National identification code (mã định danh), the first part of a dossier's code.
    pub agency_code: Option<AgencyCode>,
    /// Whether that code was invented for a demonstration.
    pub agency_code_invented: bool,
    /// Where the facts come from.
    pub source: String,
    /// How sure they are.
    pub certainty: String,
    /// Anything else worth knowing.
    pub note: String,
}

impl Agency {
    /// Whether the node exists on `day`.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether the node's last day lies before `day`.
    pub fn has_ended_by(&self, day: Date) -> bool {
        self.valid_to.is_some_and(|last| last < day)
    }

    /// Whether both nodes exist on at least one day.
    pub fn shares_a_day_with(&self, other: &Self) -> bool {
        self.valid_to.is_none_or(|last| other.valid_from <= last)
            && other.valid_to.is_none_or(|last| self.valid_from <= last)
    }
}
