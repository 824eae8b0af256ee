//! How much room things take, and lines that are still being drawn.

use crate::process::picture::words::wrap;
use crate::process::picture::{Area, Edge, Label, Point};

/// How wide a box is.
pub(super) const BOX_WIDTH: u32 = 176;
/// The side of a gateway, from corner to corner.
pub(super) const GATEWAY: u32 = 48;
/// How wide an event is.
pub(super) const EVENT: u32 = 36;
/// Half of what an event or a gateway takes with its words beside it.
pub(super) const BESIDE_HALF: u32 = 152;
/// Half of what an event takes with its words below it.
pub(super) const BELOW_HALF: u32 = 70;
/// Half of a way on which nothing is done, with its words.
pub(super) const EMPTY_HALF: u32 = 72;
/// Free room at each side of a way, in which lines lead back.
pub(super) const SIDE: u32 = 16;
/// Free room above a thing, in which the arrow ends.
pub(super) const GAP: u32 = 26;
/// Free room above and below a line across.
pub(super) const BUS: u32 = 14;
/// Free room around everything.
pub(super) const MARGIN: u32 = 12;
/// How high a line of words is.
pub(super) const LINE: u32 = 16;

/// Characters in a line of a box.
pub(super) const IN_BOX: usize = 22;
/// Characters in a line of the smaller words in a box.
pub(super) const IN_NOTES: usize = 25;
const BESIDE: usize = 16;
const BELOW: usize = 18;
const ALONG: usize = 11;

/// A way from top to bottom, and the room at both sides of its middle.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) axis: u32,
    pub(super) half: u32,
}

impl Column {
    pub(super) fn left(self) -> u32 {
        self.axis.saturating_sub(self.half)
    }
}

/// A line that has begun and not come to anything yet.
pub(super) struct Open {
    from: usize,
    name: String,
    label: Label,
    points: Vec<Point>,
}

impl Open {
    /// Out of a thing, at this place.
    pub(super) fn leaving(from: usize, at: Point) -> Self {
        Self {
            from,
            name: String::new(),
            label: Label::default(),
            points: vec![at],
        }
    }

    /// Where it has come to.
    pub(super) fn at(&self) -> Point {
        self.points.last().copied().unwrap_or_default()
    }

    pub(super) fn across(&mut self, x: u32) {
        let y = self.at().y;
        self.points.push(Point { x, y });
    }

    /// Also upwards, where it leads back.
    pub(super) fn down(&mut self, y: u32) {
        let x = self.at().x;
        self.points.push(Point { x, y });
    }

    /// Says when it is gone, beside the line, and goes down past the words.
    pub(super) fn say(&mut self, name: &str) {
        if name.is_empty() {
            return;
        }
        let Point { x, y } = self.at();
        name.clone_into(&mut self.name);
        self.label = label(name, ALONG, Point { x: x + 5, y: y + 3 });
        self.down(self.label.area.bottom());
    }

    pub(super) fn close(self, to: usize) -> Edge {
        Edge {
            from: self.from,
            to,
            name: self.name,
            label: self.label,
            points: corners(self.points),
        }
    }
}

/// Without the points at which nothing turns.
fn corners(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., before, last] = kept.as_slice() {
            let is_straight = (before.x == last.x && last.x == point.x)
                || (before.y == last.y && last.y == point.y);
            if is_straight {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}

/// Words beside an event or a gateway.
pub(super) fn beside(name: &str, area: Area) -> Label {
    let at = Point {
        x: area.right() + 6,
        y: area.y,
    };
    label(name, BESIDE, at)
}

/// Words below an event.
pub(super) fn below(name: &str, area: Area) -> Label {
    let width = to_u32(BELOW) * CHARACTER;
    let at = Point {
        x: area.middle().x.saturating_sub(width / 2),
        y: area.bottom() + 3,
    };
    label(name, BELOW, at)
}

/// How wide a character is, mostly.
const CHARACTER: u32 = 7;

fn label(name: &str, columns: usize, at: Point) -> Label {
    let lines = wrap(name, columns);
    if lines.is_empty() {
        return Label::default();
    }
    let area = Area {
        x: at.x,
        y: at.y,
        width: to_u32(columns) * CHARACTER,
        height: to_u32(lines.len()) * LINE,
    };
    Label { lines, area }
}

/// A count; there are fewer lines than that.
pub(super) fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
