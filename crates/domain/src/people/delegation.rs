//! Who signs for whom: delegations with a capacity, days, procedures and the paper they rest on.

pub mod check;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::people::OfficialId;
use crate::people::agency::AgencyId;
use crate::procedure::ProcedureCode;

/// In which capacity (tư cách ký) somebody signs who is not the head. The names stand in stored events: variants
/// are added, never renamed or reused.
///
/// Law: Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// KT., ký thay: a deputy for the head.
    ForHead,
    /// TL., ký thừa lệnh: the head of a unit below, by order of the head.
    ByOrder,
    /// TUQ., ký thừa ủy quyền: the head of a unit below, for a limited time.
    ByAuthority,
    /// Q., quyền: a deputy who was given the head's post for a time.
    Acting,
}

impl Capacity {
    /// Every capacity, in the order in which screens list them.
    pub const ALL: [Self; 4] = [
        Self::ForHead,
        Self::ByOrder,
        Self::ByAuthority,
        Self::Acting,
    ];

    /// The stable name used in files, rows and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::ForHead => "for_head",
            Self::ByOrder => "by_order",
            Self::ByAuthority => "by_authority",
            Self::Acting => "acting",
        }
    }

    /// Reads a name written by [`Capacity::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|capacity| capacity.name() == name)
    }

    /// What is printed before the post.
    pub fn mark(self) -> &'static str {
        match self {
            Self::ForHead => "KT.",
            Self::ByOrder => "TL.",
            Self::ByAuthority => "TUQ.",
            Self::Acting => "Q.",
        }
    }

    /// Whether only a deputy of the same agency can have it; the others go to heads of units below.
    pub fn is_for_deputies(self) -> bool {
        match self {
            Self::ForHead | Self::Acting => true,
            Self::ByOrder | Self::ByAuthority => false,
        }
    }
}

/// A delegation (phân công ký thay, ủy quyền), as it was entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Its id.
    pub id: Uuid,
    /// The agency whose power is used.
    pub unit: AgencyId,
    /// Who delegates: a leader of that agency.
    pub principal: OfficialId,
    /// The principal's post, such as `Chủ tịch`, 1 to 80 characters.
    pub principal_post: String,
    /// Who signs.
    pub delegate: OfficialId,
    /// The signer's post, such as `Phó Chủ tịch`, 1 to 80 characters.
    pub delegate_post: String,
    /// In which capacity.
    pub capacity: Capacity,
    /// For which procedures; all when empty.
    pub procedures: Vec<ProcedureCode>,
    /// The first day.
    pub from: Date,
    /// The last day; open when none.
    pub until: Option<Date>,
    /// Number and notation of the paper it rests on.
    pub number: String,
    /// The paper's date.
    pub dated_on: Date,
}

impl Delegation {
    /// Whether it holds on `day`.
    pub fn is_in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }

    /// Whether it is meant for this procedure.
    pub fn covers(&self, procedure: &ProcedureCode) -> bool {
        self.procedures.is_empty() || self.procedures.contains(procedure)
    }

    /// Whether both hold on a common day for a common procedure of the same agency.
    pub fn overlaps(&self, other: &Self) -> bool {
        let days = self.until.is_none_or(|last| other.from <= last)
            && other.until.is_none_or(|last| self.from <= last);
        let procedures = self.procedures.is_empty()
            || other.procedures.is_empty()
            || self.procedures.iter().any(|code| other.covers(code));
        self.unit == other.unit && days && procedures
    }

    /// How a signature under it is recorded.
    pub fn signed(&self) -> SignedAs {
        SignedAs {
            delegation: self.id,
            capacity: self.capacity,
            for_post: self.principal_post.clone(),
            post: self.delegate_post.clone(),
            number: self.number.clone(),
            dated_on: self.dated_on,
        }
    }
}

/// In which capacity a paper was signed, as the event keeps it: it stays true when the delegation
/// has long ended. Posts are no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedAs {
    /// The delegation.
    pub delegation: Uuid,
    /// The capacity.
    pub capacity: Capacity,
    /// The post for which was signed.
    pub for_post: String,
    /// The signer's own post.
    pub post: String,
    /// Number of the paper that the delegation rests on.
    pub number: String,
    /// That paper's date.
    pub dated_on: Date,
}

impl SignedAs {
    /// The lines above the signature: the power to sign, where it has a line of its own, and the
    /// post. `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`; an acting head has one line, `Q. CHỦ TỊCH`.
    ///
    /// Law: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7.
    pub fn lines(&self) -> (Option<String>, String) {
        let power = format!("{} {}", self.capacity.mark(), self.for_post.to_uppercase());
        match self.capacity {
            Capacity::ForHead | Capacity::ByOrder | Capacity::ByAuthority => {
                (Some(power), self.post.to_uppercase())
            }
            Capacity::Acting => (None, power),
        }
    }
}
