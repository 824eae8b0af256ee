//! One child of a kind of bundle.

use domain::bundle::ChildKey;
use domain::bundle::kind::{
    AnswerIs, CaseRule, ChildKind, ChildNeed, Input, OnDeclined, PaperTake, Place, Produced,
    Responsible, SettledBy, Take, TakenFrom,
};
use domain::bundle::payout::PayoutRule;
use domain::calendar::time_limit::TimeLimit;
use domain::procedure::paper::PaperKey;
use domain::procedure::{CaseKey, ProcedureCode};

use crate::bundle_file::CODE;
use crate::process_file::block::needed_word;
use crate::reading::{Problem, Table};

const KEY: &str = "khóa cần 1 đến 40 chữ thường không dấu, chữ số hoặc gạch nối";
const AGENCIES: &str = "commune, commune_police, social_insurance";
const NEEDS: &str = "required, optional";
const DECLINED: &str = "stop_rest, go_on_without, needs_decision";
const LIMIT: &str =
    "cần ghi như “5 working days”, “8 working hours”, “10 calendar days” hoặc “within day”";

/// Reads one `[[children]]`.
pub(super) fn read_child(entry: &mut Table, problems: &mut Vec<Problem>) -> Option<ChildKind> {
    let key = entry.needed::<ChildKey>("key", KEY, problems);
    let agency = needed_word::<Responsible>(entry, "agency", AGENCIES, problems);
    let need = needed_word::<ChildNeed>(entry, "need", NEEDS, problems);
    let on_declined = needed_word::<OnDeclined>(entry, "on_declined", DECLINED, problems);
    let limit = entry.needed::<TimeLimit>("limit", LIMIT, problems);
    let place = entry.needed_text("place", problems);
    let name = entry.needed_text("name", problems);
    let procedure = read_procedure(entry, problems);
    let settled_by = entry
        .optional_text("partner", problems)
        .map_or(SettledBy::Ours, SettledBy::Partner);
    let cases = read_cases(entry, problems);
    let after = read_after(entry, problems);
    let inputs = read_inputs(entry, problems);
    let takes = read_takes(entry, problems);
    let papers = read_papers(entry, problems);
    let produces = read_produces(entry, problems);
    let payout = read_payout(entry, problems);
    Some(ChildKind {
        key: key?,
        name,
        procedure,
        cases,
        place: Place {
            agency: agency?,
            field: place,
        },
        settled_by,
        after,
        need: need?,
        on_declined: on_declined?,
        limit: limit?,
        inputs,
        takes,
        papers,
        produces,
        payout,
    })
}

/// The national number, which need not be known.
fn read_procedure(entry: &mut Table, problems: &mut Vec<Problem>) -> Option<ProcedureCode> {
    let text = entry.optional_text("procedure", problems)?;
    let code = text.parse().ok();
    if code.is_none() {
        let reason = format!("không đọc được “{text}”; {CODE}");
        problems.push(Problem::new(entry.at("procedure"), reason));
    }
    code
}

/// `{ field, is, case }`, the last one only `{ case }`.
fn read_cases(entry: &mut Table, problems: &mut Vec<Problem>) -> Vec<CaseRule> {
    let mut rules = Vec::new();
    for mut rule in entry.tables("cases", problems) {
        let case = CaseKey(rule.needed_text("case", problems));
        let field = rule.optional_text("field", problems);
        let is = rule.optional_text("is", problems);
        let when = match (field, is) {
            (Some(field), Some(is)) => Some(AnswerIs { field, is }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                problems.push(Problem::new(rule.at("field"), "cần ghi cả field và is"));
                None
            }
        };
        rule.finish(problems);
        rules.push(CaseRule { when, case });
    }
    rules
}

fn read_after(entry: &mut Table, problems: &mut Vec<Problem>) -> Vec<ChildKey> {
    let place = entry.at("after");
    let mut keys = Vec::new();
    for (index, text) in entry.texts("after", problems).iter().enumerate() {
        match text.parse() {
            Ok(key) => keys.push(key),
            Err(_) => problems.push(Problem::new(format!("{place}[{index}]"), KEY)),
        }
    }
    keys
}

fn read_inputs(entry: &mut Table, problems: &mut Vec<Problem>) -> Vec<Input> {
    let mut inputs = Vec::new();
    for mut input in entry.tables("inputs", problems) {
        inputs.push(Input {
            key: input.needed_text("key", problems),
            required: input.yes_no("required", false, problems),
        });
        input.finish(problems);
    }
    inputs
}

fn read_takes(entry: &mut Table, problems: &mut Vec<Problem>) -> Vec<Take> {
    let mut takes = Vec::new();
    for mut take in entry.tables("takes", problems) {
        let field = take.needed_text("field", problems);
        let from = read_from(&mut take, &field, problems);
        take.finish(problems);
        takes.extend(from.map(|from| Take { field, from }));
    }
    takes
}

/// `from = …`, `of = …` with `fact = …`, `says = …`, or nothing: the parent's field of that key.
fn read_from(take: &mut Table, field: &str, problems: &mut Vec<Problem>) -> Option<TakenFrom> {
    let from = take.optional_text("from", problems);
    let says = take.optional_text("says", problems);
    let fact = take.optional_text("fact", problems);
    let of = match take.optional_text("of", problems) {
        Some(text) => {
            let child: Option<ChildKey> = text.parse().ok();
            if child.is_none() {
                problems.push(Problem::new(take.at("of"), KEY));
            }
            Some(child?)
        }
        None => None,
    };
    match (from, says, of, fact) {
        (None, None, None, None) => Some(TakenFrom::Parent(field.to_owned())),
        (Some(from), None, None, None) => Some(TakenFrom::Parent(from)),
        (None, Some(says), None, None) => Some(TakenFrom::Says(says)),
        (None, None, Some(child), Some(fact)) => Some(TakenFrom::Outcome { child, fact }),
        _ => {
            let reason = "cần ghi một trong: from; of và fact; says; hoặc không ghi gì";
            problems.push(Problem::new(take.at("from"), reason));
            None
        }
    }
}

fn read_papers(entry: &mut Table, problems: &mut Vec<Problem>) -> Vec<PaperTake> {
    let mut papers = Vec::new();
    for mut paper in entry.tables("papers", problems) {
        let own = paper.needed_text("paper", problems);
        let from = paper.optional_text("from", problems);
        paper.finish(problems);
        papers.push(PaperTake {
            from: PaperKey(from.unwrap_or_else(|| own.clone())),
            paper: PaperKey(own),
        });
    }
    papers
}

fn read_produces(entry: &mut Table, problems: &mut Vec<Problem>) -> Vec<Produced> {
    let mut produces = Vec::new();
    for mut fact in entry.tables("produces", problems) {
        produces.push(Produced {
            key: fact.needed_text("key", problems),
            name: fact.needed_text("name", problems),
            required: fact.yes_no("required", false, problems),
        });
        fact.finish(problems);
    }
    produces
}

fn read_payout(entry: &mut Table, problems: &mut Vec<Problem>) -> Option<PayoutRule> {
    let mut payout = entry.table("payout", problems)?;
    let rule = PayoutRule {
        beneficiary: payout.needed_text("beneficiary", problems),
        way: payout.needed_text("way", problems),
        by_account: payout.needed_text("by_account", problems),
        in_cash: payout.needed_text("in_cash", problems),
        bank: payout.needed_text("bank", problems),
        account: payout.needed_text("account", problems),
    };
    payout.finish(problems);
    Some(rule)
}
