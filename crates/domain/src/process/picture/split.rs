//! Every block in which ways part, in the same words: what parts them, the ways, what joins them.

use crate::process::draft::{Awaited, Block, Branch, Choice, Join, Parallel, TimeOut, Wait};
use crate::process::naming::{Naming, first_named};
use crate::process::picture::Shape;

/// Where ways part and come together.
pub(super) struct Split<'a> {
    /// The thing at which they part, and whose key the thing at which they meet has, too.
    pub(super) key: String,
    pub(super) fork: Shape,
    pub(super) name: String,
    pub(super) arms: Vec<Arm<'a>>,
    pub(super) meet: Shape,
}

/// One of the ways.
pub(super) struct Arm<'a> {
    /// When it is gone.
    pub(super) when: String,
    /// What happens first on it.
    pub(super) event: Option<Event>,
    pub(super) inside: Inside<'a>,
}

/// Something that happens by itself.
pub(super) struct Event {
    pub(super) key: String,
    pub(super) shape: Shape,
    pub(super) name: String,
    pub(super) about: Vec<String>,
}

/// What is done on a way.
pub(super) enum Inside<'a> {
    Body(&'a [Block]),
    /// Only if a word says so.
    Asked(Split<'a>),
}

/// The ways of a block; none where they do not part.
pub(super) fn split_of<'a>(names: &Naming, block: &'a Block) -> Option<Split<'a>> {
    match block {
        Block::Choice(choice) => Some(chosen(names, choice)),
        Block::Parallel(parallel) => Some(parted(names, parallel)),
        Block::Wait(wait) => Some(waiting(wait)),
        Block::Step(_) | Block::Loop(_) | Block::Again(_) | Block::Consult(_) | Block::End(_) => {
            None
        }
    }
}

/// Ways on which nothing is done are one: two lines between the same things say nothing.
fn chosen<'a>(names: &Naming, choice: &'a Choice) -> Split<'a> {
    let (busy, idle): (Vec<&Branch>, Vec<&Branch>) = choice
        .outcomes
        .iter()
        .partition(|outcome| !is_idle(&outcome.body));
    let values = |when: &[String]| names.values(&choice.by, when);
    let mut arms: Vec<Arm<'a>> = busy
        .into_iter()
        .map(|outcome| Arm::plain(values(&outcome.when), &outcome.body))
        .collect();
    if !idle.is_empty() {
        let when = idle.iter().flat_map(|outcome| outcome.when.clone());
        let when: Vec<String> = when.collect();
        arms.insert(0, Arm::plain(values(&when), &[]));
    }
    Split {
        key: choice.key.clone(),
        fork: Shape::Decide,
        name: names.question(&choice.by),
        arms,
        meet: Shape::Meet,
    }
}

fn parted<'a>(names: &Naming, parallel: &'a Parallel) -> Split<'a> {
    let busy = parallel.branches.iter().enumerate();
    let busy = busy.filter(|(_, branch)| !is_idle(&branch.body));
    let arms = busy.map(|(index, branch)| match parallel.join {
        Join::All | Join::FirstDone => Arm::plain(String::new(), &branch.body),
        Join::Chosen => asked(names, parallel, index, branch),
        Join::FirstBegun => raced(parallel, index, branch),
    });
    let (fork, meet) = match parallel.join {
        Join::All | Join::Chosen => (Shape::Part, Shape::Join),
        Join::FirstBegun => (Shape::Race, Shape::Meet),
        Join::FirstDone => (Shape::Part, Shape::FirstThrough),
    };
    Split {
        key: parallel.key.clone(),
        fork,
        name: match parallel.join {
            Join::All | Join::Chosen | Join::FirstDone => String::new(),
            Join::FirstBegun => "Bước nào làm trước?".to_owned(),
        },
        arms: arms.collect(),
        meet,
    }
}

/// Each way of those chosen is asked for on its own, and all are joined: so nobody has to know
/// an inclusive gateway, and none chosen is no special case.
fn asked<'a>(names: &Naming, parallel: &Parallel, index: usize, branch: &'a Branch) -> Arm<'a> {
    let by = parallel.by.as_deref().unwrap_or_default();
    let values = names.values(by, &branch.when);
    let name = match by {
        "" => format!("{values}?"),
        by => names.question(by),
    };
    let asked = Split {
        key: format!("{}.{}", parallel.key, index + 1),
        fork: Shape::Decide,
        name,
        arms: vec![
            Arm::plain("khác".to_owned(), &[]),
            Arm::plain(values, &branch.body),
        ],
        meet: Shape::Meet,
    };
    Arm {
        when: String::new(),
        event: None,
        inside: Inside::Asked(asked),
    }
}

/// Whether nothing of it is drawn.
fn is_idle(body: &[Block]) -> bool {
    body.iter().all(|block| match block {
        Block::Choice(choice) => choice.outcomes.iter().all(|way| is_idle(&way.body)),
        Block::Parallel(parallel) => parallel.branches.iter().all(|way| is_idle(&way.body)),
        Block::Loop(around) => is_idle(&around.body),
        Block::Step(_) | Block::Again(_) | Block::Consult(_) | Block::Wait(_) | Block::End(_) => {
            false
        }
    })
}

fn raced<'a>(parallel: &Parallel, index: usize, branch: &'a Branch) -> Arm<'a> {
    let first = first_named(&branch.body).unwrap_or_default();
    let event = Event {
        key: format!("{}.{}", parallel.key, index + 1),
        shape: Shape::Begun,
        name: format!("Bắt đầu: {first}"),
        about: Vec::new(),
    };
    Arm {
        when: String::new(),
        event: Some(event),
        inside: Inside::Body(&branch.body),
    }
}

/// Without a time-out there is one way only, and nothing parts.
fn waiting(wait: &Wait) -> Split<'_> {
    let arrived = Event {
        key: wait.key.clone(),
        shape: Shape::Arrived,
        name: wait.name.clone(),
        about: vec![awaited(wait.awaits).to_owned()],
    };
    let mut arms = vec![Arm {
        when: String::new(),
        event: Some(arrived),
        inside: Inside::Body(&[]),
    }];
    arms.extend(wait.time_out.iter().map(|silence| silent(wait, silence)));
    Split {
        key: format!("{}.wait", wait.key),
        fork: Shape::Race,
        name: wait.name.clone(),
        arms,
        meet: Shape::Meet,
    }
}

fn silent<'a>(wait: &Wait, time_out: &'a TimeOut) -> Arm<'a> {
    let event = Event {
        key: format!("{}.silence", wait.key),
        shape: Shape::Silence,
        name: format!("Quá {} ngày làm việc", time_out.working_days),
        about: Vec::new(),
    };
    Arm {
        when: String::new(),
        event: Some(event),
        inside: Inside::Body(&time_out.body),
    }
}

fn awaited(awaits: Awaited) -> &'static str {
    match awaits {
        Awaited::Citizen => "Chờ người dân; thời hạn giải quyết tạm dừng",
        Awaited::Payment => "Chờ nộp tiền; thời hạn giải quyết tạm dừng",
    }
}

impl<'a> Arm<'a> {
    fn plain(when: String, body: &'a [Block]) -> Self {
        Self {
            when,
            event: None,
            inside: Inside::Body(body),
        }
    }
}
