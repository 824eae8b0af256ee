//! Linked procedures for the citizen: chosen at `/lien-thong/{kind}`, filled in on the pages of an
//! ordinary application, submitted as one, tracked under one code.

mod begin;
mod review;
mod track;
mod withdraw;

use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use domain::bundle::check::SoundKind;
use domain::bundle::kind::{CaseRule, ChildKind, ChildNeed, SettledBy};
use domain::procedure::paper::{Need, PaperKey, RequiredPaper};
use domain::procedure::{Case, Procedure, ProcedureCode};
use domain::rulebook::Rulebook;
use integrations::built_in;
use jiff::civil::Date;

use super::procedure;
use crate::app::App;
use crate::look::Look;

pub(super) use begin::{begin, show as show_beginning};
pub(super) use review::{show as show_review, submit};
pub(super) use track::{open_with, show as show_tracking, submitted};

/// `/lien-thong/{kind}`; the page itself stands where an application begins.
pub(super) fn before_filing() -> Router<App> {
    begin::router()
}

/// `/tra-cuu/{code}/rut-lien-thong`.
pub(super) fn afterwards() -> Router<App> {
    withdraw::router()
}

/// What the desk of a draft is called until the answers say which one is competent.
pub(super) const DESK: &str = "lien-thong";

/// The kind of bundle that is applied for as this procedure.
pub(super) fn kind_of(code: &ProcedureCode) -> Option<&'static SoundKind> {
    built_in::bundle_kinds().find(|kind| kind.kind().procedure == *code)
}

/// Where an application for this procedure begins.
pub(super) fn start(procedure: &Procedure) -> Option<String> {
    let kind = kind_of(&procedure.code)?;
    Some(format!("/lien-thong/{}", kind.kind().key))
}

/// The procedure that is applied for: one of the catalogue, or that of a bundle.
pub(super) fn find(
    app: &App,
    look: &Look,
    rules: &Rulebook,
    code: &str,
) -> Result<Arc<Procedure>, Box<Response>> {
    let kind = code.parse().ok().and_then(|code| kind_of(&code));
    match kind.and_then(|kind| procedure_of(kind, rules, app.now().today())) {
        Some(procedure) => Ok(Arc::new(procedure)),
        None => procedure::find(app, look, rules, code),
    }
}

/// The procedure of a kind, with the communes of the day to choose from. What a database may
/// replace need not be sent, and may be, unless a part of ours is incomplete without it.
pub(super) fn procedure_of(kind: &SoundKind, rules: &Rulebook, today: Date) -> Option<Procedure> {
    let parent = built_in::bundle_parent(kind)?;
    let form = parent.declaration.as_ref()?;
    let sent = |paper: &RequiredPaper| match &paper.replaceable_by {
        Some(_) => RequiredPaper {
            need: if is_always_needed(kind, rules, &paper.key, today) {
                Need::Always
            } else {
                Need::Optional
            },
            replaceable_by: None,
            ..paper.clone()
        },
        None => paper.clone(),
    };
    let case = |case: &Case| Case {
        papers: case.papers.iter().map(sent).collect(),
        ..case.clone()
    };
    let form = kind
        .kind()
        .form_with_communes(form, &rules.organisation, today);
    Some(Procedure {
        cases: parent.cases.iter().map(case).collect(),
        declaration: Some(form),
        ..parent.as_ref().clone()
    })
}

/// Whether a part of ours that everybody applies for needs this paper whatever its case is.
fn is_always_needed(kind: &SoundKind, rules: &Rulebook, paper: &PaperKey, today: Date) -> bool {
    let needs = |child: &ChildKind| {
        let code = child.procedure.as_ref();
        let procedure = code.and_then(|code| rules.procedure_on(code, today));
        let takes = child.papers.iter().filter(|take| &take.from == paper);
        let keys: Vec<&PaperKey> = takes.map(|take| &take.paper).collect();
        let is_needed = |rule: &CaseRule| {
            let case = procedure.and_then(|procedure| procedure.case(&rule.case));
            let asked = case.into_iter().flat_map(|case| &case.papers);
            let mut asked = asked.filter(|own| own.must_be_there());
            asked.any(|own| keys.contains(&&own.key))
        };
        !child.cases.is_empty() && child.cases.iter().all(is_needed)
    };
    let children = kind.children().iter();
    let mut ours = children
        .filter(|child| child.need == ChildNeed::Required && child.settled_by == SettledBy::Ours);
    ours.any(needs)
}
