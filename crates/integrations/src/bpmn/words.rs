//! What a process and its parts are called in BPMN.

use domain::process::draft::Draft;
use domain::process::picture::{Node, Shape};

/// What is said of the whole process.
pub(super) fn about_process(draft: &Draft) -> String {
    let mut about = vec![format!("Thời hạn giải quyết: {}", draft.limit.show())];
    let papers = draft.papers.iter();
    about.extend(papers.map(|paper| format!("Giấy tờ: {}", paper.name)));
    about.join("\n")
}

/// Gateways that people read without words have some for those who hear them.
pub(super) fn name_of(node: &Node) -> &str {
    if !node.name.is_empty() {
        return &node.name;
    }
    match node.shape {
        Shape::Part => "Làm song song",
        Shape::Join => "Chờ đủ các nhánh",
        Shape::Begin
        | Shape::Step
        | Shape::Consult
        | Shape::Arrived
        | Shape::Silence
        | Shape::Begun
        | Shape::Again
        | Shape::Decide
        | Shape::Race
        | Shape::Meet
        | Shape::Frame
        | Shape::FirstThrough
        | Shape::Out
        | Shape::Left
        | Shape::End { .. } => "",
    }
}
