//! The fee of a dossier handed in at a desk, taken there at once.

use domain::dossier::command::Command;
use domain::money::PaymentMethod;
use domain::people::{Actor, Role};
use domain::procedure::fee::{Amount, Fee, FeeKey};

use crate::demo::walk::Walk;

impl Walk<'_, '_> {
    /// One unit of the first fee that has an amount, charged and paid; nothing where there is no
    /// such fee, or nobody who may take money.
    pub(super) async fn pay_fee(&mut self) -> anyhow::Result<()> {
        let Some(cashier) = self.town.official(&self.desk, Role::Cashier).cloned() else {
            return Ok(());
        };
        let cashier = Actor::Official(cashier);
        let Some(fee) = self.priced_fee().await? else {
            return Ok(());
        };
        let lines = vec![(fee, 1)];
        self.give(&cashier, Command::Charge { lines }).await?;
        let amount = self.loaded().await?.dossier.owed();
        self.town.receipts += 1;
        let number = self.town.receipts;
        let method = if number.is_multiple_of(4) {
            PaymentMethod::Transfer
        } else {
            PaymentMethod::Cash
        };
        let payment = Command::RecordPayment {
            amount,
            method,
            receipt_number: format!("{number:07}"),
        };
        self.give(&cashier, payment).await
    }

    async fn priced_fee(&self) -> anyhow::Result<Option<FeeKey>> {
        let loaded = self.loaded().await?;
        let terms = loaded.dossier.terms_in(&self.town.rules);
        let mut fees = terms.into_iter().flat_map(|terms| &terms.fees);
        let priced = fees.find(|fee| is_priced(fee));
        Ok(priced.map(|fee| fee.key.clone()))
    }
}

fn is_priced(fee: &Fee) -> bool {
    matches!(fee.amount, Amount::Fixed(amount) if !amount.is_zero())
}
