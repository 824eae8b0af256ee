//! Track: the page behind a code and its secret, for dossiers by chance.

use anyhow::Result;

use super::{Town, form, page, says, some_of};
use crate::bench::chance::Chance;
use crate::bench::drive::{Driven, Load, Wrong, drive};
use crate::bench::http::{Answer, Connection};
use crate::bench::ledger::Entry;
use crate::bench::start::Page;

/// One in so many codes is unknown.
const UNKNOWN: usize = 10;

/// The running number of a day that no agency reaches.
const NEVER_ISSUED: &str = "987654";

/// A secret that opens nothing.
const WRONG: &str = "ZZZZZZZZ";

/// What only the whole page has, after its own address: the form that closes it on this machine.
const WHOLE: &str = "/dong\"";

/// The page of a dossier, as the browser of somebody who typed the secret asks for it.
pub fn tracking_page(entry: &Entry) -> Page {
    Page {
        path: format!("/tra-cuu/{}", entry.code),
        headers: format!("Cookie: motcua-hs=t.{}\r\n", entry.secret),
    }
}

/// Nine of ten codes are known, with their secrets; one of ten is not.
pub fn run(town: &Town<'_>, load: Load, entries: &[Entry]) -> Result<Driven> {
    let entries = some_of(entries)?;
    drive(town.address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        move |connection: &mut Connection| {
            let entry = chance.one(entries);
            let mut asked = tracking_page(entry);
            if chance.below(UNKNOWN) == 0 {
                asked.path = format!("/tra-cuu/{}", unknown(&entry.code));
                let answer = connection.ask(&page(&asked.path, &asked.headers))?;
                return Ok(must_hide(&answer));
            }
            let answer = connection.ask(&page(&asked.path, &asked.headers))?;
            Ok(must_show(&answer, &entry.code))
        }
    })
}

/// A known code with a secret that is wrong, typed into the form.
pub fn wrong_secret(town: &Town<'_>, load: Load, entries: &[Entry]) -> Result<Driven> {
    let entries = some_of(entries)?;
    drive(town.address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        move |connection: &mut Connection| {
            let entry = chance.one(entries);
            let typed = format!("ma={}&bi-mat={WRONG}", entry.code);
            let answer = connection.ask(&form("/tra-cuu", &typed))?;
            Ok(must_hide(&answer))
        }
    })
}

fn must_show(answer: &Answer, code: &str) -> Wrong {
    let whole = answer.status == 200 && says(&answer.body, &format!("/tra-cuu/{code}{WHOLE}"));
    (!whole).then(|| answer.told())
}

/// Says no, calmly, and shows nothing.
fn must_hide(answer: &Answer) -> Wrong {
    let hidden = (400..500).contains(&answer.status) && !says(&answer.body, WHOLE);
    (!hidden).then(|| answer.told())
}

/// The same agency and day, with a number that was never issued.
fn unknown(code: &str) -> String {
    let day = code.rsplit_once('-').map_or(code, |(day, _)| day);
    format!("{day}-{NEVER_ISSUED}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            cookies: Vec::new(),
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn only_the_whole_page_is_right() {
        let whole = "H35-261121-0001 <form action=\"/tra-cuu/H35-261121-0001/dong\">";
        assert_eq!(must_show(&answer(200, whole), "H35-261121-0001"), None);
        assert!(must_show(&answer(200, whole), "H35-261121-0002").is_some());
        assert!(must_show(&answer(404, whole), "H35-261121-0001").is_some());
    }

    #[test]
    fn a_no_is_a_no_and_neither_a_page_nor_a_fault() {
        assert_eq!(must_hide(&answer(404, "Không có")), None);
        assert!(must_hide(&answer(200, "Hồ sơ")).is_some());
        assert!(must_hide(&answer(503, "Bận")).is_some());
    }

    #[test]
    fn an_unknown_code_looks_like_a_known_one() {
        assert_eq!(unknown("H35.22.01-261121-0001"), "H35.22.01-261121-987654");
    }
}
