//! Find: dossiers of the main desk by what its officer types: a whole name, the most common names,
//! the end of a phone, an identity number.

use anyhow::{Result, bail};

use super::search::percent;
use super::{Session, Town, form, page, says};
use crate::bench::chance::{Chance, Person};
use crate::bench::drive::{Driven, Load, drive};
use crate::bench::http::{Connection, Request};
use crate::bench::ledger::Entry;
use crate::bench::report::{Gate, Report};

/// Who searches: the officer of the main desk.
pub const LOGIN: &str = "quay";

/// The most common beginning of a name.
const COMMON: &str = "Nguyễn Văn";

/// Where the desk searches.
const SEARCH: &str = "/quay/tim";

/// Digits that are typed of a phone.
const END: usize = 4;

/// People who are asked for, at most.
const PEOPLE: usize = 5_000;

/// What a page says that shows the newest only.
const MORE: &str = "Còn nhiều hồ sơ khác";

/// What every search page has, and what only one with dossiers has.
const PAGE: &str = "mc-search";
const ROWS: &str = "mc-inbox";

const ALONE: &str = "find a dossier, 1 connection";
const COMMON_ALONE: &str = "find Nguyễn Văn, 1 connection";
const TOGETHER: &str = "find a dossier, all connections";

/// The 99th percentile that one who searches may wait, in milliseconds.
const WAIT_MAX: f64 = 30.0;

/// What is searched in a run.
#[derive(Clone, Copy)]
pub enum Typed {
    /// Names, ends of phones, identity numbers.
    Anything,
    /// The most common name alone.
    CommonName,
}

impl Typed {
    /// What is asked of a desk that received these dossiers.
    pub fn asked(self, entries: &[&Entry]) -> Vec<Asked> {
        match self {
            Self::Anything => by_people(entries),
            Self::CommonName => vec![by_common_name(entries)],
        }
    }
}

/// The runs: name, connections, and what is searched.
pub fn runs(connections: u16) -> [(&'static str, u16, Typed); 3] {
    [
        (ALONE, 1, Typed::Anything),
        (COMMON_ALONE, 1, Typed::CommonName),
        (TOGETHER, connections, Typed::Anything),
    ]
}

/// The gates on what was measured.
pub fn gates(report: &Report) -> Vec<Gate> {
    [
        ("dossier search p99, one connection, ms", ALONE),
        (
            "search for Nguyễn Văn p99, one connection, ms",
            COMMON_ALONE,
        ),
    ]
    .into_iter()
    .filter_map(|(name, figure)| Some(Gate::at_most(name, report.p99(figure)?, WAIT_MAX)))
    .collect()
}

/// What is sent, and what the page that comes back must say.
#[derive(Clone)]
pub struct Asked {
    path: String,
    /// Empty for what may stand in an address.
    body: String,
    wanted: String,
}

impl Asked {
    /// As the desk's field sends it: names and numbers of people stand in no address.
    fn typed(typed: &str, wanted: String) -> Self {
        let is_end = typed.len() == END && typed.bytes().all(|byte| byte.is_ascii_digit());
        let query = format!("q={}", percent(typed));
        let (path, body) = if is_end {
            (format!("{SEARCH}?{query}"), String::new())
        } else {
            (SEARCH.to_owned(), query)
        };
        Self { path, body, wanted }
    }
}

/// Drive it, with the session of the desk's official.
pub fn run(town: &Town<'_>, load: Load, session: &Session, asked: &[Asked]) -> Result<Driven> {
    if asked.is_empty() {
        bail!("no dossier was received at the main desk");
    }
    let sending = format!("{}{}", session.0, form("", "").headers);
    let sending = sending.as_str();
    drive(town.address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        move |connection: &mut Connection| {
            let Asked { path, body, wanted } = chance.one(asked);
            let request = if body.is_empty() {
                page(path, &session.0)
            } else {
                Request {
                    headers: sending,
                    ..form(path, body)
                }
            };
            let answer = connection.ask(&request)?;
            let said = |words: &str| says(&answer.body, words);
            let right = answer.status == 200 && (said(wanted) || said(MORE));
            Ok((!right).then(|| format!("{path} {body}: {}", answer.told())))
        }
    })
}

/// Of each person by the whole name, the end of the phone, the identity number; and the common name
/// as often as each of these.
fn by_people(entries: &[&Entry]) -> Vec<Asked> {
    let step = entries.len().div_ceil(PEOPLE).max(1);
    let common = by_common_name(entries);
    let mut asked = Vec::new();
    for entry in entries.iter().step_by(step) {
        let person = Person::numbered(entry.person);
        let end = person.phone.len().saturating_sub(END);
        for typed in [person.name.as_str(), &person.phone[end..], &person.identity] {
            let wanted = format!("/xu-ly/ho-so/{}\"", entry.code);
            asked.push(Asked::typed(typed, wanted));
        }
        asked.push(common.clone());
    }
    asked
}

fn by_common_name(entries: &[&Entry]) -> Asked {
    let mut people = entries.iter().map(|entry| Person::numbered(entry.person));
    // Among few dossiers there may be none of that name.
    let is_there = people.any(|person| person.name.starts_with(COMMON));
    let wanted = if is_there { ROWS } else { PAGE };
    Asked::typed(COMMON, wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_is_asked_for_in_three_ways() {
        let entry = Entry {
            code: "H35.1-261121-0001".into(),
            secret: "7K2QXM4P".into(),
            desk: 0,
            form: 0,
            person: 7,
        };
        let asked = by_people(&[&entry]);
        assert_eq!(asked.len(), 4);
        let person = Person::numbered(7);
        assert!(asked[1].path.starts_with("/quay/tim?q=") && asked[1].body.is_empty());
        assert_eq!(asked[2].path, SEARCH);
        assert_eq!(asked[2].body, format!("q={}", person.identity));
        assert_eq!(asked[0].wanted, "/xu-ly/ho-so/H35.1-261121-0001\"");
        assert_eq!(asked[3].body, format!("q={}", percent(COMMON)));
    }
}
