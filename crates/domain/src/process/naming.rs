//! What the parts of a process are called: where people read, names stand and no keys.

use std::collections::BTreeMap;

use crate::people::Role;
use crate::process::called::Called;
use crate::process::check::MINUTES_A_DAY;
use crate::process::draft::{Block, Branch, Draft, Ending, Parallel, RoleSaid, Step};
use crate::process::fact::{About, Fact, span};
use crate::process::wording::result;
use crate::vietnamese::show::show_number;
use crate::workflow::UnitRule;

/// Minutes of an hour.
const MINUTES_AN_HOUR: u64 = 60;

/// What the blocks, papers and words of one draft are called, by their keys.
#[derive(Clone, Debug)]
pub struct Naming {
    blocks: BTreeMap<String, Named>,
    papers: BTreeMap<String, String>,
    facts: BTreeMap<String, About>,
    called: Called,
}

/// One block.
#[derive(Clone, Debug)]
struct Named {
    /// As it stands in a path: `Thẩm định`.
    name: String,
    /// As it stands where its place is said, too: `bước “Thẩm định”`.
    short: String,
    /// As it stands in a sentence, with what it is behind where its name alone says little.
    label: String,
}

impl Naming {
    /// What a draft says of itself.
    pub fn of(draft: &Draft) -> Self {
        Self::with(draft, &Called::default())
    }

    /// The same where it is known what surrounds it.
    pub fn with(draft: &Draft, called: &Called) -> Self {
        let papers = draft.papers.iter();
        let facts = draft.facts.iter();
        let mut naming = Self {
            blocks: BTreeMap::new(),
            papers: papers
                .map(|paper| (paper.key.clone(), paper.name.clone()))
                .collect(),
            facts: facts.map(|fact| (fact.key.clone(), fact.about)).collect(),
            called: called.clone(),
        };
        let walked = walked(draft);
        // A choice is called by its step, which may stand behind it in an unsound draft.
        for wants_own_name in [true, false] {
            for (block, before) in &walked {
                if own_name(block).is_some() == wants_own_name {
                    let named = naming.named(block, *before);
                    let key = block.key().to_owned();
                    naming.blocks.entry(key).or_insert(named);
                }
            }
        }
        naming
    }

    /// What a block is called by itself: `Thẩm định`.
    pub fn name(&self, key: &str) -> String {
        let named = self.blocks.get(key).map(|named| named.name.clone());
        named.unwrap_or_else(|| self.other(key))
    }

    /// What a block is called in a sentence: `bước “Thẩm định”`.
    pub fn label(&self, key: &str) -> String {
        let named = self.blocks.get(key).map(|named| named.label.clone());
        named.unwrap_or_else(|| quoted(&self.other(key)))
    }

    /// The same without the words that say behind what it stands.
    pub(super) fn short(&self, key: &str) -> String {
        let named = self.blocks.get(key).map(|named| named.short.clone());
        named.unwrap_or_else(|| quoted(&self.other(key)))
    }

    /// What a paper is called; one that was not declared as it was written.
    pub fn paper(&self, key: &str) -> String {
        known(&self.papers, key)
    }

    /// What is to be checked in a step, the papers made and signed in it, and its fee, a line each.
    pub fn work(&self, step: &Step) -> Vec<String> {
        let papers = |keys: &[String]| keys.iter().map(|key| self.paper(key)).collect();
        let lists: [(&str, Vec<String>); 3] = [
            ("Kiểm tra", step.checklist.clone()),
            ("Lập giấy", papers(&step.makes)),
            ("Ký giấy", papers(&step.signs)),
        ];
        let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
        let mut work: Vec<String> = lists
            .map(|(what, list)| format!("{what}: {}", list.join("; ")))
            .collect();
        let fee = step.collects.iter();
        work.extend(fee.map(|fee| format!("Thu: {}", self.fee(fee))));
        work
    }

    /// What a fee is called; as it was written where no procedure is at hand.
    pub fn fee(&self, key: &str) -> String {
        known(&self.called.fees, key)
    }

    /// What a word that conditions use is called.
    pub fn fact(&self, key: &str) -> String {
        match self.facts.get(key) {
            Some(About::Case) => "trường hợp của hồ sơ".to_owned(),
            Some(About::Channel) => "cách nộp hồ sơ".to_owned(),
            Some(About::Answer) => known(&self.called.answers, key),
            None => key.to_owned(),
        }
    }

    /// What a choice asks.
    pub fn question(&self, by: &str) -> String {
        if self.facts.contains_key(by) {
            return format!("{}?", capitalised(&self.fact(by)));
        }
        match self.blocks.get(by) {
            Some(named) => format!("Kết quả: {}", named.name),
            None => format!("{by}?"),
        }
    }

    /// The values of a condition by this word, as people read them.
    pub fn values(&self, by: &str, when: &[String]) -> String {
        let values: Vec<String> = when.iter().map(|value| self.value(by, value)).collect();
        values.join(", ")
    }

    /// One value of this word, as people read it.
    pub fn value(&self, by: &str, value: &str) -> String {
        match self.facts.get(by) {
            Some(About::Case) => known(&self.called.cases, value),
            Some(About::Channel) => channel(value).to_owned(),
            Some(About::Answer) | None => match span(value) {
                Some((first, last)) if first < last => format!("{first} đến {last}"),
                Some(_) | None => result(value).to_owned(),
            },
        }
    }

    /// Where something is done.
    pub fn unit(&self, rule: &UnitRule) -> String {
        match rule {
            UnitRule::Desk => "nơi tiếp nhận".to_owned(),
            UnitRule::CompetentAgency => "cơ quan giải quyết".to_owned(),
            UnitRule::UnitBelow(suffix) => match self.called.units.get(suffix) {
                Some(name) => name.clone(),
                None => format!("phòng, ban có mã {suffix}"),
            },
        }
    }

    fn other(&self, key: &str) -> String {
        if self.facts.contains_key(key) {
            self.fact(key)
        } else {
            self.paper(key)
        }
    }

    fn named(&self, block: &Block, before: Option<&str>) -> Named {
        let short = self.kind(block);
        let own = own_name(block).map(str::to_owned);
        let label = match (block, before) {
            (Block::Choice(_) | Block::Again(_) | Block::End(_), Some(before)) => {
                format!("{short} sau “{before}”")
            }
            (
                Block::Choice(_)
                | Block::Again(_)
                | Block::End(_)
                | Block::Step(_)
                | Block::Consult(_)
                | Block::Wait(_)
                | Block::Parallel(_)
                | Block::Loop(_),
                _,
            ) => short.clone(),
        };
        let name = match block {
            Block::End(end) => ending(end.outcome).to_owned(),
            Block::Step(_)
            | Block::Choice(_)
            | Block::Parallel(_)
            | Block::Loop(_)
            | Block::Again(_)
            | Block::Consult(_)
            | Block::Wait(_) => own.unwrap_or_else(|| label.clone()),
        };
        Named { name, short, label }
    }

    /// What it is, and its name.
    fn kind(&self, block: &Block) -> String {
        match block {
            Block::Step(step) => format!("bước “{}”", step.name),
            Block::Consult(consult) => format!("lấy ý kiến “{}”", consult.name),
            Block::Wait(wait) => format!("chờ “{}”", wait.name),
            Block::End(end) => format!("kết thúc “{}”", ending(end.outcome)),
            Block::Choice(choice) if self.facts.contains_key(&choice.by) => {
                format!("rẽ nhánh theo {}", self.fact(&choice.by))
            }
            Block::Choice(_) => "rẽ nhánh".to_owned(),
            Block::Parallel(parallel) => ways(parallel),
            Block::Loop(around) => match first_named(&around.body) {
                Some(first) => format!("vòng lặp từ “{first}”"),
                None => "vòng lặp".to_owned(),
            },
            Block::Again(again) => match self.blocks.get(&again.back_to) {
                Some(around) => format!("lần quay lại {}", around.short),
                None => "lần quay lại".to_owned(),
            },
        }
    }
}

fn ways(parallel: &Parallel) -> String {
    let first = |branch: &Branch| first_named(&branch.body).map(quoted);
    let firsts: Vec<String> = parallel.branches.iter().filter_map(first).collect();
    if firsts.is_empty() {
        return "các nhánh song song".to_owned();
    }
    format!("các nhánh song song {}", firsts.join(", "))
}

fn known(names: &BTreeMap<String, String>, key: &str) -> String {
    names.get(key).map_or(key, String::as_str).to_owned()
}

/// Every block with the name of what is done before it.
fn walked(draft: &Draft) -> Vec<(&Block, Option<&str>)> {
    let mut found = Vec::new();
    let mut open: Vec<(&[Block], Option<&str>)> = vec![(&draft.body, None)];
    while let Some((body, mut before)) = open.pop() {
        for block in body {
            found.push((block, before));
            before = own_name(block).or(before);
            let inside = block.bodies().into_iter();
            open.extend(inside.map(|body| (body, before)));
        }
    }
    found
}

/// The name of what somebody does or waits for.
fn own_name(block: &Block) -> Option<&str> {
    match block {
        Block::Step(step) => Some(&step.name),
        Block::Consult(consult) => Some(&consult.name),
        Block::Wait(wait) => Some(&wait.name),
        Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::End(_) => None,
    }
}

/// The name of the first thing that somebody does or waits for.
pub(super) fn first_named(body: &[Block]) -> Option<&str> {
    let mut open: Vec<&Block> = body.iter().rev().collect();
    while let Some(block) = open.pop() {
        if let Some(name) = own_name(block) {
            return Some(name);
        }
        let inside = block.bodies().into_iter().rev();
        open.extend(inside.flat_map(|body| body.iter().rev()));
    }
    None
}

/// How a process ends.
pub fn ending(outcome: Ending) -> &'static str {
    match outcome {
        Ending::Granted => "Có kết quả",
        Ending::Declined => "Từ chối",
        Ending::Stopped => "Dừng giải quyết",
        Ending::Withdrawn => "Rút hồ sơ",
    }
}

/// Who does something, within a sentence.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::DeskOfficer => "cán bộ một cửa",
        Role::CaseOfficer => "cán bộ thụ lý",
        Role::Leader => "lãnh đạo",
        Role::RecordsClerk => "văn thư",
        Role::Cashier => "thu ngân",
        Role::Administrator => "quản trị",
    }
}

/// The same of a role as it was written.
pub(super) fn role_said(said: &RoleSaid) -> String {
    match said {
        RoleSaid::Known(known) => role(*known).to_owned(),
        RoleSaid::Unknown(text) => quoted(text),
    }
}

/// Working time to the minute: `1 ngày 4 giờ 30 phút làm việc`, a day having eight hours.
pub fn working_time(minutes: u64) -> String {
    let rest = minutes % MINUTES_A_DAY;
    let parts = [
        (minutes / MINUTES_A_DAY, "ngày"),
        (rest / MINUTES_AN_HOUR, "giờ"),
        (rest % MINUTES_AN_HOUR, "phút"),
    ];
    let said = parts.iter().filter(|(count, _)| *count > 0);
    let mut said: Vec<String> = said
        .map(|(count, unit)| format!("{} {unit}", show_number(*count)))
        .collect();
    if said.is_empty() {
        said.push("0 phút".to_owned());
    }
    format!("{} làm việc", said.join(" "))
}

fn channel(value: &str) -> &str {
    match value {
        "desk" => "trực tiếp tại quầy",
        "online" => "trực tuyến",
        "post" => "qua bưu chính",
        _ => value,
    }
}

/// Where the value of a word comes from.
pub(super) fn about(fact: &Fact) -> &'static str {
    match fact.about {
        About::Case => "trường hợp",
        About::Channel => "cách nộp",
        About::Answer => "tờ khai",
    }
}

pub(super) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// With a capital letter at the beginning.
pub fn capitalised(label: &str) -> String {
    let mut rest = label.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + rest.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_time_is_said_to_the_minute() {
        for (minutes, said) in [
            (0, "0 phút làm việc"),
            (90, "1 giờ 30 phút làm việc"),
            (150, "2 giờ 30 phút làm việc"),
            (480, "1 ngày làm việc"),
            (720, "1 ngày 4 giờ làm việc"),
            (961, "2 ngày 1 phút làm việc"),
        ] {
            assert_eq!(working_time(minutes), said);
        }
    }
}
