//! The identification code of an agency: the first part of a dossier's code.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Characters a code may have.
///
/// Law: Quyết định 20/2020/QĐ-TTg [published summaries, medium].
const LENGTH_MAX: usize = 35;

/// The two ways of writing the code; both are in use at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgencyCodeStyle {
    /// Groups of 3-2-2-3 characters, the province last: `000.00.01.H35`.
    ///
    /// Law: Thông tư 10/2016/TT-BTTTT (QCVN 102:2016) [published summary, medium].
    FourGroups,
    /// The province first, then as many groups as are needed: `H35.21.01`.
    ///
    /// Law: Quyết định 20/2020/QĐ-TTg [published summaries, medium].
    ProvinceFirst,
}

/// The identification code (mã định danh) of an agency, in either style.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyCode(String);

/// The text is not an agency's identification code: at most 35 characters, groups of 0–9 and A–Z
/// with single dots between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an identification code of an agency")]
pub struct NotAnAgencyCode;

impl AgencyCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which of the two styles the code is written in.
    pub fn style(&self) -> AgencyCodeStyle {
        let lengths: Vec<usize> = self.0.split('.').map(str::len).collect();
        if lengths == [3, 2, 2, 3] && self.0.rsplit('.').next().is_some_and(is_level_one) {
            AgencyCodeStyle::FourGroups
        } else {
            AgencyCodeStyle::ProvinceFirst
        }
    }

    /// The group of the ministry or province: `H35` for Lai Châu.
    pub fn level_one(&self) -> &str {
        let group = match self.style() {
            AgencyCodeStyle::FourGroups => self.0.rsplit('.').next(),
            AgencyCodeStyle::ProvinceFirst => self.0.split('.').next(),
        };
        group.unwrap_or(&self.0)
    }
}

fn is_level_one(group: &str) -> bool {
    let mut characters = group.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_uppercase())
        && characters.all(|rest| rest.is_ascii_digit())
}

impl FromStr for AgencyCode {
    type Err = NotAnAgencyCode;

    fn from_str(text: &str) -> Result<Self, NotAnAgencyCode> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for AgencyCode {
    type Error = NotAnAgencyCode;

    fn try_from(text: String) -> Result<Self, NotAnAgencyCode> {
        let is_group = |group: &str| {
            !group.is_empty()
                && group
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        };
        if text.len() > LENGTH_MAX || !text.split('.').all(is_group) {
            return Err(NotAnAgencyCode);
        }
        Ok(Self(text))
    }
}

impl From<AgencyCode> for String {
    fn from(code: AgencyCode) -> Self {
        code.0
    }
}

impl Deref for AgencyCode {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AgencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
