//! What changed between two versions of a process, in words for whoever publishes the newer.
//!
//! Blocks are the same where their keys are: one that is called otherwise has changed, one with
//! another key is another.

mod said;

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use serde::{Deserialize, Serialize};

use crate::process::called::Called;
use crate::process::difference::said::{Said, of_block, of_fact, of_paper, of_whole};
use crate::process::draft::{Block, Branch, Draft, Join};
use crate::process::naming::{Naming, capitalised};

/// One difference between two versions of a process (thay đổi của quy trình).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessChange {
    /// The key of the block, the paper or the word; that of the process where it is about all.
    pub place: String,
    /// What is different.
    pub what: Changed,
    /// The same in one sentence.
    pub sentence: String,
}

/// What can be different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// It was not there.
    Added,
    /// It is no more.
    Removed,
    /// It stands elsewhere.
    Moved,
    /// It was another kind of block.
    Kind,
    /// What it is called.
    Name,
    /// The time limit of all.
    Limit,
    /// What is done.
    Work,
    /// Who may do it.
    Role,
    /// Where it is done.
    Unit,
    /// Its share of the time limit.
    Minutes,
    /// How it can turn out.
    Results,
    /// What is looked at.
    Checklist,
    /// Papers that are made.
    Makes,
    /// Papers that are signed.
    Signs,
    /// The fee that is collected.
    Fee,
    /// What decides.
    By,
    /// For which values there are ways.
    Ways,
    /// How parallel ways come together.
    Join,
    /// To which loop it leads back.
    BackTo,
    /// How often it may lead back.
    Bound,
    /// The time of a pass that begins so.
    Share,
    /// Who is asked what.
    Asked,
    /// What is waited for.
    Awaited,
    /// How long is waited.
    TimeOut,
    /// How it ends, or whose result a paper is.
    Outcome,
    /// Where the value of a word comes from, and which there are.
    Values,
}

impl Draft {
    /// What `newer` says differently, in the order of reading; what is no more comes last.
    ///
    /// Empty where both say the same.
    pub fn difference(&self, newer: &Self) -> Vec<ProcessChange> {
        self.difference_called(newer, &Called::default())
    }

    /// The same where it is known what surrounds both.
    pub fn difference_called(&self, newer: &Self, called: &Called) -> Vec<ProcessChange> {
        let names = [self, newer].map(|draft| Naming::with(draft, called));
        let [before, after] = &names;
        let mut changes = compared(&newer.key, "Quy trình", &of_whole(self), &of_whole(newer));
        changes.extend(listed(&all_papers(self), &all_papers(newer)));
        changes.extend(listed(&all_facts(self, before), &all_facts(newer, after)));
        changes.extend(blocks(&placed(self, before), &placed(newer, after)));
        changes
    }
}

/// One that stands in a list: its key, what it is called, and what is said of it.
type Listed = (String, String, Vec<Said>);

fn all_papers(draft: &Draft) -> Vec<Listed> {
    let papers = draft.papers.iter();
    papers
        .map(|paper| {
            let label = format!("giấy “{}”", paper.name);
            (paper.key.clone(), label, of_paper(paper))
        })
        .collect()
}

fn all_facts(draft: &Draft, naming: &Naming) -> Vec<Listed> {
    let facts = draft.facts.iter();
    facts
        .map(|fact| {
            let label = format!("điều kiện “{}”", naming.fact(&fact.key));
            (fact.key.clone(), label, of_fact(fact, naming))
        })
        .collect()
}

fn listed(old: &[Listed], new: &[Listed]) -> Vec<ProcessChange> {
    let find = |among: &[Listed], key: &str| among.iter().position(|(known, ..)| known == key);
    let mut changes = Vec::new();
    for (key, label, said) in new {
        match find(old, key).and_then(|at| old.get(at)) {
            Some((.., before)) => changes.extend(compared(key, label, before, said)),
            None => changes.push(change(key, Changed::Added, format!("Thêm {label}"))),
        }
    }
    for (key, label, _) in old {
        if find(new, key).is_none() {
            changes.push(change(key, Changed::Removed, format!("Bỏ {label}")));
        }
    }
    changes
}

fn change(place: &str, what: Changed, sentence: String) -> ProcessChange {
    ProcessChange {
        place: place.to_owned(),
        what,
        sentence,
    }
}

/// Compares what is said of the same thing, point by point.
fn compared(place: &str, label: &str, old: &[Said], new: &[Said]) -> Vec<ProcessChange> {
    let pairs = old.iter().zip(new);
    pairs
        .filter(|(before, after)| !before.is_same(after))
        .map(|(before, after)| {
            let (label, about) = (capitalised(label), after.about);
            let sentence = if before.words == after.words {
                format!(
                    "{label}: {about} nay là một mục khác, cũng là {}",
                    after.words
                )
            } else {
                let (from, to) = (&before.words, &after.words);
                format!("{label}: {about} từ {from} thành {to}")
            };
            change(place, after.what, sentence)
        })
        .collect()
}

fn blocks(old: &[Placed<'_>], new: &[Placed<'_>]) -> Vec<ProcessChange> {
    let before = by_key(old);
    let after = by_key(new);
    let moved = moved(&before, new);
    let mut changes = Vec::new();
    for here in new {
        let key = here.block.key();
        let Some(there) = before.get(key) else {
            let sentence = format!("Thêm {} {}", here.short(), here.words());
            changes.push(change(key, Changed::Added, sentence));
            continue;
        };
        let (from, to) = (there.words(), here.words());
        // Whatever moves along with what stands before it is not named on its own.
        if moved.contains(key) && from != to {
            let block = here.short();
            let sentence = format!("Chuyển {block}: trước đây {from}, nay {to}");
            changes.push(change(key, Changed::Moved, sentence));
        }
        if discriminant(there.block) == discriminant(here.block) {
            let from = of_block(there.block, there.naming);
            let to = of_block(here.block, here.naming);
            changes.extend(compared(key, &here.label(), &from, &to));
        } else {
            let sentence = format!("Thay {} bằng {}", there.label(), here.label());
            changes.push(change(key, Changed::Kind, sentence));
        }
    }
    for there in old {
        let key = there.block.key();
        if !after.contains_key(key) {
            let sentence = format!("Bỏ {} {}", there.short(), there.words());
            changes.push(change(key, Changed::Removed, sentence));
        }
    }
    changes
}

/// A block and where it stands.
struct Placed<'a> {
    block: &'a Block,
    /// What the blocks of its draft are called.
    naming: &'a Naming,
    /// The block around it, if there is one.
    around: Option<&'a Block>,
    /// Which of its ways, by first value or number; empty where it has only one.
    way: String,
    /// The same as people read it, such as `hướng “đồng ý”`.
    way_said: String,
    /// The block directly before, and how many there are.
    after: Option<&'a Block>,
    index: usize,
}

impl Placed<'_> {
    fn within(&self) -> (&str, &str) {
        (self.around.map_or("", Block::key), self.way.as_str())
    }

    fn label(&self) -> String {
        self.naming.label(self.block.key())
    }

    /// What it is called where its place is said, too.
    fn short(&self) -> String {
        self.naming.short(self.block.key())
    }

    /// Where it stands, in words.
    fn words(&self) -> String {
        let label = |block: &Block| self.naming.short(block.key());
        match (self.after, self.around) {
            (Some(after), _) => format!("sau {}", label(after)),
            (None, None) => "ở đầu quy trình".to_owned(),
            (None, Some(around)) if self.way.is_empty() => format!("ở đầu {}", label(around)),
            (None, Some(around)) => format!("ở đầu {} của {}", self.way_said, label(around)),
        }
    }
}

/// Every block in the order of reading; whatever somebody nests, this does not call itself.
fn placed<'a>(draft: &'a Draft, naming: &'a Naming) -> Vec<Placed<'a>> {
    let mut found = Vec::new();
    let whole = Way {
        key: String::new(),
        said: String::new(),
        body: &draft.body,
    };
    let mut open = last_first(None, naming, &whole);
    while let Some(here) = open.pop() {
        for way in ways(here.block, naming).into_iter().rev() {
            open.extend(last_first(Some(here.block), naming, &way));
        }
        found.push(here);
    }
    found
}

fn last_first<'a>(around: Option<&'a Block>, naming: &'a Naming, way: &Way<'a>) -> Vec<Placed<'a>> {
    let body = way.body;
    let blocks = body.iter().enumerate().rev();
    blocks
        .map(|(index, block)| Placed {
            block,
            naming,
            around,
            way: way.key.clone(),
            way_said: way.said.clone(),
            after: index.checked_sub(1).and_then(|before| body.get(before)),
            index,
        })
        .collect()
}

/// One of the ways of a block.
struct Way<'a> {
    key: String,
    said: String,
    body: &'a [Block],
}

/// The ways of a block, each by its first value or its number.
fn ways<'a>(block: &'a Block, naming: &Naming) -> Vec<Way<'a>> {
    let one = |said: &str, body: &'a [Block]| Way {
        key: said.to_owned(),
        said: said.to_owned(),
        body,
    };
    match block {
        Block::Step(_) | Block::Again(_) | Block::Consult(_) | Block::End(_) => Vec::new(),
        Block::Choice(choice) => by_value(&choice.by, &choice.outcomes, naming),
        Block::Parallel(parallel) => match (parallel.join, &parallel.by) {
            (Join::Chosen, Some(by)) => by_value(by, &parallel.branches, naming),
            (Join::Chosen | Join::All | Join::FirstBegun | Join::FirstDone, _) => {
                by_number(&parallel.branches)
            }
        },
        Block::Loop(around) => vec![one("", &around.body)],
        Block::Wait(wait) => {
            let time_out = wait.time_out.iter();
            time_out
                .map(|time_out| one("phần hết thời gian", &time_out.body))
                .collect()
        }
    }
}

fn by_value<'a>(by: &str, branches: &'a [Branch], naming: &Naming) -> Vec<Way<'a>> {
    let way = |branch: &'a Branch| {
        let first = branch.when.first().map_or("", String::as_str);
        Way {
            key: first.to_owned(),
            said: format!("hướng “{}”", naming.value(by, first)),
            body: &branch.body,
        }
    };
    branches.iter().map(way).collect()
}

fn by_number(branches: &[Branch]) -> Vec<Way<'_>> {
    let mut ways = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        let said = format!("nhánh {}", index + 1);
        ways.push(Way {
            key: said.clone(),
            said,
            body: &branch.body,
        });
    }
    ways
}

fn by_key<'p, 'a>(placed: &'p [Placed<'a>]) -> BTreeMap<&'a str, &'p Placed<'a>> {
    let mut known = BTreeMap::new();
    for here in placed {
        known.entry(here.block.key()).or_insert(here);
    }
    known
}

/// The blocks that stand elsewhere: within another block, or in another order there.
fn moved<'a>(old: &BTreeMap<&str, &Placed<'_>>, new: &[Placed<'a>]) -> BTreeSet<&'a str> {
    let mut moved = BTreeSet::new();
    let mut stayed: BTreeMap<(&str, &str), Vec<(usize, &'a str)>> = BTreeMap::new();
    for here in new {
        let key = here.block.key();
        match old.get(key) {
            Some(there) if there.within() == here.within() => {
                let list = stayed.entry(here.within()).or_default();
                list.push((there.index, key));
            }
            Some(_) => {
                moved.insert(key);
            }
            None => {}
        }
    }
    for list in stayed.into_values() {
        let indexes: Vec<usize> = list.iter().map(|(index, _)| *index).collect();
        let keys = list.into_iter().zip(in_order(&indexes));
        moved.extend(keys.filter(|(_, kept)| !kept).map(|((_, key), _)| key));
    }
    moved
}

/// Which of these stay in order when as few as possible are taken out.
fn in_order(indexes: &[usize]) -> Vec<bool> {
    // For each the longest row that ends with it, and the one before it there.
    let mut rows: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, index) in indexes.iter().enumerate() {
        let smaller = (0..at).filter(|before| indexes[*before] < *index);
        let before = smaller.max_by_key(|before| rows[*before].0);
        let length = before.map_or(1, |before| rows[before].0 + 1);
        rows.push((length, before));
    }
    let mut kept = vec![false; indexes.len()];
    let mut at = (0..rows.len()).max_by_key(|at| rows[*at].0);
    while let Some(here) = at {
        kept[here] = true;
        at = rows[here].1;
    }
    kept
}
