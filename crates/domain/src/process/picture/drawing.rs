//! Placing blocks one below the other, and the ways of a block beside each other.

use std::collections::BTreeSet;

use crate::people::Role;
use crate::process::called::Called;
use crate::process::draft::{Again, Block, Draft, End, Loop, all_blocks};
use crate::process::naming::{Naming, ending};
use crate::process::picture::frame::{Beyond, Frame, Leaving};
use crate::process::picture::place::{BOX_WIDTH, BUS, Column, GAP, MARGIN, Open, SIDE};
use crate::process::picture::sketch::{Sketch, floor};
use crate::process::picture::split::{Arm, Inside, Split, split_of};
use crate::process::picture::widths::{half_of, half_of_arm};
use crate::process::picture::words;
use crate::process::picture::{Edge, Node, Point, Shape};

/// A picture that is being drawn.
pub(super) struct Drawing {
    names: Naming,
    role_name: fn(Role) -> &'static str,
    pub(super) nodes: Vec<Node>,
    edges: Vec<Edge>,
    taken: BTreeSet<String>,
    /// Lines on their way back to the start of a loop.
    pub(super) backs: Vec<Back>,
    /// The frames around what is being drawn, outermost first.
    pub(super) frames: Vec<Frame>,
    /// Around how many ways that run at the same time this is.
    pub(super) parted: usize,
    width: u32,
}

pub(super) struct Back {
    to: String,
    pub(super) line: Open,
}

impl Drawing {
    pub(super) fn of(draft: &Draft, called: &Called, role_name: fn(Role) -> &'static str) -> Self {
        let names = Naming::with(draft, called);
        let half = half_of(&names, &draft.body).max(BOX_WIDTH) + SIDE;
        let mut drawing = Self {
            names,
            role_name,
            nodes: Vec::new(),
            edges: Vec::new(),
            taken: BTreeSet::new(),
            backs: Vec::new(),
            frames: Vec::new(),
            parted: 0,
            width: 2 * (half + MARGIN),
        };
        let axis = half + MARGIN;
        // No key has a point, so nothing of the draft is called so.
        let key = format!("{}.begin", draft.key);
        let begin = Sketch::new(&key, Shape::Begin, words::BEGIN);
        let begin = drawing.add(begin, Point { x: axis, y: MARGIN });
        let open = drawing.leave(begin);
        drawing.body(&draft.body, Column { axis, half }, open);
        drawing
    }

    /// All there is, and how large it is.
    pub(super) fn finish(self) -> (Vec<Node>, Vec<Edge>, Point) {
        let corners = self.edges.iter().flat_map(|edge| &edge.points);
        let lines = corners.map(|point| point.y).max().unwrap_or(0);
        let height = self.nodes.iter().map(floor).max().unwrap_or(0).max(lines);
        let size = Point {
            x: self.width,
            y: height + MARGIN,
        };
        (self.nodes, self.edges, size)
    }

    /// One below the other; what stands behind an end has no way to it and is left out.
    fn body(&mut self, body: &[Block], column: Column, mut open: Open) -> Option<Open> {
        for block in body {
            open = self.block(block, column, open)?;
        }
        Some(open)
    }

    fn block(&mut self, block: &Block, column: Column, open: Open) -> Option<Open> {
        match block {
            Block::Step(step) => {
                let sketch = Sketch::of_step(step, &self.names, self.role_name);
                Some(self.pass(sketch, column, open))
            }
            Block::Consult(consult) => {
                let sketch = Sketch::of_consult(consult, &self.names);
                Some(self.pass(sketch, column, open))
            }
            Block::Choice(_) | Block::Parallel(_) | Block::Wait(_) => {
                let split = split_of(&self.names, block)?;
                self.split(&split, column, open)
            }
            Block::Loop(around) => self.around(around, column, open),
            Block::Again(again) => {
                self.again(again, column, open);
                None
            }
            Block::End(end) => {
                self.end(end, column, open);
                None
            }
        }
    }

    pub(super) fn end(&mut self, end: &End, column: Column, open: Open) {
        if !self.frames.is_empty() {
            let name = ending(end.outcome).to_owned();
            let to = Beyond::End(end.clone());
            return self.go_out(Leaving::new(&end.key, name, to), column, open);
        }
        let shape = Shape::End {
            outcome: end.outcome,
            stops_others: self.parted > 0,
        };
        let sketch = Sketch::new(&end.key, shape, ending(end.outcome));
        self.put(sketch, column, open);
    }

    /// The line leaves at the left side, so that the words stand below.
    pub(super) fn again(&mut self, again: &Again, column: Column, open: Open) {
        if self.frames.last().is_some_and(|frame| frame.is_left(again)) {
            let name = words::again(again);
            let to = Beyond::Again(again.clone());
            return self.go_out(Leaving::new(&again.key, name, to), column, open);
        }
        let sketch = Sketch::new(&again.key, Shape::Again, &words::again(again));
        let node = self.put(sketch, column, open);
        let area = self.nodes[node].area;
        let side = Point {
            x: area.x,
            y: area.middle().y,
        };
        let mut line = Open::leaving(node, side);
        line.across(column.left());
        self.backs.push(Back {
            to: again.back_to.clone(),
            line,
        });
    }

    fn around(&mut self, around: &Loop, column: Column, open: Open) -> Option<Open> {
        if !is_repeated(around) {
            return self.body(&around.body, column, open);
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.begins(&around.key);
        }
        let (first, backs) = (self.nodes.len(), self.backs.len());
        let head = self.put(Sketch::new(&around.key, Shape::Meet, ""), column, open);
        let inner = Column {
            half: column.half.saturating_sub(SIDE),
            ..column
        };
        let out = self.leave(head);
        let out = self.body(&around.body, inner, out);
        let low = self.lowest(first, backs, out.as_ref()) + BUS;
        let (here, outer): (Vec<Back>, Vec<Back>) = self
            .backs
            .split_off(backs)
            .into_iter()
            .partition(|back| back.to == around.key);
        for back in here {
            self.lead_back(back.line, head, column);
        }
        for mut back in outer {
            back.line.down(low + BUS / 2);
            back.line.across(column.left());
            self.backs.push(back);
        }
        let mut out = out?;
        out.down(low + BUS);
        Some(out)
    }

    /// To the left, up and in again; ways back to one start come together on the way up.
    fn lead_back(&mut self, mut line: Open, head: usize, column: Column) {
        let area = self.nodes[head].area;
        line.across(column.left() + SIDE / 2);
        line.down(area.middle().y);
        line.across(area.x);
        self.edges.push(line.close(head));
    }

    fn split(&mut self, split: &Split<'_>, column: Column, open: Open) -> Option<Open> {
        match split.arms.as_slice() {
            [] => Some(open),
            [only] => self.arm(only, column, open),
            _ if split.meet == Shape::FirstThrough => self.framed(split, column, open),
            _ => self.fork(split, column, open),
        }
    }

    fn fork(&mut self, split: &Split<'_>, column: Column, open: Open) -> Option<Open> {
        let (first, backs) = (self.nodes.len(), self.backs.len());
        let fork = self.put(
            Sketch::new(&split.key, split.fork, &split.name),
            column,
            open,
        );
        let is_parting = split.fork == Shape::Part;
        self.parted += usize::from(is_parting);
        let (mut exits, mut outermost) = (Vec::new(), backs);
        for (index, (arm, inner)) in self.columns(split, column).into_iter().enumerate() {
            let mut line = self.leave(fork);
            line.down(floor(&self.nodes[fork]) + BUS);
            line.across(inner.axis);
            line.say(&arm.when);
            exits.extend(self.arm(arm, inner, line));
            if index == 0 {
                outermost = self.backs.len();
            }
        }
        self.parted -= usize::from(is_parting);
        let lowest_exit = exits.iter().max_by_key(|line: &&Open| line.at().y);
        let low = self.lowest(first, backs, lowest_exit) + BUS;
        // Left of the first way there is nothing to go around.
        for back in &mut self.backs[outermost..] {
            back.line.down(low);
        }
        for back in &mut self.backs[backs..] {
            back.line.across(column.left());
        }
        self.meet(split, exits, column, low + BUS)
    }

    /// The ways beside each other, around the middle.
    pub(super) fn columns<'s, 'a>(
        &self,
        split: &'s Split<'a>,
        column: Column,
    ) -> Vec<(&'s Arm<'a>, Column)> {
        let halves: Vec<u32> = split
            .arms
            .iter()
            .map(|arm| half_of_arm(&self.names, arm))
            .collect();
        let mut left = column.axis.saturating_sub(halves.iter().sum());
        let mut columns = Vec::new();
        for (arm, half) in split.arms.iter().zip(halves) {
            let axis = left + half;
            columns.push((arm, Column { axis, half }));
            left = axis + half;
        }
        columns
    }

    pub(super) fn arm(&mut self, arm: &Arm<'_>, column: Column, open: Open) -> Option<Open> {
        let open = match &arm.event {
            Some(event) => self.pass(Sketch::of_event(event), column, open),
            None => open,
        };
        match &arm.inside {
            Inside::Body(body) => self.body(body, column, open),
            Inside::Asked(split) => self.split(split, column, open),
        }
    }

    /// Ways that go on come together in the middle again.
    fn meet(
        &mut self,
        split: &Split<'_>,
        mut exits: Vec<Open>,
        column: Column,
        low: u32,
    ) -> Option<Open> {
        for exit in &mut exits {
            exit.down(low);
            exit.across(column.axis);
        }
        if exits.len() < 2 {
            return exits.pop();
        }
        let key = format!("{}.meet", split.key);
        let at = Point {
            x: column.axis,
            y: low + GAP,
        };
        let meet = self.add(Sketch::new(&key, split.meet, ""), at);
        for exit in exits {
            self.join(exit, meet);
        }
        Some(self.leave(meet))
    }

    /// Places a thing and goes on below it.
    fn pass(&mut self, sketch: Sketch, column: Column, open: Open) -> Open {
        let node = self.put(sketch, column, open);
        self.leave(node)
    }

    /// Places a thing below where the line has come to, and ends the line there.
    pub(super) fn put(&mut self, sketch: Sketch, column: Column, open: Open) -> usize {
        let at = Point {
            x: column.axis,
            y: open.at().y + GAP,
        };
        let node = self.add(sketch, at);
        self.join(open, node);
        node
    }

    pub(super) fn join(&mut self, mut line: Open, node: usize) {
        line.down(self.nodes[node].area.y);
        self.edges.push(line.close(node));
    }

    /// A line out of the lower side of a thing, past its words.
    pub(super) fn leave(&self, node: usize) -> Open {
        let found = &self.nodes[node];
        let at = Point {
            x: found.area.middle().x,
            y: found.area.bottom(),
        };
        let mut line = Open::leaving(node, at);
        line.down(floor(found));
        line
    }

    /// Places a thing with the middle of its upper side at a point.
    pub(super) fn add(&mut self, sketch: Sketch, top: Point) -> usize {
        let id = self.id(&sketch.key);
        let mut node = sketch.at(id, top);
        node.within = self.frames.last().map(|frame| frame.node);
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// A name that nothing else in this picture has: an unsound draft may repeat its keys.
    pub(super) fn id(&mut self, key: &str) -> String {
        let may = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let key: String = key.chars().map(|c| if may(c) { c } else { '_' }).collect();
        let mut id = key.clone();
        let mut count = 1;
        while !self.taken.insert(id.clone()) {
            count += 1;
            id = format!("{key}.again-{count}");
        }
        id
    }

    /// How far down everything since then comes.
    pub(super) fn lowest(&self, first: usize, backs: usize, exit: Option<&Open>) -> u32 {
        let things = self.nodes[first..].iter().map(floor);
        let lines = self.backs[backs..].iter().map(|back| back.line.at().y);
        let exit = exit.map(|line| line.at().y);
        things.chain(lines).chain(exit).max().unwrap_or(0)
    }
}

/// Whether something leads back to its start.
fn is_repeated(around: &Loop) -> bool {
    all_blocks(&around.body)
        .iter()
        .any(|(_, block)| match block {
            Block::Again(again) => again.back_to == around.key,
            Block::Step(_)
            | Block::Choice(_)
            | Block::Parallel(_)
            | Block::Loop(_)
            | Block::Consult(_)
            | Block::Wait(_)
            | Block::End(_) => false,
        })
}
