//! Processes in BPMN: what the tools of others ask of a file, looked at with an XML reader.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::time_limit::TimeLimit;
use domain::people::Role;
use domain::process::built_in::templates as built_in_templates;
use domain::process::picture::Picture;
use integrations::bpmn::bpmn;
use integrations::process_file::read_process;
use roxmltree::{Document, Node};

const COFSA: &str = include_str!("../../../data/processes/cofsa.toml");
const SITE_LICENCE: &str = include_str!("../../../data/processes/site-licence.toml");

const RACES: &str = include_str!("processes/0-races.toml");
const NESTED: &str = include_str!("processes/nested.toml");

fn written(file_name: &str, text: &str) -> String {
    let draft = read_process(file_name, text).unwrap();
    let picture = Picture::of(&draft, Role::name).unwrap();
    bpmn(&draft, &picture)
}

/// Every template by kind, as a process of ten days. What the tools of others say of them, and of
/// the files here, is asked where those tools are: `browser/journeys/bpmn.mjs`.
#[test]
fn every_template_is_written() {
    let limit = TimeLimit::WorkingDays(10);
    for template in built_in_templates() {
        let draft = template.for_limit(&limit);
        let picture = Picture::of(&draft, Role::name).unwrap();
        let text = bpmn(&draft, &picture);
        let document = Document::parse(&text).unwrap();
        let key = template.key();
        assert_eq!(elements(&document, "complexGateway").len(), 0, "{key}");
    }
}

fn all() -> [String; 4] {
    [
        written("cofsa.toml", COFSA),
        written("site-licence.toml", SITE_LICENCE),
        written("0-races.toml", RACES),
        written("nested.toml", NESTED),
    ]
}

fn elements<'a, 'i>(document: &'a Document<'i>, name: &str) -> Vec<Node<'a, 'i>> {
    document
        .descendants()
        .filter(|node| node.tag_name().name() == name)
        .collect()
}

/// Everything a line can come from or lead to, by identifier.
fn things<'a, 'i>(document: &'a Document<'i>) -> BTreeMap<&'a str, Node<'a, 'i>> {
    let mut scopes = elements(document, "process");
    scopes.extend(elements(document, "subProcess"));
    let no_things = ["sequenceFlow", "documentation", "incoming", "outgoing"];
    scopes
        .into_iter()
        .flat_map(|scope| scope.children())
        .filter(|node| node.is_element())
        .filter(|node| !no_things.contains(&node.tag_name().name()))
        .map(|node| (node.attribute("id").unwrap(), node))
        .collect()
}

fn count(node: Node<'_, '_>, name: &str) -> usize {
    node.children()
        .filter(|child| child.tag_name().name() == name)
        .count()
}

fn is_name(id: &str) -> bool {
    let may = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(may)
}

#[test]
fn identifiers_are_names_and_stand_once() {
    for text in all() {
        let document = Document::parse(&text).unwrap();
        let mut taken = BTreeSet::new();
        for id in document
            .descendants()
            .filter_map(|node| node.attribute("id"))
        {
            assert!(is_name(id), "{id}");
            assert!(taken.insert(id.to_owned()), "{id} stands twice");
        }
    }
}

#[test]
fn every_line_joins_two_things_that_know_of_it() {
    for text in all() {
        let document = Document::parse(&text).unwrap();
        let things = things(&document);
        let mut lines = BTreeSet::new();
        for flow in elements(&document, "sequenceFlow") {
            let id = flow.attribute("id").unwrap();
            let ends = ["sourceRef", "targetRef"].map(|end| flow.attribute(end).unwrap());
            assert!(lines.insert(ends), "two lines between {ends:?}");
            for (thing, side) in ends.iter().zip(["outgoing", "incoming"]) {
                let knows = things[thing]
                    .children()
                    .any(|child| child.tag_name().name() == side && child.text() == Some(id));
                assert!(knows, "{thing} does not know {id}");
            }
        }
    }
}

/// What bpmnlint recommends, as far as this writer could break it.
#[test]
fn nothing_is_loose_parts_or_meets_by_accident() {
    for text in all() {
        let document = Document::parse(&text).unwrap();
        for (id, thing) in things(&document) {
            let (comes, goes) = (count(thing, "incoming"), count(thing, "outgoing"));
            let kind = thing.tag_name().name();
            match kind {
                "startEvent" => assert_eq!((comes, goes), (0, 1), "{id}"),
                "boundaryEvent" => assert_eq!((comes, goes), (0, 1), "{id}"),
                "endEvent" => assert_eq!((comes, goes), (1, 0), "{id}"),
                _ if kind.ends_with("Gateway") => {
                    assert!(
                        (comes > 1) != (goes > 1),
                        "{id} is no gateway: {comes} {goes}"
                    );
                    let direction = if goes > 1 { "Diverging" } else { "Converging" };
                    assert_eq!(thing.attribute("gatewayDirection"), Some(direction));
                }
                _ => assert_eq!((comes, goes), (1, 1), "{id}"),
            }
            let needs_words = !kind.ends_with("Gateway") || goes > 1;
            assert!(!needs_words || thing.attribute("name").is_some(), "{id}");
        }
        for scope in ["process", "subProcess"] {
            for scope in elements(&document, scope) {
                assert_eq!(count(scope, "startEvent"), 1);
            }
        }
    }
}

#[test]
fn ways_that_part_by_a_word_say_by_which() {
    for text in all() {
        let document = Document::parse(&text).unwrap();
        let things = things(&document);
        for flow in elements(&document, "sequenceFlow") {
            let from = things[flow.attribute("sourceRef").unwrap()];
            let is_parting = from.tag_name().name() == "exclusiveGateway"
                && from.attribute("gatewayDirection") == Some("Diverging");
            assert_eq!(flow.attribute("name").is_some(), is_parting);
            assert_eq!(count(flow, "conditionExpression"), usize::from(is_parting));
        }
    }
}

#[test]
fn everything_stands_somewhere() {
    for text in all() {
        let document = Document::parse(&text).unwrap();
        let drawn: BTreeSet<&str> = elements(&document, "BPMNShape")
            .iter()
            .map(|shape| shape.attribute("bpmnElement").unwrap())
            .collect();
        let things: BTreeSet<&str> = things(&document).into_keys().collect();
        assert_eq!(drawn, things);
        let lines = elements(&document, "BPMNEdge");
        assert_eq!(lines.len(), elements(&document, "sequenceFlow").len());
        for line in lines {
            assert!(count(line, "waypoint") > 1);
        }
    }
}

#[test]
fn each_block_becomes_what_the_page_says() {
    let text = written("site-licence.toml", SITE_LICENCE);
    let document = Document::parse(&text).unwrap();
    let number = |name: &str| elements(&document, name).len();
    assert_eq!(number("userTask"), 7);
    assert_eq!(
        number("potentialOwner"),
        6,
        "a consultation is nobody's alone"
    );
    assert_eq!(number("eventBasedGateway"), 1);
    assert_eq!(number("messageEventDefinition"), 1);
    assert_eq!(number("timerEventDefinition"), 1);
    assert_eq!(number("parallelGateway"), 2);
    assert_eq!(number("intermediateThrowEvent"), 2);
    assert_eq!(number("endEvent"), 3);
    let text = written("0-races.toml", RACES);
    let document = Document::parse(&text).unwrap();
    let number = |name: &str| elements(&document, name).len();
    assert_eq!(number("conditionalEventDefinition"), 2);
    assert_eq!(number("complexGateway"), 0);
    assert_eq!(number("inclusiveGateway"), 0);
    // Of three ways in one sub-process two may be through first, and one ends the process.
    assert_eq!(number("subProcess"), 1);
    assert_eq!(number("terminateEventDefinition"), 2);
    assert_eq!(number("boundaryEvent"), 1);
    assert_eq!(number("escalation"), 1);
    for event in elements(&document, "escalationEventDefinition") {
        assert_eq!(event.attribute("escalationRef"), Some("sign_gone.leaves"));
    }
}

#[test]
fn words_are_kept_whatever_is_in_them() {
    let text = written("0-races.toml", RACES);
    let document = Document::parse(&text).unwrap();
    let process = elements(&document, "process")[0];
    assert_eq!(process.attribute("name"), Some("Quy trình <thử> & \"lạ\""));
    assert_eq!(process.attribute("id"), Some("process_0-races"));
    assert_eq!(text, written("0-races.toml", RACES));
}
