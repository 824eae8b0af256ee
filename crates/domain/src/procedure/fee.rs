//! Fees: phí and lệ phí are two kinds, kept apart.

use serde::{Deserialize, Serialize};

use crate::money::{Charge, Dong};

/// The key of a fee within its terms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FeeKey(pub String);

/// Phí or lệ phí.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// Phí.
    ServiceFee,
    /// Lệ phí.
    StatutoryCharge,
}

/// How much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// A fixed amount per unit.
    Fixed(Dong),
    /// The province's council sets it; not entered yet.
    SetByProvince,
    /// Only in words, to be mended.
    Words(String),
}

/// One fee of a case (phí, lệ phí).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// The key within the terms.
    pub key: FeeKey,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Name for people.
    pub name: String,
    /// How much per unit.
    pub amount: Amount,
    /// What one unit is, such as `bản`, `trường hợp`.
    pub per: String,
    /// Who need not pay, in words.
    #[serde(default)]
    pub exempt: Vec<String>,
    /// The instrument that sets it.
    pub basis: String,
}

/// What `units` of this fee come to; none when the fee has no amount in đồng, when there is no
/// unit, or when the sum is beyond what can be paid.
pub fn charge(fee: &Fee, units: u32) -> Option<Charge> {
    let each = match &fee.amount {
        Amount::Fixed(each) => *each,
        Amount::SetByProvince | Amount::Words(_) => return None,
    };
    if units == 0 {
        return None;
    }
    let amount = each.checked_mul(units)?;
    Some(Charge {
        fee: fee.key.clone(),
        kind: fee.kind,
        units,
        amount,
    })
}

#[cfg(test)]
mod tests {
    use super::{Amount, Fee, FeeKey, FeeKind, charge};
    use crate::money::{Charge, Dong};

    fn copies(amount: Amount) -> Fee {
        Fee {
            key: FeeKey("ban-sao".to_owned()),
            kind: FeeKind::ServiceFee,
            name: "Phí cấp bản sao".to_owned(),
            amount,
            per: "bản".to_owned(),
            exempt: Vec::new(),
            basis: String::new(),
        }
    }

    #[test]
    fn three_copies_cost_three_times_one_copy() {
        let fee = copies(Amount::Fixed(Dong::new(8_000)));
        let expected = Charge {
            fee: FeeKey("ban-sao".to_owned()),
            kind: FeeKind::ServiceFee,
            units: 3,
            amount: Dong::new(24_000),
        };
        assert_eq!(charge(&fee, 3), Some(expected));
    }

    #[test]
    fn what_has_no_amount_cannot_be_charged() {
        assert_eq!(charge(&copies(Amount::SetByProvince), 1), None);
        assert_eq!(
            charge(&copies(Amount::Words("1.5 USD".to_owned())), 1),
            None
        );
        assert_eq!(charge(&copies(Amount::Fixed(Dong::new(8_000))), 0), None);
        assert_eq!(charge(&copies(Amount::Fixed(Dong::new(u64::MAX))), 2), None);
    }
}
