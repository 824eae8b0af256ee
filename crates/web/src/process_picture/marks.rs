//! The small sign within a gateway or an event, as BPMN has it: who cannot read it reads the words.

use domain::process::picture::{Area, Point, Shape};

pub(super) fn mark(shape: Shape, area: Area) -> String {
    let Point { x, y } = area.middle();
    match shape {
        Shape::Begin | Shape::Step | Shape::Consult | Shape::Begun | Shape::Frame => String::new(),
        Shape::Decide | Shape::Meet => lines(area, "m-6 -6l12 12m0 -12l-12 12"),
        Shape::Part | Shape::Join => lines(area, "m-9 0h18m-9 -9v18"),
        Shape::Race => format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\"/><circle cx=\"{x}\" cy=\"{y}\" r=\"6\"/>"
        ),
        Shape::FirstThrough => {
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"currentColor\"/>")
        }
        // The point of an arrow upwards.
        Shape::Out | Shape::Left => lines(area, "m0 -8l6 14l-6 -6l-6 6z"),
        // A letter.
        Shape::Arrived => lines(area, "m-8 -5h16v10h-16zl8 6l8 -6"),
        // A clock.
        Shape::Silence => format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\"/>{}",
            lines(area, "m0 -6v6l4 3")
        ),
        // An arrow to the left and up again.
        Shape::Again => lines(area, "m7 6v-6h-13m4 -4l-4 4l4 4"),
        Shape::End { stops_others, .. } => {
            if stops_others {
                format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"currentColor\"/>")
            } else {
                String::new()
            }
        }
    }
}

/// Strokes from the middle.
fn lines(area: Area, strokes: &str) -> String {
    let Point { x, y } = area.middle();
    format!("<path d=\"M{x} {y}{strokes}\"/>")
}
