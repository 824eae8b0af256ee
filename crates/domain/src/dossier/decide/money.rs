//! Money at the desk: lines come from the catalogue version, never from a free amount.

use crate::dossier::decide::{given, pause};
use crate::dossier::event::Event;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, Situation};
use crate::money::{Charge, Dong, PaymentMethod, WaiverGround};
use crate::procedure::fee::{Amount, FeeKey};

/// Whether any listed fee with an amount is not charged yet.
pub(crate) fn may_charge(situation: &Situation<'_>, dossier: &Dossier) -> Result<(), Refusal> {
    let open = dossier.terms_in(situation.rules).is_some_and(|terms| {
        terms.fees.iter().any(|fee| {
            matches!(fee.amount, Amount::Fixed(amount) if !amount.is_zero())
                && !dossier.charges.iter().any(|charge| charge.fee == fee.key)
        })
    });
    if open {
        Ok(())
    } else {
        Err(Refusal::NothingToCharge)
    }
}

/// Charges fees of the dossier's terms, each at most once.
pub(super) fn charge(
    situation: &Situation<'_>,
    dossier: &Dossier,
    lines: &[(FeeKey, u32)],
) -> Result<Vec<Event>, Refusal> {
    let terms = dossier
        .terms_in(situation.rules)
        .ok_or(Refusal::UnknownCase)?;
    let mut charges: Vec<Charge> = Vec::with_capacity(lines.len());
    for (key, units) in lines {
        let fee = key.clone();
        if dossier
            .charges
            .iter()
            .chain(&charges)
            .any(|charge| charge.fee == *key)
        {
            return Err(Refusal::AlreadyCharged { fee });
        }
        let Some(listed) = terms.fees.iter().find(|listed| listed.key == *key) else {
            return Err(Refusal::UnknownFee { fee });
        };
        let Amount::Fixed(amount) = &listed.amount else {
            return Err(Refusal::FeeWithoutAmount { fee });
        };
        let amount = amount
            .checked_mul(*units)
            .filter(|amount| !amount.is_zero())
            .ok_or(Refusal::NoAmount)?;
        charges.push(Charge {
            fee,
            kind: listed.kind,
            units: *units,
            amount,
        });
    }
    if charges.is_empty() {
        return Err(Refusal::NoAmount);
    }
    Ok(vec![Event::Charged { charges }])
}

/// Records money that came: never more than is owed. A clock that waited for it goes on.
pub(super) fn record_payment(
    situation: &Situation<'_>,
    dossier: &Dossier,
    amount: Dong,
    method: PaymentMethod,
    receipt_number: &str,
) -> Result<Vec<Event>, Refusal> {
    let owed = dossier.owed();
    if amount.is_zero() {
        return Err(Refusal::NoAmount);
    }
    if amount > owed {
        return Err(Refusal::MoreThanOwed { owed });
    }
    if receipt_number.trim().is_empty() {
        return Err(Refusal::ReceiptNumberMissing);
    }
    let receipt_number = receipt_number.trim().to_owned();
    let mut events = vec![Event::PaymentRecorded {
        amount,
        method,
        receipt_number,
    }];
    if amount == owed {
        events.extend(pause::when_paid(situation, dossier));
    }
    Ok(events)
}

/// Waives all that is still owed. A clock that waited for it goes on.
pub(super) fn waive(
    situation: &Situation<'_>,
    dossier: &Dossier,
    ground: WaiverGround,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    given(reason)?;
    let mut events = vec![Event::Waived {
        amount: dossier.owed(),
        ground,
        reason: reason.sealed(),
    }];
    events.extend(pause::when_paid(situation, dossier));
    Ok(events)
}
