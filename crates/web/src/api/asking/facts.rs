//! What a result says to the other parts of a bundle.

use domain::bundle::Facts;
use domain::dossier::Outcome;
use domain::dossier::personal::Personal;

use super::{Asking, Reading};
use crate::{facts, fresh};

impl Asking<'_> {
    /// The facts of a result with this outcome; every one that another part needs and that is
    /// missing is named. `place` stands before the names of the fields.
    pub(super) fn facts(
        &self,
        reading: &mut Reading<'_>,
        (place, outcome): (&str, Option<Outcome>),
        asked: &Facts,
    ) -> Option<Personal<Facts>> {
        let as_said = || (!asked.is_empty()).then(|| fresh::personal(asked.clone()));
        let dossier = &self.loaded.dossier;
        if outcome != Some(Outcome::Granted) || facts::asked(dossier).next().is_none() {
            return as_said();
        }
        // A correction that says nothing of them leaves them as they are.
        let before = facts::stored(self.loaded);
        let said = if asked.is_empty() { &before } else { asked };
        match facts::read(dossier, |key| said.get(key).cloned().unwrap_or_default()) {
            Ok(read) if read.is_empty() || read == before => None,
            Ok(read) => Some(fresh::personal(read)),
            Err(wrong) => {
                for wrong in wrong {
                    let field = format!("{place}facts.{}", wrong.key);
                    reading.wrong(field, wrong.sentence);
                }
                None
            }
        }
    }
}
