//! People: who applies, who works, and in which unit.

pub mod absence;
pub mod agency;
pub mod assignment;
pub mod delegation;
pub mod duty;
pub mod identity;
pub mod login;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::people::agency::AgencyId;

/// The account of an official (cán bộ, công chức).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficialId(pub Uuid);

/// What an official may be; one person can hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Cán bộ một cửa: receives, asks, hands over.
    DeskOfficer,
    /// Cán bộ thụ lý: examines and proposes.
    CaseOfficer,
    /// Lãnh đạo, người ký: approves, declines, stops, assigns.
    Leader,
    /// Văn thư: numbers and issues.
    RecordsClerk,
    /// Thu ngân: charges and takes money.
    Cashier,
    /// Quản trị: accounts, organisation, catalogue. Sees no dossier by that role.
    Administrator,
}

impl Role {
    /// Every role, in the order in which screens list them.
    pub const ALL: [Self; 6] = [
        Self::DeskOfficer,
        Self::CaseOfficer,
        Self::Leader,
        Self::RecordsClerk,
        Self::Cashier,
        Self::Administrator,
    ];

    /// The stable name used in files, rows and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeskOfficer => "desk_officer",
            Self::CaseOfficer => "case_officer",
            Self::Leader => "leader",
            Self::RecordsClerk => "records_clerk",
            Self::Cashier => "cashier",
            Self::Administrator => "administrator",
        }
    }

    /// Reads a name written by [`Role::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// An official (cán bộ) as the rules see one: who, where, and in which roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Official {
    /// The account.
    pub id: OfficialId,
    /// The unit the official works in.
    pub unit: AgencyId,
    /// The roles held there.
    pub roles: BTreeSet<Role>,
}

impl Official {
    /// Whether the official holds `role`.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Who gives a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A logged-in official.
    Official(Official),
    /// The applicant, or whoever holds the dossier's code and secret.
    Applicant,
    /// The program itself: time's own commands.
    System,
}

impl Actor {
    /// The official, if one is asking.
    pub fn official(&self) -> Option<&Official> {
        match self {
            Self::Official(official) => Some(official),
            Self::Applicant | Self::System => None,
        }
    }
}

/// Kinds of applicant (đối tượng thực hiện) a procedure is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// Cá nhân.
    Person,
    /// Tổ chức, doanh nghiệp, hợp tác xã, hộ kinh doanh.
    Organisation,
}

/// The applicant (người nộp) as written in a dossier: personal data, never part of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Person or organisation.
    pub kind: ApplicantKind,
    /// Full name of the person or the organisation.
    pub name: String,
    /// 12-digit personal number, or the tax code of an organisation; none when the person has none.
    pub identity: Option<String>,
    /// Date of birth as written: `1952-02-09`, or `1952` when only the year is known.
    pub birth: Option<String>,
    /// Sex as written on the identity paper.
    pub sex: Option<identity::Sex>,
    /// Phone in national form; none for "không có điện thoại".
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Address in one line.
    pub address: String,
}

/// The authorised representative (người được ủy quyền): a record of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// Full name.
    pub name: String,
    /// 12-digit personal number.
    pub identity: String,
    /// Phone in national form.
    pub phone: Option<String>,
    /// The paper that gives the authority, in words.
    pub authority: String,
}
