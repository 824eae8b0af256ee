//! A child that is a dossier of ours, seen from its bundle: what it is opened with, and what its
//! result says to the others.

use crate::bundle::answer::Verdict;
use crate::bundle::kind::ChildKind;
use crate::bundle::{ChildKey, Facts};
use crate::dossier::event::{HeldPaper, IssuedResult};
use crate::dossier::{Dossier, Now, Outcome, Stage};
use crate::people::agency::AgencyId;
use crate::procedure::declaration::Answers;
use crate::procedure::{CaseKey, ProcedureCode};
use crate::rulebook::Rulebook;
use crate::vietnamese::show::show_date;
use std::collections::BTreeMap;

/// The fact that is the number of the result's paper.
pub const FACT_NUMBER: &str = "so";

/// The fact that is the day of the result's paper.
pub const FACT_DAY: &str = "ngay";

/// What a child's dossier is opened with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnOpening {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The case.
    pub case: CaseKey,
    /// The desk.
    pub desk: AgencyId,
    /// The filled-in declaration.
    pub answers: Answers,
    /// The papers, under the child's own keys.
    pub papers: Vec<HeldPaper>,
}

/// What a bundle has said and learnt so far.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The common declaration.
    pub answers: &'a Answers,
    /// The common papers.
    pub papers: &'a [HeldPaper],
    /// What the results of earlier children say.
    pub results: &'a BTreeMap<ChildKey, Facts>,
}

/// How far a child's dossier is, for its bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnProgress<'a> {
    /// Nothing that the others would wait for.
    UnderWay,
    /// What was decided is being issued: it goes to its end.
    BeingSigned,
    /// It is through; with its result, where one was issued.
    Answered(Verdict, Option<&'a IssuedResult>),
    /// The applicant took it back.
    Withdrawn,
}

impl ChildKind {
    /// What its dossier is opened with today; none when no desk receives it.
    pub fn own_opening(&self, rules: &Rulebook, known: Known<'_>, now: Now) -> Option<OwnOpening> {
        let (answers, today) = (known.answers, now.today());
        let (procedure, case) = (self.procedure.clone()?, self.case_for(answers)?.clone());
        // A paper that only another case takes stays with the bundle.
        let papers = self.papers_from(known.papers).into_iter();
        let taken = rules.procedure_on(&procedure, today)?.case(&case)?;
        let is_taken = |held: &HeldPaper| taken.papers.iter().any(|paper| paper.key == held.paper);
        Some(OwnOpening {
            desk: self.desk(rules, answers, today)?,
            answers: self.fill_in(answers, known.results),
            papers: papers.filter(is_taken).collect(),
            procedure,
            case,
        })
    }

    /// The facts that have to be asked for when its result is recorded: what neither the number nor
    /// the day of the paper says.
    pub fn facts_to_ask(&self) -> impl Iterator<Item = &crate::bundle::kind::Produced> {
        let is_asked = |key: &str| key != FACT_NUMBER && key != FACT_DAY;
        self.produces.iter().filter(move |fact| is_asked(&fact.key))
    }
}

/// How far a child's dossier is.
pub fn progress(dossier: &Dossier) -> OwnProgress<'_> {
    let verdict = |outcome| match outcome {
        Outcome::Granted => Verdict::Granted,
        Outcome::Declined => Verdict::Declined,
    };
    match &dossier.stage {
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..) => OwnProgress::UnderWay,
        Stage::Numbering(..) => OwnProgress::BeingSigned,
        Stage::Resolved(_, outcome, issued) | Stage::HandedOver(outcome, issued) => {
            OwnProgress::Answered(verdict(*outcome), Some(issued))
        }
        Stage::Refused | Stage::Stopped => OwnProgress::Answered(Verdict::Declined, None),
        Stage::Withdrawn => OwnProgress::Withdrawn,
    }
}

/// What a result says: its number, its day, and what was asked for when it was recorded.
pub fn facts_of(issued: &IssuedResult, asked: Facts) -> Facts {
    let paper = [
        (FACT_NUMBER.to_owned(), issued.number.clone()),
        (FACT_DAY.to_owned(), show_date(issued.dated_on)),
    ];
    asked.into_iter().chain(paper).collect()
}
