//! What a child is handed, out of the one declaration and the results of earlier children.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::kind::{CaseRule, ChildKind, TakenFrom};
use crate::bundle::{ChildKey, Facts};
use crate::dossier::event::HeldPaper;
use crate::procedure::CaseKey;
use crate::procedure::declaration::{Answers, DeclarationForm};

impl ChildKind {
    /// The child's own declaration, filled in. What nobody answered, or no earlier child produced,
    /// is left out.
    pub fn fill_in(&self, parent: &Answers, results: &BTreeMap<ChildKey, Facts>) -> Answers {
        let value = |from: &TakenFrom| match from {
            TakenFrom::Parent(field) => parent.get(field).cloned(),
            TakenFrom::Outcome { child, fact } => results
                .get(child)
                .and_then(|facts| facts.get(fact))
                .cloned(),
            TakenFrom::Says(text) => Some(text.clone()),
        };
        let taken = self.takes.iter().filter_map(|take| {
            let value = value(&take.from)?;
            Some((take.field.clone(), value))
        });
        taken.collect()
    }

    /// The parent's fields that have no answer though this child cannot be settled without: what
    /// was not needed before the child was ticked.
    pub fn unanswered<'a>(
        &'a self,
        form: Option<&DeclarationForm>,
        parent: &Answers,
    ) -> Vec<&'a str> {
        let of_form = form.into_iter().flat_map(|form| &form.fields);
        let needed: BTreeSet<&str> = of_form
            .filter(|field| field.required)
            .map(|field| field.key.as_str())
            .chain(
                self.inputs
                    .iter()
                    .filter(|input| input.required)
                    .map(|input| input.key.as_str()),
            )
            .collect();
        let is_answered = |field: &str| {
            let said = parent.get(field);
            said.is_some_and(|text| !text.trim().is_empty())
        };
        let fields = self.takes.iter().filter_map(|take| match &take.from {
            TakenFrom::Parent(field) if needed.contains(take.field.as_str()) => {
                Some(field.as_str())
            }
            TakenFrom::Parent(_) | TakenFrom::Outcome { .. } | TakenFrom::Says(_) => None,
        });
        fields.filter(|field| !is_answered(field)).collect()
    }

    /// The case that these answers make it; none where its cases are not ours.
    pub fn case_for(&self, parent: &Answers) -> Option<&CaseKey> {
        let holds = |rule: &&CaseRule| {
            let when = rule.when.as_ref();
            when.is_none_or(|when| parent.get(&when.field) == Some(&when.is))
        };
        self.cases.iter().find(holds).map(|rule| &rule.case)
    }

    /// The place in whose name the competent agency is looked for; none while nobody answered.
    pub fn place_for<'a>(&self, parent: &'a Answers) -> Option<&'a str> {
        let said = parent.get(&self.place.field).map(|text| text.trim());
        said.filter(|text| !text.is_empty())
    }

    /// The child's papers, out of the parent's: the same files under the child's own keys.
    pub fn papers_from(&self, parent: &[HeldPaper]) -> Vec<HeldPaper> {
        let held = |key| parent.iter().rev().find(|paper| &paper.paper == key);
        let taken = self.papers.iter().filter_map(|take| {
            let paper = held(&take.from)?;
            Some(HeldPaper {
                paper: take.paper.clone(),
                ..paper.clone()
            })
        });
        taken.collect()
    }
}
