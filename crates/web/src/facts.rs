//! What a result says besides its number and its day, where the dossier is a part of a bundle and
//! other parts wait for it.

use domain::bundle::Facts;
use domain::bundle::kind::{ChildKind, Produced};
use domain::dossier::event::IssuedResult;
use domain::dossier::{Dossier, Outcome, Stage};
use integrations::built_in;
use store::Loaded;

/// The longest fact, in characters.
const FACT_MAX: usize = 200;

/// A fact that cannot be taken.
pub struct WrongFact {
    /// Its key.
    pub key: String,
    /// How to mend it.
    pub sentence: String,
}

/// The child of a bundle that a dossier is, by what its kind says today.
fn child_of(dossier: &Dossier) -> Option<&'static ChildKind> {
    let part = dossier.part_of.as_ref()?;
    let children = built_in::bundle_kinds().filter_map(|kind| kind.child(&part.child));
    let mut same = children.filter(|child| child.procedure.as_ref() == Some(&dossier.procedure));
    same.next()
}

/// The facts that a granting result of this dossier is asked for.
pub fn asked(dossier: &Dossier) -> impl Iterator<Item = &'static Produced> {
    child_of(dossier)
        .into_iter()
        .flat_map(ChildKind::facts_to_ask)
}

/// The result that was issued, with how it was decided.
pub fn issued(dossier: &Dossier) -> Option<(Outcome, &IssuedResult)> {
    match &dossier.stage {
        Stage::Resolved(_, outcome, issued) | Stage::HandedOver(outcome, issued) => {
            Some((*outcome, issued))
        }
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    }
}

/// What the issued result says; nothing where none is issued, or nothing was asked.
pub fn stored(loaded: &Loaded) -> Facts {
    let row = issued(&loaded.dossier).and_then(|(_, issued)| issued.facts.as_ref());
    let facts = row.and_then(|row| loaded.personal.facts(row.id));
    facts.unwrap_or_default()
}

/// Reads what a granting result says, each fact by its key.
///
/// # Errors
///
/// Every fact that is needed and missing, or too long.
pub fn read(dossier: &Dossier, said: impl Fn(&str) -> String) -> Result<Facts, Vec<WrongFact>> {
    let mut facts = Facts::new();
    let mut wrong = Vec::new();
    for fact in asked(dossier) {
        let said = domain::vietnamese::clean(&said(&fact.key))
            .trim()
            .to_owned();
        let count = said.chars().count();
        let mut refuse = |sentence| {
            wrong.push(WrongFact {
                key: fact.key.clone(),
                sentence,
            });
        };
        if said.is_empty() && fact.required {
            let name = &fact.name;
            refuse(format!("Nhập {name}: việc sau của hồ sơ liên thông cần"));
        } else if count > FACT_MAX {
            refuse(format!(
                "Dài nhất {FACT_MAX} ký tự, đã ghi {count}. Viết gọn lại"
            ));
        } else if !said.is_empty() {
            facts.insert(fact.key.clone(), said);
        }
    }
    if wrong.is_empty() {
        Ok(facts)
    } else {
        Err(wrong)
    }
}
