//! Processes from templates, fitted to the terms of a case on first use, and kept from then on.
//!
//! A province has thousands of procedures, of which few are asked for on a day: nothing is built
//! before it is needed, and nothing twice.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};

use crate::procedure::{CaseKey, Procedure, ProcedureCode, Terms};
use crate::process::Process;
use crate::process::built_in::template;
use crate::process::surroundings::Surroundings;
use crate::process::template::{COMMUNE_USUAL, Template};

/// How the key of a process that was made from a template begins.
const PREFIX: &str = "template:";

/// Which template was fitted to which terms: `template:commune-usual/1.001193/1/thuong/0`.
///
/// Versions of a procedure never change, and no template does, so this always leads to the same
/// process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FittedKey {
    pub(super) template: String,
    pub(super) code: ProcedureCode,
    pub(super) version: u32,
    pub(super) case: CaseKey,
    /// The place of the terms in the case.
    pub(super) terms: usize,
}

/// The text is no key of a fitted process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotAFittedKey;

impl FittedKey {
    /// The key for these terms; none when the procedure has no such terms.
    fn of(template: &Template, procedure: &Procedure, terms: &Terms) -> Option<Self> {
        let (case, at) = place(procedure, terms)?;
        Some(Self {
            template: template.key().to_owned(),
            code: procedure.code.clone(),
            version: procedure.version,
            case: procedure.cases.get(case)?.key.clone(),
            terms: at,
        })
    }
}

impl fmt::Display for FittedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{PREFIX}{}/{}/{}/{}/{}",
            self.template, self.code, self.version, self.case.0, self.terms
        )
    }
}

impl FromStr for FittedKey {
    type Err = NotAFittedKey;

    fn from_str(text: &str) -> Result<Self, NotAFittedKey> {
        let rest = text.strip_prefix(PREFIX).ok_or(NotAFittedKey)?;
        let parts: Vec<&str> = rest.split('/').collect();
        let [template, code, version, case, terms] = parts.as_slice() else {
            return Err(NotAFittedKey);
        };
        Ok(Self {
            template: (*template).to_owned(),
            code: code.parse().map_err(|_| NotAFittedKey)?,
            version: version.parse().map_err(|_| NotAFittedKey)?,
            case: CaseKey((*case).to_owned()),
            terms: terms.parse().map_err(|_| NotAFittedKey)?,
        })
    }
}

/// The places of the case and of the terms in it. Equal terms give equal processes.
fn place(procedure: &Procedure, terms: &Terms) -> Option<(usize, usize)> {
    let cases = procedure.cases.iter().enumerate();
    let mut places = cases.flat_map(|(case, known)| {
        let terms = known.terms.iter().enumerate();
        terms.map(move |(at, known)| (case, at, known))
    });
    let (case, at, _) = places.find(|(_, _, known)| *known == terms)?;
    Some((case, at))
}

/// The template that a procedure goes by. One that is not known here any more does not leave the
/// procedure without a process: then it is the usual one.
pub(super) fn template_of(procedure: &Procedure) -> Option<&'static Template> {
    template(procedure.template())
        .or_else(|| {
            let unchosen = Procedure {
                process: None,
                ..procedure.clone()
            };
            template(unchosen.template())
        })
        .or_else(|| template(COMMUNE_USUAL))
}

/// The version of the procedure, and the places of case and terms: by these a process is kept.
type At = (u32, usize, usize);

/// What was fitted so far. A copy begins anew: it may go on to say something else.
#[derive(Debug, Default)]
pub(super) struct Fitted {
    known: RwLock<HashMap<ProcedureCode, BTreeMap<At, Option<Arc<Process>>>>>,
}

impl Clone for Fitted {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Fitted {
    /// The process for these terms; none when the procedure has no such terms.
    pub(super) fn process(&self, procedure: &Procedure, terms: &Terms) -> Option<Arc<Process>> {
        let (case, place) = place(procedure, terms)?;
        let at = (procedure.version, case, place);
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            let known = known.get(&procedure.code).and_then(|known| known.get(&at));
            if let Some(process) = known {
                return process.clone();
            }
        }
        let fitted = fit(procedure, terms).map(Arc::new);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(procedure.code.clone()).or_default();
        known.entry(at).or_insert(fitted).clone()
    }
}

fn fit(procedure: &Procedure, terms: &Terms) -> Option<Process> {
    let template = template_of(procedure)?;
    let key = FittedKey::of(template, procedure, terms)?;
    let draft = template.fit(procedure, terms);
    let process = draft.check(&Surroundings::default()).ok()?;
    Some(process.known_as(key.to_string(), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let text = "template:commune-usual/1.001193.H38/3/thong-thuong/1";
        let key: FittedKey = text.parse().expect("a key");
        assert_eq!(
            (key.version, key.case.0.as_str(), key.terms),
            (3, "thong-thuong", 1)
        );
        assert_eq!(key.to_string(), text);
        for wrong in [
            "1.001193",
            "template:commune-usual",
            "template:commune-usual/1.001193/x/thuong/0",
            "template:commune-usual/x/1/thuong/0",
        ] {
            assert_eq!(wrong.parse::<FittedKey>(), Err(NotAFittedKey), "{wrong}");
        }
    }
}
