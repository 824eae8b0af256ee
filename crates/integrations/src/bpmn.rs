//! An internal process as BPMN 2.0 with its diagram, for the tools of others.
//!
//! It is a description, not a program: whoever reads it elsewhere sees who does what in which order
//! and for how long. It goes out only; the process lives in our own file. What each block becomes
//! stands in `docs/law/process.md`.

mod diagram;
mod words;

use std::io;

use domain::process::draft::Draft;
use domain::process::naming;
use domain::process::picture::{Edge, Node, Picture, Shape};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::bpmn::diagram::write_diagram;
use crate::bpmn::words::{about_process, name_of};

const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const SHAPES: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
const CORNERS: &str = "http://www.omg.org/spec/DD/20100524/DC";
const LINES: &str = "http://www.omg.org/spec/DD/20100524/DI";

/// The name of the space in which our identifiers are unique.
const OURS: &str = "urn:motcua:processes";

type Xml = Writer<Vec<u8>>;

/// The process as a file of BPMN 2.0; the picture is that of the draft.
pub fn bpmn(draft: &Draft, picture: &Picture) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(draft, picture, &mut xml).expect("writing to memory cannot fail");
    let mut text = String::from_utf8(xml.into_inner()).expect("XML of texts is text");
    text.push('\n');
    text
}

fn write(draft: &Draft, picture: &Picture, xml: &mut Xml) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let process = identifier("process", &picture.key);
    let definitions = identifier("definitions", &picture.key);
    let version = env!("CARGO_PKG_VERSION");
    xml.create_element("bpmn:definitions")
        .with_attribute(("xmlns:bpmn", MODEL))
        .with_attribute(("xmlns:bpmndi", SHAPES))
        .with_attribute(("xmlns:dc", CORNERS))
        .with_attribute(("xmlns:di", LINES))
        .with_attribute(("id", definitions.as_str()))
        .with_attribute(("targetNamespace", OURS))
        .with_attribute(("exporter", "Một Cửa"))
        .with_attribute(("exporterVersion", version))
        .write_inner_content(|xml| {
            xml.create_element("bpmn:process")
                .with_attribute(("id", process.as_str()))
                .with_attribute(("name", draft.name.as_str()))
                .with_attribute(("isExecutable", "false"))
                .write_inner_content(|xml| write_process(draft, picture, xml))?;
            write_signs(picture, xml)?;
            write_diagram(picture, &process, xml)
        })?;
    Ok(())
}

fn write_process(draft: &Draft, picture: &Picture, xml: &mut Xml) -> io::Result<()> {
    write_text("bpmn:documentation", &about_process(draft), xml)?;
    write_within(picture, None, xml)
}

/// What lies within a frame, or within none: no line leads across its sides.
fn write_within(picture: &Picture, frame: Option<usize>, xml: &mut Xml) -> io::Result<()> {
    for (index, node) in picture.nodes.iter().enumerate() {
        if node.within == frame {
            write_node(picture, index, node, xml)?;
        }
    }
    for edge in &picture.edges {
        if picture.nodes[edge.from].within == frame {
            write_flow(picture, edge, xml)?;
        }
    }
    Ok(())
}

/// What tells the side of a frame that a way left it.
fn write_signs(picture: &Picture, xml: &mut Xml) -> io::Result<()> {
    for node in picture
        .nodes
        .iter()
        .filter(|node| node.shape == Shape::Left)
    {
        let Some(sign) = &node.sign else {
            continue;
        };
        let id = identifier("sign", sign);
        xml.create_element("bpmn:escalation")
            .with_attribute(("id", id.as_str()))
            .with_attribute(("name", node.name.as_str()))
            .with_attribute(("escalationCode", id.as_str()))
            .write_empty()?;
    }
    Ok(())
}

fn write_node(picture: &Picture, index: usize, node: &Node, xml: &mut Xml) -> io::Result<()> {
    let id = node_id(node);
    let name = name_of(node);
    let mut element = xml
        .create_element(element_of(node.shape))
        .with_attribute(("id", id.as_str()));
    if !name.is_empty() {
        element = element.with_attribute(("name", name));
    }
    if let Some(direction) = direction_of(node.shape) {
        element = element.with_attribute(("gatewayDirection", direction));
    }
    if let Some(frame) = node.on.and_then(|frame| picture.nodes.get(frame)) {
        let frame = node_id(frame);
        element = element
            .with_attribute(("attachedToRef", frame.as_str()))
            .with_attribute(("cancelActivity", "true"));
    }
    element.write_inner_content(|xml| {
        if !node.about.is_empty() {
            write_text("bpmn:documentation", &node.about.join("\n"), xml)?;
        }
        for edge in picture.edges.iter().filter(|edge| edge.to == index) {
            write_text("bpmn:incoming", &edge_id(picture, edge), xml)?;
        }
        for edge in picture.edges.iter().filter(|edge| edge.from == index) {
            write_text("bpmn:outgoing", &edge_id(picture, edge), xml)?;
        }
        write_owner(node, &id, xml)?;
        if node.shape == Shape::Frame {
            write_within(picture, Some(index), xml)?;
        }
        write_trigger(node, &id, xml)
    })?;
    Ok(())
}

/// Who does it; for machines by the name of the role in our files.
fn write_owner(node: &Node, id: &str, xml: &mut Xml) -> io::Result<()> {
    let Some(role) = node.role else {
        return Ok(());
    };
    let owner = format!("{id}.owner");
    xml.create_element("bpmn:potentialOwner")
        .with_attribute(("id", owner.as_str()))
        .with_attribute(("name", naming::role(role)))
        .write_inner_content(|xml| {
            xml.create_element("bpmn:resourceAssignmentExpression")
                .write_inner_content(|xml| write_text("bpmn:formalExpression", role.name(), xml))?;
            Ok(())
        })?;
    Ok(())
}

/// What sets off an event.
fn write_trigger(node: &Node, id: &str, xml: &mut Xml) -> io::Result<()> {
    let id = format!("{id}.trigger");
    let trigger = match node.shape {
        Shape::Arrived => "bpmn:messageEventDefinition",
        Shape::Silence => "bpmn:timerEventDefinition",
        Shape::Begun => "bpmn:conditionalEventDefinition",
        Shape::FirstThrough
        | Shape::End {
            stops_others: true, ..
        } => "bpmn:terminateEventDefinition",
        Shape::Out | Shape::Left => "bpmn:escalationEventDefinition",
        Shape::Begin
        | Shape::Step
        | Shape::Consult
        | Shape::Again
        | Shape::Decide
        | Shape::Race
        | Shape::Part
        | Shape::Meet
        | Shape::Join
        | Shape::Frame
        | Shape::End { .. } => return Ok(()),
    };
    let element = xml
        .create_element(trigger)
        .with_attribute(("id", id.as_str()));
    let sign = identifier("sign", node.sign.as_deref().unwrap_or_default());
    match node.shape {
        Shape::Out | Shape::Left => element
            .with_attribute(("escalationRef", sign.as_str()))
            .write_empty()?,
        // Working days are no duration that a machine elsewhere could count: it stays in words.
        Shape::Silence => {
            element.write_inner_content(|xml| write_text("bpmn:timeDuration", &node.name, xml))?
        }
        Shape::Begun => {
            element.write_inner_content(|xml| write_text("bpmn:condition", &node.name, xml))?
        }
        Shape::Begin
        | Shape::Step
        | Shape::Consult
        | Shape::Arrived
        | Shape::Again
        | Shape::Decide
        | Shape::Race
        | Shape::Part
        | Shape::Meet
        | Shape::Join
        | Shape::Frame
        | Shape::FirstThrough
        | Shape::End { .. } => element.write_empty()?,
    };
    Ok(())
}

fn write_flow(picture: &Picture, edge: &Edge, xml: &mut Xml) -> io::Result<()> {
    let id = edge_id(picture, edge);
    let (from, to) = (&picture.nodes[edge.from], &picture.nodes[edge.to]);
    let (source, target) = (node_id(from), node_id(to));
    let element = xml
        .create_element("bpmn:sequenceFlow")
        .with_attribute(("id", id.as_str()))
        .with_attribute(("sourceRef", source.as_str()))
        .with_attribute(("targetRef", target.as_str()));
    if edge.name.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    let element = element.with_attribute(("name", edge.name.as_str()));
    if from.shape != Shape::Decide {
        element.write_empty()?;
        return Ok(());
    }
    // No formal language: the words are those of the process, and nobody works them out elsewhere.
    element.write_inner_content(|xml| write_text("bpmn:conditionExpression", &edge.name, xml))?;
    Ok(())
}

fn write_text(element: &str, text: &str, xml: &mut Xml) -> io::Result<()> {
    xml.create_element(element)
        .write_text_content(BytesText::new(text))?;
    Ok(())
}

fn element_of(shape: Shape) -> &'static str {
    match shape {
        Shape::Begin => "bpmn:startEvent",
        Shape::Step | Shape::Consult => "bpmn:userTask",
        Shape::Arrived | Shape::Silence | Shape::Begun => "bpmn:intermediateCatchEvent",
        Shape::Again => "bpmn:intermediateThrowEvent",
        Shape::Decide | Shape::Meet => "bpmn:exclusiveGateway",
        Shape::Race => "bpmn:eventBasedGateway",
        Shape::Part | Shape::Join => "bpmn:parallelGateway",
        Shape::Frame => "bpmn:subProcess",
        Shape::Left => "bpmn:boundaryEvent",
        Shape::FirstThrough | Shape::Out | Shape::End { .. } => "bpmn:endEvent",
    }
}

fn direction_of(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Decide | Shape::Race | Shape::Part => Some("Diverging"),
        Shape::Meet | Shape::Join => Some("Converging"),
        Shape::Begin
        | Shape::Step
        | Shape::Consult
        | Shape::Arrived
        | Shape::Silence
        | Shape::Begun
        | Shape::Again
        | Shape::Frame
        | Shape::FirstThrough
        | Shape::Out
        | Shape::Left
        | Shape::End { .. } => None,
    }
}

/// A name as XML wants it (NCName): it begins with letters, whatever the key begins with.
fn identifier(kind: &str, key: &str) -> String {
    let may = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let key: String = key.chars().map(|c| if may(c) { c } else { '_' }).collect();
    format!("{kind}_{key}")
}

fn node_id(node: &Node) -> String {
    identifier("node", &node.id)
}

/// By what it leads from and to, of which there is one line only: so it stays when others come.
fn edge_id(picture: &Picture, edge: &Edge) -> String {
    let (from, to) = (&picture.nodes[edge.from], &picture.nodes[edge.to]);
    identifier("flow", &format!("{}..{}", from.id, to.id))
}
