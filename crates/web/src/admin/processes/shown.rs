//! A process as pages show it: its picture, and the same in tables that read without it.

use std::collections::BTreeSet;

use askama::filters::Safe;
use domain::procedure::Procedure;
use domain::process::Process;
use domain::process::called::Called;
use domain::process::check::Finding;
use domain::process::naming::{Naming, working_time};
use domain::process::picture::{Node, Picture, Shape};
use domain::process::published::ProcessDecision;
use domain::process::wording::repair;
use domain::rulebook::Rulebook;

use crate::process_picture::svg;
use crate::show;
use crate::wording::people::role;
use crate::wording::process::{found, weight};

/// What a page shows of a process.
pub(super) struct Shown {
    /// Empty where there is too much of it to be looked at.
    pub picture: Safe<String>,
    /// Name; who and where; how long; what is done; what comes next.
    pub steps: Vec<[String; 5]>,
    /// To which end; how long; share of the limit; along which way.
    pub times: Vec<[String; 4]>,
}

impl Shown {
    pub fn of(process: &Process, called: &Called) -> Self {
        let picture = Picture::called(process.draft(), called, role);
        Self {
            steps: picture.as_ref().map(steps).unwrap_or_default(),
            picture: Safe(picture.as_ref().map(svg).unwrap_or_default()),
            times: times(process, called),
        }
    }
}

/// The decision with its day: `812/QĐ-UBND ngày 20/11/2026`.
pub(super) fn decision(decision: &ProcessDecision) -> String {
    let signed = show::date(decision.dated_on);
    let paper = format!("{} ngày {signed}", decision.number);
    if decision.issuer.is_empty() {
        paper
    } else {
        format!("{paper}, {}", decision.issuer)
    }
}

/// Which template a procedure goes by.
pub(super) fn template(rules: &Rulebook, procedure: &Procedure) -> String {
    let template = rules.template_of(procedure);
    template.map_or_else(String::new, |template| {
        format!("Quy trình mẫu: {}", template.thousandths().name)
    })
}

/// What was found: how much it weighs and what it is, and how to mend it.
pub(super) fn findings(findings: &[Finding], naming: &Naming) -> Vec<[String; 3]> {
    let row = |finding: &Finding| {
        let what = format!("{}: {}", weight(finding.severity), found(finding, naming));
        let mend = repair(finding.code).to_owned();
        [naming.name(&finding.place), what, mend]
    };
    findings.iter().map(row).collect()
}

/// What somebody does, waits for or comes to; the rest only leads from one to another.
fn is_row(shape: Shape) -> bool {
    match shape {
        Shape::Step
        | Shape::Consult
        | Shape::Arrived
        | Shape::Silence
        | Shape::Again
        | Shape::End { .. } => true,
        Shape::Begin
        | Shape::Begun
        | Shape::Decide
        | Shape::Race
        | Shape::Part
        | Shape::Meet
        | Shape::Join
        | Shape::FirstThrough => false,
    }
}

fn steps(picture: &Picture) -> Vec<[String; 5]> {
    let rows = picture.nodes.iter().enumerate();
    let rows = rows.filter(|(_, node)| is_row(node.shape));
    rows.map(|(at, node)| {
        let next = next(picture, at).join("; ");
        let [who, time, work] = about(node);
        [node.name.clone(), who, time, work, next]
    })
    .collect()
}

/// Who, how long, and what else; only a step or a consultation says who and how long.
fn about(node: &Node) -> [String; 3] {
    let said = |at: usize| node.about.get(at).cloned().unwrap_or_default();
    match node.shape {
        Shape::Step | Shape::Consult => {
            let rest: Vec<&str> = node.about.iter().skip(2).map(String::as_str).collect();
            [said(0), said(1), rest.join(". ")]
        }
        Shape::Begin
        | Shape::Arrived
        | Shape::Silence
        | Shape::Begun
        | Shape::Again
        | Shape::Decide
        | Shape::Race
        | Shape::Part
        | Shape::Meet
        | Shape::Join
        | Shape::FirstThrough
        | Shape::End { .. } => [String::new(), String::new(), node.about.join(". ")],
    }
}

/// What comes next, each with the words on the way to it.
fn next(picture: &Picture, from: usize) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut open = vec![(from, String::new())];
    while let Some((at, said)) = open.pop() {
        let edges = picture.edges.iter().filter(|edge| edge.from == at);
        for edge in edges {
            let mut words = said.clone();
            if !edge.name.is_empty() {
                if !words.is_empty() {
                    words.push_str(", ");
                }
                words.push_str(&edge.name);
            }
            let Some(node) = picture.nodes.get(edge.to) else {
                continue;
            };
            if !seen.insert((edge.to, words.clone())) {
                continue;
            }
            if is_row(node.shape) {
                found.push(if words.is_empty() {
                    node.name.clone()
                } else {
                    format!("{words}: {}", node.name)
                });
            } else {
                open.push((edge.to, words));
            }
        }
    }
    found
}

fn times(process: &Process, called: &Called) -> Vec<[String; 4]> {
    let draft = process.draft();
    let naming = Naming::with(draft, called);
    let limit = draft.limit_minutes();
    let ways = process.longest_ways().into_iter();
    ways.map(|way| {
        let share = limit.filter(|limit| *limit > 0).map_or_else(
            || "Không có thời hạn".to_owned(),
            |limit| format!("{}%", (way.minutes * 100).div_ceil(limit)),
        );
        let through: Vec<String> = way.through.iter().map(|key| naming.name(key)).collect();
        let (end, time) = (naming.name(&way.end), working_time(way.minutes));
        [end, time, share, through.join(" – ")]
    })
    .collect()
}
