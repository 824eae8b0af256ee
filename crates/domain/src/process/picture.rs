//! A process as a picture: what stands where, without colours and strokes.
//!
//! The picture and its exchange form are drawn from the same places. It is read from top to bottom:
//! ways that part lie beside each other, what leads back runs along the left side of its loop. The
//! same draft always gives the same picture, sound or not; what no path comes to is not in it.

mod drawing;
mod frame;
mod place;
mod sketch;
mod split;
mod widths;
mod words;

use crate::people::Role;
use crate::process::called::Called;
use crate::process::check::{BLOCKS_MAX, NESTING_MAX};
use crate::process::draft::{Draft, Ending, all_blocks};
use crate::process::picture::drawing::Drawing;

/// Where everything of a process stands (sơ đồ quy trình).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The key of the process.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub description: String,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// What stands in it, from top to bottom.
    pub nodes: Vec<Node>,
    /// What leads from one to another.
    pub edges: Vec<Edge>,
}

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Its left side.
    pub x: u32,
    /// Its upper side.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

/// Words that are broken into lines, and where they stand; no lines where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The lines.
    pub lines: Vec<String>,
    /// The room they take.
    pub area: Area,
}

/// One thing in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its own name in this picture: letters, digits, `-`, `_` and `.`.
    pub id: String,
    /// What it is.
    pub shape: Shape,
    /// What people read; empty where nothing has to be said.
    pub name: String,
    /// What else is to be said of it, a sentence each.
    pub about: Vec<String>,
    /// Who does it, where it is a step of somebody.
    pub role: Option<Role>,
    /// Where it stands.
    pub area: Area,
    /// The place in the list of nodes of the frame around it, if there is one.
    pub within: Option<usize>,
    /// The same of the frame on whose side it stands.
    pub on: Option<usize>,
    /// What leaves a frame, and what it is outside, have the same sign.
    pub sign: Option<String>,
    /// Its name in lines.
    pub label: Label,
    /// The most important of `about`, in lines, within a box.
    pub notes: Vec<String>,
}

/// What a thing in a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The beginning.
    Begin,
    /// A step (bước).
    Step,
    /// A consultation (lấy ý kiến).
    Consult,
    /// What was waited for has come.
    Arrived,
    /// Nothing has come in time.
    Silence,
    /// The first step of this way is begun, so the other ways are closed.
    Begun,
    /// Back to the start of a loop.
    Again,
    /// One of several ways, by a word.
    Decide,
    /// One of several ways, by what happens first.
    Race,
    /// All ways at the same time.
    Part,
    /// Ways that exclude each other come together, or a loop begins.
    Meet,
    /// All ways that were parted are waited for.
    Join,
    /// Ways of which the first that is through goes on: the others are taken back.
    Frame,
    /// This way of a frame is through: the others are taken back.
    FirstThrough,
    /// A way of a frame that leaves it for something else.
    Out,
    /// The same at the side of the frame: all its ways are over.
    Left,
    /// The process is over.
    End {
        /// How.
        outcome: Ending,
        /// Whether other ways are still open, which are over with it.
        stops_others: bool,
    },
}

/// What leads from one thing to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The place of the thing it comes from in the list of nodes.
    pub from: usize,
    /// The place of the thing it leads to.
    pub to: usize,
    /// When this way is gone; empty where nothing decides.
    pub name: String,
    /// The same in lines.
    pub label: Label,
    /// Its corners, first and last included.
    pub points: Vec<Point>,
}

impl Area {
    /// Its lower side.
    pub fn bottom(&self) -> u32 {
        self.y + self.height
    }

    /// Its right side.
    pub fn right(&self) -> u32 {
        self.x + self.width
    }

    /// Its middle.
    pub fn middle(&self) -> Point {
        Point {
            x: self.x + self.width / 2,
            y: self.y + self.height / 2,
        }
    }
}

impl Picture {
    /// Draws a draft; none when there is too much of it to be looked at, as its check says, too.
    /// What a role is called is handed in.
    pub fn of(draft: &Draft, role_name: fn(Role) -> &'static str) -> Option<Self> {
        Self::called(draft, &Called::default(), role_name)
    }

    /// The same where it is known what surrounds the draft.
    pub fn called(
        draft: &Draft,
        called: &Called,
        role_name: fn(Role) -> &'static str,
    ) -> Option<Self> {
        let blocks = all_blocks(&draft.body);
        let is_too_deep = blocks.iter().any(|(depth, _)| *depth > NESTING_MAX);
        if is_too_deep || blocks.len() > BLOCKS_MAX {
            return None;
        }
        // From here on blocks lie within few others: drawing may call itself.
        let (nodes, edges, size) = Drawing::of(draft, called, role_name).finish();
        Some(Self {
            key: draft.key.clone(),
            title: words::title(draft),
            description: words::description(draft, &nodes),
            width: size.x,
            height: size.y,
            nodes,
            edges,
        })
    }
}
