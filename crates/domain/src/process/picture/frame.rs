//! Ways of which the first that is through goes on, in a frame: what leaves it ends all of them.
//!
//! Whatever takes the others back ends within the frame; an end of the whole, or a way back to the
//! start of a loop around it, goes out of the frame and on from its lower side.

use std::mem;

use crate::process::draft::{Again, End};
use crate::process::picture::drawing::Drawing;
use crate::process::picture::place::{
    BESIDE_HALF, BUS, Column, EMPTY_HALF, EVENT, GAP, LINE, Open, SIDE,
};
use crate::process::picture::sketch::{Sketch, floor};
use crate::process::picture::split::Split;
use crate::process::picture::{Area, Label, Point, Shape};

const FIRST: &str = "Nhánh xong trước đi tiếp, các nhánh khác dừng";

/// A frame within which something is being drawn.
pub(super) struct Frame {
    /// Its place in the list of nodes.
    pub(super) node: usize,
    /// The loops within it so far.
    loops: Vec<String>,
    leaving: Vec<Leaving>,
}

/// What leaves a frame.
pub(super) struct Leaving {
    key: String,
    name: String,
    to: Beyond,
    sign: String,
}

/// Where it goes on, outside.
pub(super) enum Beyond {
    End(End),
    Again(Again),
}

impl Leaving {
    pub(super) fn new(key: &str, name: String, to: Beyond) -> Self {
        Self {
            key: key.to_owned(),
            name,
            to,
            sign: String::new(),
        }
    }
}

impl Frame {
    pub(super) fn begins(&mut self, around: &str) {
        self.loops.push(around.to_owned());
    }

    /// Whether the loop begins outside.
    pub(super) fn is_left(&self, again: &Again) -> bool {
        !self.loops.contains(&again.back_to)
    }
}

impl Drawing {
    /// Ends this way of the frame; it goes on outside.
    pub(super) fn go_out(&mut self, mut leaving: Leaving, column: Column, open: Open) {
        let out = Sketch::new(&format!("{}.out", leaving.key), Shape::Out, &leaving.name);
        let out = self.put(out, column, open);
        leaving.sign = self.id(&format!("{}.leaves", leaving.key));
        self.nodes[out].sign = Some(leaving.sign.clone());
        if let Some(frame) = self.frames.last_mut() {
            frame.leaving.push(leaving);
        }
    }

    pub(super) fn framed(&mut self, split: &Split<'_>, column: Column, open: Open) -> Option<Open> {
        let sketch = Sketch::new(&split.key, Shape::Frame, FIRST);
        let node = self.put(sketch, column, open);
        self.frames.push(Frame {
            node,
            loops: Vec::new(),
            leaving: Vec::new(),
        });
        let parted = mem::take(&mut self.parted);
        let is_through = self.inside(split, column, node);
        self.parted = parted;
        let frame = self.frames.pop()?;
        self.outside(frame, is_through, column)
    }

    /// Draws all ways, and how large the frame is around them; says whether one goes on.
    fn inside(&mut self, split: &Split<'_>, column: Column, node: usize) -> bool {
        let top = self.nodes[node].area.y;
        let left = column.left() + SIDE / 2;
        let width = 2 * column.half - SIDE;
        let words = Area {
            x: left + 8,
            y: top + 4,
            width: width - 16,
            height: LINE,
        };
        self.nodes[node].label = Label {
            lines: vec![FIRST.to_owned()],
            area: words,
        };
        let (first, backs) = (self.nodes.len(), self.backs.len());
        let begin = Sketch::new(
            &format!("{}.begin", split.key),
            Shape::Begin,
            "Bắt đầu các nhánh",
        );
        let begin = self.add(
            begin,
            Point {
                x: column.axis,
                y: words.bottom() + BUS,
            },
        );
        let open = self.leave(begin);
        let part = Sketch::new(&format!("{}.part", split.key), split.fork, &split.name);
        let part = self.put(part, column, open);
        let mut is_through = false;
        for (index, (arm, inner)) in self.columns(split, column).into_iter().enumerate() {
            let mut line = self.leave(part);
            line.down(floor(&self.nodes[part]) + BUS);
            line.across(inner.axis);
            if let Some(open) = self.arm(arm, inner, line) {
                let key = format!("{}.{}.through", split.key, index + 1);
                let done = Sketch::new(&key, Shape::FirstThrough, "Nhánh này xong trước");
                self.put(done, inner, open);
                is_through = true;
            }
        }
        let low = self.lowest(first, backs, None) + BUS + EVENT / 2;
        self.nodes[node].area = Area {
            x: left,
            y: top,
            width,
            height: low - top,
        };
        is_through
    }

    /// Beside each other below the frame: what left it, and the way that goes on.
    fn outside(&mut self, frame: Frame, is_through: bool, column: Column) -> Option<Open> {
        let bottom = self.nodes[frame.node].area.bottom();
        let backs = self.backs.len();
        let first = self.nodes.len();
        let count = frame.leaving.len();
        let on = if is_through && count > 0 {
            EMPTY_HALF
        } else {
            0
        };
        let halves = frame.leaving.iter().map(|_| BESIDE_HALF).sum::<u32>() + on;
        let mut left = column.axis.saturating_sub(halves);
        for leaving in frame.leaving {
            let inner = Column {
                axis: left + BESIDE_HALF,
                half: BESIDE_HALF,
            };
            left += 2 * BESIDE_HALF;
            let key = format!("{}.left", leaving.key);
            let at = Point {
                x: inner.axis,
                y: bottom - EVENT / 2,
            };
            let node = self.add(Sketch::new(&key, Shape::Left, &leaving.name), at);
            self.nodes[node].on = Some(frame.node);
            self.nodes[node].sign = Some(leaving.sign);
            self.nodes[node].label.area.y = bottom + 3;
            let line = self.leave(node);
            match leaving.to {
                Beyond::End(end) => self.end(&end, inner, line),
                Beyond::Again(again) => self.again(&again, inner, line),
            }
        }
        let x = if count > 0 { left + on } else { column.axis };
        let mut out = Open::leaving(frame.node, Point { x, y: bottom });
        let low = self.lowest(first, backs, Some(&out)) + BUS;
        for back in &mut self.backs[backs..] {
            back.line.down(low);
            back.line.across(column.left());
        }
        if !is_through {
            return None;
        }
        out.down(low + GAP / 2);
        out.across(column.axis);
        Some(out)
    }
}
