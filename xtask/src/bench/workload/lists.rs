//! Lists: every one that a screen shows, on its first page, on the next, and deep down, as many pages
//! behind the first as somebody turns who never filters.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::inbox::next_page;
use super::{Session, Town, form, page, says};
use crate::bench::drive::{Driven, Load, drive, must_be};
use crate::bench::http::{Connection, Request};
use crate::bench::ledger::Entry;
use crate::bench::report::{Gate, Report};

/// The page that counts as deep.
const DEEP: usize = 50;

/// Dossiers that the officer of the desk follows: two full pages and a bit.
const FOLLOWED: usize = 45;

/// The 99th percentile that one who turns a page may wait, in milliseconds.
const WAIT_MAX: f64 = 30.0;

/// What every figure of a list begins with.
const NAME: &str = "list: ";

/// What only a page with dossiers has.
const ROWS: &str = "mc-inbox";

/// Whose list it is: a log-in of the demonstration, or the token of the main desk's officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    LogIn(&'static str),
    Token,
}

/// A list that is shown.
#[derive(Clone, Debug)]
pub struct List {
    name: &'static str,
    who: Who,
    path: String,
}

/// One page of a list.
pub struct Turned {
    /// The list and the page's number.
    pub name: String,
    path: String,
    headers: String,
    /// Whether it shows no dossier: such a page is drawn quickly, and proves little.
    pub is_empty: bool,
}

const DESK: Who = Who::LogIn("quay");
const CASEWORK: Who = Who::LogIn("thuly");
const CLERK: Who = Who::LogIn("vanthu");
const LEADER: Who = Who::LogIn("lanhdao");

/// Whoever reads lists.
pub const READERS: [Who; 5] = [DESK, CASEWORK, CLERK, LEADER, Who::Token];

/// Name, whose, address. `{}` stands for a procedure.
const LISTS: [(&str, Who, &str); 35] = [
    ("today", DESK, "/quay"),
    ("desk", DESK, "/quay/hop-viec"),
    ("desk, procedure", DESK, "/quay/hop-viec?thu-tuc={}"),
    ("desk, received", DESK, "/quay/hop-viec?buoc=received"),
    (
        "desk, paused",
        DESK,
        "/quay/hop-viec?buoc=awaiting_supplement",
    ),
    ("desk, soon", DESK, "/quay/hop-viec?han=sap-han"),
    ("desk, overdue", DESK, "/quay/hop-viec?han=qua-han"),
    ("desk, followed", DESK, "/quay/hop-viec?goc=toi-theo-doi"),
    ("shelf", DESK, "/quay/tra-ket-qua"),
    ("shelf, procedure", DESK, "/quay/tra-ket-qua?thu-tuc={}"),
    ("inbox", CASEWORK, "/xu-ly"),
    ("inbox, mine", CASEWORK, "/xu-ly?goc=can-toi"),
    ("inbox, unheld", CASEWORK, "/xu-ly?goc=chua-giao"),
    ("inbox, soon", CASEWORK, "/xu-ly?goc=sap-han"),
    ("inbox, overdue", CASEWORK, "/xu-ly?goc=qua-han"),
    ("inbox, elsewhere", CASEWORK, "/xu-ly?goc=cho-noi-khac"),
    ("inbox, paused", CASEWORK, "/xu-ly?goc=tam-dung"),
    ("inbox, followed", CASEWORK, "/xu-ly?goc=toi-theo-doi"),
    ("inbox, stage", CASEWORK, "/xu-ly?buoc=examining"),
    ("inbox, rare stage", CASEWORK, "/xu-ly?buoc=numbering"),
    ("inbox, procedure", CASEWORK, "/xu-ly?thu-tuc={}"),
    ("numbering", CLERK, "/xu-ly?goc=can-toi"),
    ("morning", LEADER, "/dieu-hanh"),
    ("deciding", LEADER, "/dieu-hanh/cho-duyet"),
    ("overdue", LEADER, "/dieu-hanh/qua-han"),
    ("soon", LEADER, "/dieu-hanh/qua-han?han=sap-han"),
    ("agency", LEADER, "/dieu-hanh/ho-so"),
    ("agency, unheld", LEADER, "/dieu-hanh/ho-so?goc=chua-giao"),
    ("agency, paused", LEADER, "/dieu-hanh/ho-so?goc=tam-dung"),
    ("agency, stage", LEADER, "/dieu-hanh/ho-so?buoc=received"),
    ("agency, procedure", LEADER, "/dieu-hanh/ho-so?thu-tuc={}"),
    ("JSON", Who::Token, "/api/v1/dossiers?limit=20"),
    (
        "JSON, procedure",
        Who::Token,
        "/api/v1/dossiers?limit=20&procedure={}",
    ),
    (
        "JSON, stage",
        Who::Token,
        "/api/v1/dossiers?limit=20&status=received",
    ),
    (
        "JSON, ended",
        Who::Token,
        "/api/v1/dossiers?limit=20&status=handed_over",
    ),
];

/// The lists of one reader; those of one procedure with the one of this code.
pub fn of(reader: Who, procedure: &str) -> Vec<List> {
    let own = LISTS.into_iter().filter(|(_, who, _)| *who == reader);
    let list = |(name, who, path): (&'static str, Who, &str)| List {
        name,
        who,
        path: path.replace("{}", procedure),
    };
    own.map(list).collect()
}

/// A second a page: there are many.
pub fn load() -> Load {
    Load {
        connections: 1,
        warm_up: Duration::from_millis(200),
        counted: Duration::from_secs(1),
    }
}

/// Let the desk's officer follow some of what the desk received; what is followed already stays so.
pub fn follow(town: &Town<'_>, session: &Session, entries: &[&Entry]) -> Result<()> {
    let mut connection = Connection::open(town.address)?;
    for entry in entries.iter().take(FOLLOWED) {
        let path = format!("/xu-ly/ho-so/{}/theo-doi", entry.code);
        let sent = form(&path, "viec=them");
        let headers = format!("{}{}", session.0, sent.headers);
        let answer = connection.ask(&Request {
            headers: &headers,
            ..sent
        })?;
        if answer.status != 303 {
            bail!("following {}: {}", entry.code, answer.told());
        }
    }
    Ok(())
}

/// First, next and deep page of a list, as far as it goes.
pub fn turn(town: &Town<'_>, list: &List, headers: &str) -> Result<Vec<Turned>> {
    let mut connection = Connection::open(town.address)?;
    let mut turned: Vec<Turned> = Vec::new();
    let mut path = Some(list.path.clone());
    let mut last = None;
    for number in 1..=DEEP {
        let Some(here) = path.take() else { break };
        let answer = connection.ask(&page(&here, headers))?;
        if answer.status != 200 {
            bail!("{here}: {}", answer.told());
        }
        path = match list.who {
            Who::LogIn(_) => next_page(&answer.text()),
            Who::Token => next_of_json(&list.path, &answer.body)?,
        };
        let one = Turned {
            name: format!("{NAME}{}, page {number}", list.name),
            path: here,
            headers: headers.to_owned(),
            is_empty: !shows_dossiers(list.who, &answer.body),
        };
        if number <= 2 {
            turned.push(one);
        } else {
            last = Some(one);
        }
    }
    turned.extend(last);
    Ok(turned)
}

fn shows_dossiers(who: Who, body: &[u8]) -> bool {
    match who {
        Who::LogIn(_) => says(body, ROWS),
        Who::Token => says(body, "\"code\""),
    }
}

/// The address of the next page over the API.
fn next_of_json(first: &str, body: &[u8]) -> Result<Option<String>> {
    #[derive(Deserialize)]
    struct Listed {
        next: Option<String>,
    }
    let listed: Listed =
        serde_json::from_slice(body).with_context(|| format!("reading {first}"))?;
    Ok(listed.next.map(|next| format!("{first}&cursor={next}")))
}

/// Drive one page.
pub fn run(town: &Town<'_>, load: Load, turned: &Turned) -> Result<Driven> {
    drive(town.address, load, |_| {
        |connection: &mut Connection| {
            let answer = connection.ask(&page(&turned.path, &turned.headers))?;
            Ok(must_be(200, &answer))
        }
    })
}

/// The slowest page of all lists that were measured, with its 99th percentile.
pub fn slowest(report: &Report) -> Option<(&str, f64)> {
    let lists = report.figures.iter();
    let times = lists.filter_map(|figure| {
        let name = figure.name.strip_prefix(NAME)?;
        Some((name, figure.latency.as_ref()?.p99))
    });
    times.max_by(|(_, one), (_, other)| one.total_cmp(other))
}

/// The gate on the slowest page.
pub fn gate(report: &Report) -> Option<Gate> {
    let (_, p99) = slowest(report)?;
    let name = "p99 of the slowest list, one connection, ms";
    Some(Gate::at_most(name, p99, WAIT_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::http::tests::pretend_server;

    #[test]
    fn every_list_is_named_once_and_asked_for_a_procedure() {
        let lists = READERS.map(|reader| of(reader, "1.001193")).concat();
        assert!(lists.iter().all(|list| !list.path.contains('{')));
        let mut names: Vec<&str> = lists.iter().map(|list| list.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), LISTS.len());
    }

    #[test]
    fn the_next_page_over_the_api_is_found() {
        let first = "/api/v1/dossiers?limit=20";
        let next = |body: &str| next_of_json(first, body.as_bytes());
        let more = next(r#"{"dossiers":[],"next":"7.a"}"#).expect("it reads");
        assert_eq!(
            more.as_deref(),
            Some("/api/v1/dossiers?limit=20&cursor=7.a")
        );
        let end = next(r#"{"dossiers":[],"next":null}"#).expect("it reads");
        assert_eq!(end, None);
        assert!(next("no").is_err());
    }

    #[test]
    fn a_page_says_what_comes_next_and_whether_it_shows_dossiers() {
        const FIRST: &str = "HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n\
                             <a href=\"/xu-ly?sau=7\" rel=\"next\">";
        const LAST: &str = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nmc-inbox";
        let address = pretend_server(&[FIRST, LAST]);
        let mut connection = Connection::open(address).expect("it listens");
        let first = connection.ask(&page("/xu-ly", "")).expect("a page");
        assert_eq!(next_page(&first.text()).as_deref(), Some("/xu-ly?sau=7"));
        assert!(!shows_dossiers(CASEWORK, &first.body));
        let last = connection.ask(&page("/xu-ly?sau=7", "")).expect("a page");
        assert_eq!(next_page(&last.text()), None);
        assert!(shows_dossiers(CASEWORK, &last.body));
    }
}
