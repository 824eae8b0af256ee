//! One thing of a picture before it has a place: what it is, what it says, how large it will be.

use crate::people::Role;
use crate::process::draft::{Consult, RoleSaid, Step};
use crate::process::naming::Naming;
use crate::process::picture::place::{
    BOX_WIDTH, EVENT, GATEWAY, IN_BOX, IN_NOTES, LINE, below, beside, to_u32,
};
use crate::process::picture::split::Event;
use crate::process::picture::words::{self, wrap};
use crate::process::picture::{Area, Label, Node, Point, Shape};

/// Sentences of a step that are shown in its box: who, and how long.
const NOTES_SHOWN: usize = 2;

/// What is to be placed.
pub(super) struct Sketch {
    pub(super) key: String,
    shape: Shape,
    name: String,
    about: Vec<String>,
    role: Option<Role>,
}

impl Sketch {
    pub(super) fn new(key: &str, shape: Shape, name: &str) -> Self {
        Self {
            key: key.to_owned(),
            shape,
            name: name.to_owned(),
            about: Vec::new(),
            role: None,
        }
    }

    pub(super) fn of_step(
        step: &Step,
        naming: &Naming,
        role_name: fn(Role) -> &'static str,
    ) -> Self {
        Self {
            about: words::step(step, naming, role_name),
            role: match &step.role {
                RoleSaid::Known(role) => Some(*role),
                RoleSaid::Unknown(_) => None,
            },
            ..Self::new(&step.key, Shape::Step, &step.name)
        }
    }

    pub(super) fn of_consult(consult: &Consult, naming: &Naming) -> Self {
        Self {
            about: words::consult(consult, naming),
            ..Self::new(&consult.key, Shape::Consult, &consult.name)
        }
    }

    pub(super) fn of_event(event: &Event) -> Self {
        Self {
            about: event.about.clone(),
            ..Self::new(&event.key, event.shape, &event.name)
        }
    }

    /// With the middle of its upper side at a point.
    pub(super) fn at(self, id: String, top: Point) -> Node {
        let mut notes: Vec<String> = Vec::new();
        if matches!(self.shape, Shape::Step | Shape::Consult) {
            let shown = self.about.iter().take(NOTES_SHOWN);
            notes = shown.flat_map(|note| wrap(note, IN_NOTES)).collect();
        }
        let (area, label) = measure(&self, notes.len(), top);
        Node {
            id,
            shape: self.shape,
            name: self.name,
            about: self.about,
            role: self.role,
            within: None,
            on: None,
            sign: None,
            area,
            label,
            notes,
        }
    }
}

/// The lower side of a thing with its words.
pub(super) fn floor(node: &Node) -> u32 {
    node.area.bottom().max(node.label.area.bottom())
}

fn measure(sketch: &Sketch, notes: usize, top: Point) -> (Area, Label) {
    let sized = |width: u32, height: u32| Area {
        x: top.x.saturating_sub(width / 2),
        y: top.y,
        width,
        height,
    };
    match sketch.shape {
        // How large it is is known when all within it is placed.
        Shape::Frame => (sized(GATEWAY, GATEWAY), Label::default()),
        Shape::Step | Shape::Consult => {
            let lines = wrap(&sketch.name, IN_BOX);
            let area = sized(BOX_WIDTH, to_u32(lines.len() + notes) * LINE + LINE);
            let inside = Area {
                y: area.y + LINE / 2,
                height: to_u32(lines.len()) * LINE,
                ..area
            };
            let label = Label {
                lines,
                area: inside,
            };
            (area, label)
        }
        Shape::Decide | Shape::Race | Shape::Part | Shape::Meet | Shape::Join => {
            let area = sized(GATEWAY, GATEWAY);
            (area, beside(&sketch.name, area))
        }
        Shape::Begin | Shape::Arrived | Shape::Silence | Shape::Begun | Shape::Left => {
            let area = sized(EVENT, EVENT);
            (area, beside(&sketch.name, area))
        }
        Shape::Again | Shape::FirstThrough | Shape::Out | Shape::End { .. } => {
            let area = sized(EVENT, EVENT);
            (area, below(&sketch.name, area))
        }
    }
}
