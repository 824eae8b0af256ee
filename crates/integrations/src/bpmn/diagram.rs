//! Where everything stands: BPMN's own form of the picture.

use std::io;

use domain::process::picture::{Area, Edge, Label, Node, Picture, Point, Shape};

use super::{Xml, edge_id, identifier, node_id};

pub(super) fn write_diagram(picture: &Picture, process: &str, xml: &mut Xml) -> io::Result<()> {
    let id = identifier("diagram", &picture.key);
    let plane = identifier("plane", &picture.key);
    xml.create_element("bpmndi:BPMNDiagram")
        .with_attribute(("id", id.as_str()))
        .with_attribute(("name", picture.title.as_str()))
        .write_inner_content(|xml| {
            xml.create_element("bpmndi:BPMNPlane")
                .with_attribute(("id", plane.as_str()))
                .with_attribute(("bpmnElement", process))
                .write_inner_content(|xml| write_plane(picture, xml))?;
            Ok(())
        })?;
    Ok(())
}

fn write_plane(picture: &Picture, xml: &mut Xml) -> io::Result<()> {
    for node in &picture.nodes {
        write_shape(node, xml)?;
    }
    for edge in &picture.edges {
        write_edge(picture, edge, xml)?;
    }
    Ok(())
}

fn write_shape(node: &Node, xml: &mut Xml) -> io::Result<()> {
    let element = node_id(node);
    let id = format!("shape_{element}");
    let mut shape = xml
        .create_element("bpmndi:BPMNShape")
        .with_attribute(("id", id.as_str()))
        .with_attribute(("bpmnElement", element.as_str()));
    if matches!(node.shape, Shape::Decide | Shape::Meet) {
        shape = shape.with_attribute(("isMarkerVisible", "true"));
    }
    if node.shape == Shape::Frame {
        shape = shape.with_attribute(("isExpanded", "true"));
    }
    // The words of a box stand within it, wherever a tool puts them.
    let is_box = matches!(node.shape, Shape::Step | Shape::Consult | Shape::Frame);
    shape.write_inner_content(|xml| {
        write_bounds(node.area, xml)?;
        if is_box {
            return Ok(());
        }
        write_label(&node.label, xml)
    })?;
    Ok(())
}

fn write_edge(picture: &Picture, edge: &Edge, xml: &mut Xml) -> io::Result<()> {
    let element = edge_id(picture, edge);
    let id = format!("line_{element}");
    xml.create_element("bpmndi:BPMNEdge")
        .with_attribute(("id", id.as_str()))
        .with_attribute(("bpmnElement", element.as_str()))
        .write_inner_content(|xml| {
            for point in &edge.points {
                write_corner(*point, xml)?;
            }
            write_label(&edge.label, xml)
        })?;
    Ok(())
}

fn write_corner(point: Point, xml: &mut Xml) -> io::Result<()> {
    let (x, y) = (point.x.to_string(), point.y.to_string());
    xml.create_element("di:waypoint")
        .with_attribute(("x", x.as_str()))
        .with_attribute(("y", y.as_str()))
        .write_empty()?;
    Ok(())
}

fn write_label(label: &Label, xml: &mut Xml) -> io::Result<()> {
    if label.lines.is_empty() {
        return Ok(());
    }
    xml.create_element("bpmndi:BPMNLabel")
        .write_inner_content(|xml| write_bounds(label.area, xml))?;
    Ok(())
}

fn write_bounds(area: Area, xml: &mut Xml) -> io::Result<()> {
    let [x, y, width, height] =
        [area.x, area.y, area.width, area.height].map(|length| length.to_string());
    xml.create_element("dc:Bounds")
        .with_attribute(("x", x.as_str()))
        .with_attribute(("y", y.as_str()))
        .with_attribute(("width", width.as_str()))
        .with_attribute(("height", height.as_str()))
        .write_empty()?;
    Ok(())
}
