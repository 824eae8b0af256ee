//! PDF: the receipt of a dossier by chance, as the official at its desk prints it.

use anyhow::{Result, bail};

use super::{Session, Town, page};
use crate::bench::chance::Chance;
use crate::bench::drive::{Driven, Load, drive};
use crate::bench::http::Connection;
use crate::bench::ledger::Entry;

/// Drive it, for dossiers of the main desk.
pub fn run(town: &Town<'_>, load: Load, session: &Session, entries: &[&Entry]) -> Result<Driven> {
    if entries.is_empty() {
        bail!("no dossier was received at the main desk");
    }
    drive(town.address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        move |connection: &mut Connection| {
            let code = &chance.one(entries).code;
            let path = format!("/xu-ly/ho-so/{code}/giay/phieu-hen");
            let answer = connection.ask(&page(&path, &session.0))?;
            let is_pdf = answer.status == 200 && answer.body.starts_with(b"%PDF-");
            Ok((!is_pdf).then(|| answer.told()))
        }
    })
}
