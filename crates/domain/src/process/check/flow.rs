//! One walk through the draft, from the beginning: where a path comes to, and what was done on it.

use std::collections::BTreeSet;
use std::slice::from_ref;

use crate::process::check::guards::Words;
use crate::process::check::{Code, Finding};
use crate::process::draft::{
    Again, Block, Choice, Draft, End, Join, Loop, Parallel, Step, Wait, Work, all_blocks,
};

pub(super) fn findings(draft: &Draft) -> Vec<Finding> {
    let mut walk = Walk {
        draft,
        words: Words::of(draft),
        around: Vec::new(),
        findings: Vec::new(),
    };
    let end = walk.body(&draft.body, Some(Here::default()));
    if end.is_some() {
        let last = draft.body.last().map_or(draft.key.as_str(), Block::key);
        walk.find(Code::PathWithoutEnd, last);
    }
    walk.findings
}

/// What is known at a place that some path comes to.
#[derive(Clone, Default)]
struct Here<'a> {
    /// Papers made on every path.
    made: BTreeSet<&'a str>,
    /// Papers signed on every path.
    signed: BTreeSet<&'a str>,
    /// Whether the dossier was worked on, on some path.
    worked: bool,
    /// Facts asked since something was done, on some path.
    asked: BTreeSet<&'a str>,
    /// Loops and branches begun since something was done, on some path.
    begun: BTreeSet<&'a str>,
    /// The step directly before.
    just_done: Option<&'a str>,
}

impl Here<'_> {
    /// Somebody did something, or something came.
    fn after_something(mut self) -> Self {
        self.asked.clear();
        self.begun.clear();
        self.just_done = None;
        self
    }

    /// On one path or on the other.
    fn or(mut self, other: Self) -> Self {
        self.made.retain(|paper| other.made.contains(paper));
        self.signed.retain(|paper| other.signed.contains(paper));
        self.worked |= other.worked;
        self.asked.extend(other.asked);
        self.begun.extend(other.begun);
        self.just_done = None;
        self
    }

    /// On both at the same time.
    fn and(mut self, other: Self) -> Self {
        self.made.extend(other.made);
        self.signed.extend(other.signed);
        self.worked |= other.worked;
        self.asked.extend(other.asked);
        self.begun.retain(|key| other.begun.contains(key));
        self.just_done = None;
        self
    }

    fn either(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => Some(one.or(other)),
            (one, other) => one.or(other),
        }
    }
}

/// What a block lies in.
#[derive(Clone, Copy)]
enum Around<'a> {
    /// A loop.
    Loop(&'a str),
    /// A branch whose end is waited for.
    Awaited(&'a str),
    /// A branch that may win.
    Racing(&'a str),
}

struct Walk<'a> {
    draft: &'a Draft,
    words: Words<'a>,
    around: Vec<Around<'a>>,
    findings: Vec<Finding>,
}

impl<'a> Walk<'a> {
    fn find(&mut self, code: Code, place: &str) {
        self.findings.push(Finding::at(code, place));
    }

    fn body(&mut self, body: &'a [Block], here: Option<Here<'a>>) -> Option<Here<'a>> {
        let mut here = here;
        for block in body {
            here = match here {
                Some(here) => self.block(block, here),
                None => {
                    self.unreached(from_ref(block));
                    None
                }
            };
        }
        here
    }

    fn unreached(&mut self, body: &'a [Block]) {
        for (_, block) in all_blocks(body) {
            match block {
                Block::Step(_) | Block::Consult(_) | Block::Wait(_) | Block::Again(_) => {
                    self.find(Code::UnreachableStep, block.key());
                }
                Block::End(_) => self.find(Code::UnreachableEnd, block.key()),
                Block::Choice(_) | Block::Parallel(_) | Block::Loop(_) => {}
            }
        }
    }

    fn block(&mut self, block: &'a Block, here: Here<'a>) -> Option<Here<'a>> {
        match block {
            Block::Step(step) => Some(self.step(step, here)),
            Block::Choice(choice) => self.choice(choice, here),
            Block::Parallel(parallel) => self.parallel(parallel, here),
            Block::Loop(around) => self.around(around, here),
            Block::Again(again) => {
                self.again(again, &here);
                None
            }
            Block::Consult(_) => Some(here.after_something()),
            Block::Wait(wait) => self.wait(wait, here),
            Block::End(end) => {
                self.end(end, &here);
                None
            }
        }
    }

    fn step(&mut self, step: &'a Step, here: Here<'a>) -> Here<'a> {
        if step.collects.is_some() && here.worked {
            self.find(Code::FeeCollectedAfterTheWork, &step.key);
        }
        let mut here = here.after_something();
        here.made.extend(step.makes.iter().map(String::as_str));
        here.signed.extend(step.signs.iter().map(String::as_str));
        here.worked |= match step.work {
            Work::Examination | Work::Decision | Work::Records | Work::AtOnce => true,
            Work::Reception | Work::Return => false,
        };
        here.just_done = Some(&step.key);
        here
    }

    fn wait(&mut self, wait: &'a Wait, here: Here<'a>) -> Option<Here<'a>> {
        let here = here.after_something();
        match &wait.time_out {
            Some(time_out) => {
                let silent = self.body(&time_out.body, Some(here.clone()));
                Here::either(Some(here), silent)
            }
            None => {
                self.find(Code::WaitWithoutTimeOut, &wait.key);
                Some(here)
            }
        }
    }

    /// What decides here: a result of the step directly before, or a fact not asked yet.
    fn asks(&mut self, place: &str, by: &'a str, here: &mut Here<'a>) {
        if self.words.is_result(by) {
            if here.just_done != Some(by) {
                self.findings
                    .push(Finding::at(Code::ChoiceNotBehindItsStep, place).saying(by));
            }
        } else if !here.asked.insert(by) {
            self.findings
                .push(Finding::at(Code::FactAskedTwice, place).saying(by));
        }
        here.just_done = None;
    }

    fn choice(&mut self, choice: &'a Choice, mut here: Here<'a>) -> Option<Here<'a>> {
        self.asks(&choice.key, &choice.by, &mut here);
        let mut off = None;
        for outcome in &choice.outcomes {
            let start = here.clone();
            let start = self.words.may_be(&choice.by, outcome).then_some(start);
            let end = self.body(&outcome.body, start);
            off = Here::either(off, end);
        }
        off
    }

    fn parallel(&mut self, parallel: &'a Parallel, mut here: Here<'a>) -> Option<Here<'a>> {
        if let Some(by) = &parallel.by {
            self.asks(&parallel.key, by, &mut here);
        }
        here.just_done = None;
        match parallel.join {
            Join::All => self.all(parallel, &here),
            Join::Chosen => self.chosen(parallel, here),
            Join::FirstBegun | Join::FirstDone => self.first(parallel, here),
        }
    }

    fn all(&mut self, parallel: &'a Parallel, here: &Here<'a>) -> Option<Here<'a>> {
        self.around.push(Around::Awaited(&parallel.key));
        let mut ends = Vec::new();
        for branch in &parallel.branches {
            ends.push(self.body(&branch.body, Some(here.clone())));
        }
        self.around.pop();
        let mut together: Option<Here<'a>> = None;
        for end in ends {
            let end = end?;
            together = Some(match together {
                Some(others) => others.and(end),
                None => end,
            });
        }
        Some(together.unwrap_or_else(|| here.clone()))
    }

    fn chosen(&mut self, parallel: &'a Parallel, here: Here<'a>) -> Option<Here<'a>> {
        let by = parallel.by.as_deref().unwrap_or_default();
        self.around.push(Around::Awaited(&parallel.key));
        // Perhaps none is chosen.
        let mut off = here.clone();
        let mut never_through = Vec::new();
        for branch in &parallel.branches {
            let may_be = self.words.may_be(by, branch);
            match self.body(&branch.body, may_be.then(|| here.clone())) {
                Some(end) => off = off.or(end),
                None if may_be => never_through.push(branch),
                None => {}
            }
        }
        self.around.pop();
        self.words.spare(by, &never_through).then_some(off)
    }

    fn first(&mut self, parallel: &'a Parallel, here: Here<'a>) -> Option<Here<'a>> {
        self.around.push(Around::Racing(&parallel.key));
        let mut off = None;
        for branch in &parallel.branches {
            let mut start = here.clone();
            start.begun.insert(&parallel.key);
            let mut end = self.body(&branch.body, Some(start));
            if let Some(end) = &mut end
                && end.begun.remove(parallel.key.as_str())
            {
                self.find(Code::BranchWithoutAStep, &parallel.key);
            }
            off = Here::either(off, end);
        }
        self.around.pop();
        off
    }

    fn around(&mut self, around: &'a Loop, mut here: Here<'a>) -> Option<Here<'a>> {
        here.just_done = None;
        here.begun.insert(&around.key);
        self.around.push(Around::Loop(&around.key));
        let mut off = self.body(&around.body, Some(here));
        self.around.pop();
        if let Some(off) = &mut off {
            off.begun.remove(around.key.as_str());
            off.just_done = None;
        }
        off
    }

    fn again(&mut self, again: &'a Again, here: &Here<'a>) {
        let is_it = |around: &Around<'a>| match around {
            Around::Loop(key) => *key == again.back_to,
            Around::Awaited(_) | Around::Racing(_) => false,
        };
        let Some(index) = self.around.iter().rposition(is_it) else {
            let finding = Finding::at(Code::AgainOutsideItsLoop, &again.key);
            self.findings.push(finding.saying(&again.back_to));
            return;
        };
        if here.begun.contains(again.back_to.as_str()) {
            self.find(Code::AgainWithoutWork, &again.key);
        }
        self.leaves(index + 1, &again.key, here);
    }

    fn end(&mut self, end: &'a End, here: &Here<'a>) {
        for paper in &self.draft.papers {
            if paper.result_of != Some(end.outcome) {
                continue;
            }
            for (code, done) in [
                (Code::ResultNotMade, &here.made),
                (Code::ResultNotSigned, &here.signed),
            ] {
                if !done.contains(paper.key.as_str()) {
                    self.findings
                        .push(Finding::at(code, &end.key).saying(&paper.key));
                }
            }
        }
        self.leaves(0, &end.key, here);
    }

    /// A path leaves what it lies in, from the `outermost` on.
    fn leaves(&mut self, outermost: usize, key: &str, here: &Here<'a>) {
        for around in self.around.iter().skip(outermost) {
            match around {
                Around::Loop(_) => {}
                Around::Awaited(join) => {
                    let finding = Finding::at(Code::JoinWaitsInVain, join);
                    self.findings.push(finding.along(&[key]));
                }
                Around::Racing(join) if here.begun.contains(join) => {
                    let finding = Finding::at(Code::BranchWithoutAStep, join);
                    self.findings.push(finding);
                }
                Around::Racing(_) => {}
            }
        }
    }
}
