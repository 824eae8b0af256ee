//! Money that is paid out to somebody: to a bank account or in cash, as the declarant chose.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::procedure::declaration::Answers;

/// Letters and digits of an account number.
///
/// Not law: no bank of the country has shorter or longer ones.
const ACCOUNT_DIGITS: std::ops::RangeInclusive<usize> = 6..=20;

/// Which answers of the declaration say how money is paid out (chi trả).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutRule {
    /// The field with the beneficiary's name.
    pub beneficiary: String,
    /// The field with the way.
    pub way: String,
    /// The answer there that means an account.
    pub by_account: String,
    /// The answer there that means cash.
    pub in_cash: String,
    /// The field with the name of the bank.
    pub bank: String,
    /// The field with the number of the account.
    pub account: String,
}

/// To whom and how money is paid out. Its debug form names nobody.
#[derive(Clone, PartialEq, Eq)]
pub enum PayTo {
    /// To a bank account.
    Account {
        /// Who owns it.
        beneficiary: String,
        /// The bank.
        bank: String,
        /// The number.
        account: String,
    },
    /// Over the counter.
    Cash {
        /// Who comes for it.
        beneficiary: String,
    },
}

impl fmt::Debug for PayTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Account { .. } => "PayTo::Account(..)",
            Self::Cash { .. } => "PayTo::Cash(..)",
        })
    }
}

/// Why nobody can be paid by these answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPayout {
    /// A field that is needed for the chosen way is empty.
    #[error("`{field}` is empty")]
    Missing {
        /// The field.
        field: String,
    },
    /// The way is neither of the two.
    #[error("`{field}` is neither account nor cash")]
    UnknownWay {
        /// The field.
        field: String,
    },
    /// No account has such a number.
    #[error("`{field}` is no number of an account")]
    NotAnAccount {
        /// The field.
        field: String,
    },
}

impl PayoutRule {
    /// Every field it reads.
    pub fn fields(&self) -> [&str; 4] {
        [&self.beneficiary, &self.way, &self.bank, &self.account]
    }

    /// To whom and how money is paid by these answers.
    ///
    /// # Errors
    /// The first field that has to be mended.
    pub fn read(&self, answers: &Answers) -> Result<PayTo, NoPayout> {
        let beneficiary = needed(answers, &self.beneficiary)?;
        let way = needed(answers, &self.way)?;
        if way == self.in_cash {
            return Ok(PayTo::Cash { beneficiary });
        }
        if way != self.by_account {
            return Err(NoPayout::UnknownWay {
                field: self.way.clone(),
            });
        }
        Ok(PayTo::Account {
            beneficiary,
            bank: needed(answers, &self.bank)?,
            account: self.account_in(answers)?,
        })
    }

    /// The number as banks write it: people put spaces and dots into it.
    fn account_in(&self, answers: &Answers) -> Result<String, NoPayout> {
        let said = needed(answers, &self.account)?;
        let between = |character: &char| !matches!(character, ' ' | '.' | '-');
        let account: String = said.chars().filter(between).collect();
        let is_fit = ACCOUNT_DIGITS.contains(&account.len())
            && account.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_fit {
            Ok(account)
        } else {
            Err(NoPayout::NotAnAccount {
                field: self.account.clone(),
            })
        }
    }
}

fn needed(answers: &Answers, field: &str) -> Result<String, NoPayout> {
    let said = answers.get(field).map(|text| text.trim());
    match said {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        Some(_) | None => Err(NoPayout::Missing {
            field: field.to_owned(),
        }),
    }
}
