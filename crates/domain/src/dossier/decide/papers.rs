//! Papers against what the case asks for.

use std::collections::BTreeSet;

use crate::dossier::command::HandedIn;
use crate::dossier::event::{HandedForm, HeldPaper};
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::procedure::Case;
use crate::procedure::paper::{Handing, PaperKey, RequiredPaper};

/// Papers as they will stand in the event: each asked for by the case, none twice.
pub(super) fn read(case: &Case, handed_in: &[HandedIn]) -> Result<Vec<HeldPaper>, Refusal> {
    let mut seen = BTreeSet::new();
    handed_in
        .iter()
        .map(|paper| {
            if case.paper(&paper.paper).is_none() {
                return Err(Refusal::UnknownPaper {
                    paper: paper.paper.clone(),
                });
            }
            if !matches!(paper.form, HandedForm::File(_)) && !seen.insert(&paper.paper) {
                return Err(Refusal::PaperTwice {
                    paper: paper.paper.clone(),
                });
            }
            Ok(held(paper))
        })
        .collect()
}

/// One paper as it will stand in the event.
pub(super) fn held(paper: &HandedIn) -> HeldPaper {
    HeldPaper {
        paper: paper.paper.clone(),
        form: paper.form.clone(),
        file_name: paper.file_name.as_ref().map(Personal::sealed),
    }
}

/// Papers that must be there and are not. The desk sees them all, in whatever form.
pub(super) fn missing(case: &Case, held: &[HeldPaper]) -> Vec<PaperKey> {
    missing_of(case, held, |_| true, is_there)
}

/// Papers that should have been sent online and were not: only a file counts there, and what is
/// only shown is shown at the desk.
pub(super) fn missing_online(case: &Case, held: &[HeldPaper]) -> Vec<PaperKey> {
    missing_of(
        case,
        held,
        |required| required.handing == Handing::Submit,
        |form| matches!(form, HandedForm::File(_)),
    )
}

fn missing_of(
    case: &Case,
    held: &[HeldPaper],
    counts: impl Fn(&RequiredPaper) -> bool,
    is_there: impl Fn(&HandedForm) -> bool,
) -> Vec<PaperKey> {
    case.papers
        .iter()
        .filter(|required| required.must_be_there() && counts(required))
        .filter(|required| {
            !held
                .iter()
                .any(|paper| paper.paper == required.key && is_there(&paper.form))
        })
        .map(|required| required.key.clone())
        .collect()
}

/// A paper that must be there is not there by being called needless, nor with no sheet of it.
fn is_there(form: &HandedForm) -> bool {
    match form {
        HandedForm::File(_) | HandedForm::ReplacedByData => true,
        HandedForm::OnPaper { originals, copies } => *originals > 0 || *copies > 0,
        HandedForm::NotNeeded => false,
    }
}
