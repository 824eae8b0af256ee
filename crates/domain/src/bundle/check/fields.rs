//! What a child takes: every field and paper is there on both sides.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::check::order::may_be_passed_over;
use crate::bundle::check::{Beside, BundleFinding, BundleFlaw};
use crate::bundle::kind::{ChildKind, SettledBy, TakenFrom};
use crate::procedure::Procedure;
use crate::procedure::declaration::{FieldKind, FormField};
use crate::procedure::paper::{Handing, PaperKey};

pub(super) fn findings(beside: Beside<'_>, child: &ChildKind) -> Vec<BundleFinding> {
    let mut findings = settling(beside, child);
    findings.extend(parent_fields(beside, child));
    findings.extend(child_fields(beside, child));
    findings.extend(papers(beside, child));
    findings.extend(required_papers(beside, child));
    findings.extend(payout(beside, child));
    findings
}

/// Who settles it, and as which case.
fn settling(beside: Beside<'_>, child: &ChildKind) -> Vec<BundleFinding> {
    let mut findings = Vec::new();
    let found = |flaw| BundleFinding::at(flaw, &child.key);
    let procedure = beside.procedure_of(child);
    match &child.settled_by {
        SettledBy::Ours if procedure.is_none() => {
            let code = child.procedure.as_ref().map_or("", |code| code.as_str());
            findings.push(found(BundleFlaw::UnknownProcedure).saying(code));
        }
        SettledBy::Partner(name) if name.is_empty() => {
            findings.push(found(BundleFlaw::PartnerWithoutName));
        }
        SettledBy::Ours | SettledBy::Partner(_) => {}
    }
    for rule in &child.cases {
        if procedure.is_some_and(|procedure| procedure.case(&rule.case).is_none()) {
            findings.push(found(BundleFlaw::UnknownCase).saying(&rule.case.0));
        }
    }
    let has_rest = child.cases.last().is_some_and(|rule| rule.when.is_none());
    let needs_case = child.settled_by == SettledBy::Ours || !child.cases.is_empty();
    if needs_case && !has_rest {
        findings.push(found(BundleFlaw::CaseLeftOver));
    }
    findings
}

/// Every field of the parent that is named is one.
fn parent_fields(beside: Beside<'_>, child: &ChildKind) -> Vec<BundleFinding> {
    let Some(fields) = beside.parent().and_then(fields_of) else {
        return Vec::new();
    };
    let mut named = vec![child.place.field.as_str()];
    named.extend(child.cases.iter().filter_map(|rule| {
        let when = rule.when.as_ref()?;
        Some(when.field.as_str())
    }));
    named.extend(child.takes.iter().filter_map(|take| match &take.from {
        TakenFrom::Parent(field) => Some(field.as_str()),
        TakenFrom::Outcome { .. } | TakenFrom::Says(_) => None,
    }));
    named.extend(child.payout.iter().flat_map(|payout| payout.fields()));
    let is_unknown = |key: &&str| !fields.iter().any(|field| field.key == *key);
    let unknown =
        |key: &str| BundleFinding::at(BundleFlaw::UnknownParentField, &child.key).saying(key);
    named.into_iter().filter(is_unknown).map(unknown).collect()
}

/// Every field of the child that is filled is one, is filled once, and none that is needed is left.
fn child_fields(beside: Beside<'_>, child: &ChildKind) -> Vec<BundleFinding> {
    let Some(wanted) = wanted(beside, child) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let found = |flaw, field: &str| BundleFinding::at(flaw, &child.key).saying(field);
    let mut filled = BTreeSet::new();
    for take in &child.takes {
        let field = take.field.as_str();
        if !filled.insert(field) {
            findings.push(found(BundleFlaw::FilledTwice, field));
        }
        match wanted.get(field) {
            None => findings.push(found(BundleFlaw::UnknownChildField, field)),
            Some(true) if may_be_missing(beside, &take.from) => {
                findings.push(found(BundleFlaw::FactMayBeMissing, field));
            }
            Some(_) => {}
        }
    }
    for (field, required) in wanted {
        if required && !filled.contains(field) {
            findings.push(found(BundleFlaw::RequiredNotFilled, field));
        }
    }
    findings
}

/// The child's fields, each with whether it is needed: those that the bundle lists, or those of its
/// own declaration. None where its procedure is not known.
fn wanted<'a>(beside: Beside<'a>, child: &'a ChildKind) -> Option<BTreeMap<&'a str, bool>> {
    if !child.inputs.is_empty() || child.procedure.is_none() {
        let inputs = child.inputs.iter();
        let fields = inputs.map(|input| (input.key.as_str(), input.required));
        return Some(fields.collect());
    }
    let fields = fields_of(beside.procedure_of(child)?).unwrap_or_default();
    let fields = fields.iter();
    let fields = fields.map(|field| (field.key.as_str(), field.required));
    Some(fields.collect())
}

fn may_be_missing(beside: Beside<'_>, from: &TakenFrom) -> bool {
    match from {
        TakenFrom::Outcome { child, fact } => beside.kind.child(child).is_some_and(|earlier| {
            let is_sure = earlier.produced(fact).is_none_or(|fact| fact.required);
            may_be_passed_over(earlier) || !is_sure
        }),
        TakenFrom::Parent(_) | TakenFrom::Says(_) => false,
    }
}

fn papers(beside: Beside<'_>, child: &ChildKind) -> Vec<BundleFinding> {
    let mut findings = Vec::new();
    let found =
        |key: &PaperKey| BundleFinding::at(BundleFlaw::UnknownPaper, &child.key).saying(&key.0);
    for take in &child.papers {
        if beside
            .parent()
            .is_some_and(|parent| !has_paper(parent, &take.from))
        {
            findings.push(found(&take.from));
        }
        let procedure = beside.procedure_of(child);
        let is_ours = child.settled_by == SettledBy::Ours;
        if is_ours && procedure.is_some_and(|own| !has_paper(own, &take.paper)) {
            findings.push(found(&take.paper));
        }
    }
    findings
}

/// Every paper that a case of ours cannot do without is taken from the parent's.
fn required_papers(beside: Beside<'_>, child: &ChildKind) -> Vec<BundleFinding> {
    let own = beside.procedure_of(child);
    let Some(own) = own.filter(|_| child.settled_by == SettledBy::Ours) else {
        return Vec::new();
    };
    let cases = child.cases.iter().filter_map(|rule| own.case(&rule.case));
    let needed = cases
        .flat_map(|case| &case.papers)
        .filter(|paper| paper.must_be_there() && paper.handing == Handing::Submit);
    let is_taken = |key: &PaperKey| child.papers.iter().any(|take| &take.paper == key);
    let flaw = BundleFlaw::RequiredPaperNotTaken;
    needed
        .filter(|paper| !is_taken(&paper.key))
        .map(|paper| BundleFinding::at(flaw, &child.key).saying(&paper.key.0))
        .collect()
}

fn has_paper(procedure: &Procedure, key: &PaperKey) -> bool {
    procedure.cases.iter().any(|case| case.paper(key).is_some())
}

fn payout(beside: Beside<'_>, child: &ChildKind) -> Option<BundleFinding> {
    let payout = child.payout.as_ref()?;
    let fields = beside.parent().and_then(fields_of)?;
    let way = fields.iter().find(|field| field.key == payout.way)?;
    let offers_both = match &way.kind {
        FieldKind::Choice(choices) => {
            let offers = |word: &String| choices.contains(word);
            payout.by_account != payout.in_cash
                && offers(&payout.by_account)
                && offers(&payout.in_cash)
        }
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Name
        | FieldKind::PersonalId
        | FieldKind::TaxCode
        | FieldKind::Date
        | FieldKind::Phone
        | FieldKind::Email
        | FieldKind::Address
        | FieldKind::Number
        | FieldKind::Amount
        | FieldKind::YesNo => false,
    };
    let finding = BundleFinding::at(BundleFlaw::PayoutWithoutChoice, &child.key);
    (!offers_both).then(|| finding.saying(&payout.way))
}

fn fields_of(procedure: &Procedure) -> Option<&[FormField]> {
    let form = procedure.declaration.as_ref()?;
    Some(form.fields.as_slice())
}
