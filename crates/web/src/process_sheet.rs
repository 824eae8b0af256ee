//! A process on paper, and the tables that say what its picture shows.

use std::collections::BTreeSet;

use documents::{Piece, ProcessSheet, SheetStep};
use domain::procedure::Procedure;
use domain::process::Process;
use domain::process::called::Called;
use domain::process::draft::Draft;
use domain::process::naming::{Naming, working_time};
use domain::process::picture::{Node, Picture, Shape};
use domain::process::published::PublishedProcess;
use jiff::civil::DateTime;

use crate::process_picture::pieces;
use crate::wording::people::role;
use crate::wording::process::decision;

/// A draft on paper: the process, where it is sound, says how long its ways are.
pub fn sheet(
    draft: &Draft,
    process: Option<&Process>,
    called: &Called,
    printed_at: DateTime,
) -> ProcessSheet {
    let picture = Picture::called(draft, called, role);
    let papers = draft.papers.iter();
    let pieces = picture.as_ref().map(pieces).unwrap_or_default();
    let pieces = pieces
        .into_iter()
        .map(|(svg, width, height)| Piece { svg, width, height });
    let description = picture.as_ref().map(|one| one.description.clone());
    ProcessSheet {
        issuer: String::new(),
        name: draft.name.clone(),
        procedure: String::new(),
        version: None,
        source: String::new(),
        decision: String::new(),
        from: None,
        limit: draft.limit.show(),
        steps: picture.as_ref().map(steps).unwrap_or_default(),
        papers: papers.map(|paper| paper.name.clone()).collect(),
        times: process.map_or_else(Vec::new, |process| times(process, called)),
        pieces: pieces.collect(),
        description: description.unwrap_or_default(),
        printed_at,
    }
}

/// The same as a procedure goes by it: a published version with its decision, or `source`.
pub fn of_procedure(
    sheet: ProcessSheet,
    procedure: &Procedure,
    published: Option<&PublishedProcess>,
    source: String,
) -> ProcessSheet {
    let sheet = ProcessSheet {
        procedure: procedure.code.to_string(),
        ..sheet
    };
    match published {
        Some(one) => ProcessSheet {
            issuer: one.decision.issuer.to_uppercase(),
            version: Some(one.version),
            decision: decision(&one.decision),
            from: Some(one.from),
            ..sheet
        },
        None => ProcessSheet { source, ..sheet },
    }
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
        | Shape::Frame
        | Shape::FirstThrough
        | Shape::Out
        | Shape::Left => false,
    }
}

/// The steps of a picture from top to bottom, as they read without it.
pub fn steps(picture: &Picture) -> Vec<SheetStep> {
    let rows = picture.nodes.iter().enumerate();
    let rows = rows.filter(|(_, node)| is_row(node.shape));
    rows.map(|(at, node)| {
        let (who, time, work) = about(node);
        SheetStep {
            name: node.name.clone(),
            who,
            time,
            work,
            next: next(picture, at).join("; "),
        }
    })
    .collect()
}

/// Who, how long, and what else; only a step or a consultation says who and how long.
fn about(node: &Node) -> (String, String, Vec<String>) {
    let said = |at: usize| node.about.get(at).cloned().unwrap_or_default();
    match node.shape {
        Shape::Step | Shape::Consult => {
            let rest = node.about.iter().skip(2).cloned();
            (said(0), said(1), rest.collect())
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
        | Shape::Frame
        | Shape::FirstThrough
        | Shape::Out
        | Shape::Left
        | Shape::End { .. } => (String::new(), String::new(), node.about.clone()),
    }
}

/// Where it goes on, into frames and out of them, with the words on the way.
fn onward(picture: &Picture, at: usize) -> Vec<(usize, &str)> {
    let along = |from: usize| {
        let edges = picture.edges.iter().filter(move |edge| edge.from == from);
        edges.map(|edge| (edge.to, edge.name.as_str())).collect()
    };
    let Some(node) = picture.nodes.get(at) else {
        return Vec::new();
    };
    let nodes = picture.nodes.iter().enumerate();
    match node.shape {
        Shape::Frame => nodes
            .filter(|(_, inner)| inner.shape == Shape::Begin && inner.within == Some(at))
            .map(|(begin, _)| (begin, ""))
            .collect(),
        Shape::FirstThrough => node.within.map_or_else(Vec::new, along),
        Shape::Out => nodes
            .filter(|(_, left)| left.shape == Shape::Left && left.sign == node.sign)
            .map(|(left, _)| (left, ""))
            .collect(),
        Shape::Step
        | Shape::Consult
        | Shape::Arrived
        | Shape::Silence
        | Shape::Again
        | Shape::End { .. }
        | Shape::Begin
        | Shape::Begun
        | Shape::Decide
        | Shape::Race
        | Shape::Part
        | Shape::Meet
        | Shape::Join
        | Shape::Left => along(at),
    }
}

/// What comes next, each with the words on the way to it.
fn next(picture: &Picture, from: usize) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut open = vec![(from, String::new())];
    while let Some((at, said)) = open.pop() {
        for (to, name) in onward(picture, at) {
            let mut words = said.clone();
            if !name.is_empty() {
                if !words.is_empty() {
                    words.push_str(", ");
                }
                words.push_str(name);
            }
            let Some(node) = picture.nodes.get(to) else {
                continue;
            };
            if !seen.insert((to, words.clone())) {
                continue;
            }
            if is_row(node.shape) {
                found.push(if words.is_empty() {
                    node.name.clone()
                } else {
                    format!("{words}: {}", node.name)
                });
            } else {
                open.push((to, words));
            }
        }
    }
    found
}

/// The longest way to each end: its name, the time, the share of the limit, the way.
pub fn times(process: &Process, called: &Called) -> Vec<[String; 4]> {
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
