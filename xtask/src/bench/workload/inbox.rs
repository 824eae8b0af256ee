//! Inbox: pages one to five of open dossiers, twenty a page, the most urgent first.

use anyhow::Result;
use serde::Deserialize;

use super::{Session, Town, page, says};
use crate::bench::chance::Chance;
use crate::bench::drive::{Driven, Load, drive};
use crate::bench::http::Connection;

/// Pages that are read at most, one after another.
const DEEPEST: usize = 5;

/// The page of a unit's inbox, with the counters of its views.
pub const UNIT: &str = "/xu-ly";

/// The page of everything that was handed in at a desk and is open.
pub const DESK: &str = "/quay/hop-viec";

/// What only a page of that list has.
const HTML_MARK: &str = "mc-inbox";

#[derive(Deserialize)]
struct Listed {
    dossiers: Vec<serde_json::Value>,
    next: Option<String>,
}

/// How far a reader is.
#[derive(Default)]
struct Place {
    /// Pages that are still wanted.
    left: usize,
    next: Option<String>,
}

impl Place {
    /// The next page's cursor, or nothing to begin anew.
    fn turn(&mut self, chance: &mut Chance) -> Option<String> {
        self.left = self.left.saturating_sub(1);
        let next = self.next.take().filter(|_| self.left > 0);
        if next.is_none() {
            self.left = 1 + chance.below(DEEPEST);
        }
        next
    }
}

/// The API's list: a unit by chance, with the token of its official.
pub fn json(town: &Town<'_>, load: Load) -> Result<Driven> {
    let desks = &town.province.desks;
    drive(town.address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        let mut place = Place::default();
        let mut desk = 0;
        move |connection: &mut Connection| {
            let cursor = place.turn(&mut chance);
            if cursor.is_none() {
                desk = chance.below(desks.len());
            }
            let cursor = cursor.map_or_else(String::new, |cursor| format!("&cursor={cursor}"));
            let path = format!(
                "/api/v1/dossiers?unit={}&limit=20{cursor}",
                desks[desk].code
            );
            let answer = connection.ask(&page(&path, &desks[desk].receives))?;
            let listed: Option<Listed> = serde_json::from_slice(&answer.body).ok();
            match listed.filter(|listed| answer.status == 200 && !listed.dossiers.is_empty()) {
                Some(listed) => {
                    place.next = listed.next;
                    Ok(None)
                }
                None => Ok(Some(answer.told())),
            }
        }
    })
}

/// The page at this address, with the session of an official who works there.
pub fn html(town: &Town<'_>, load: Load, first: &str, session: &Session) -> Result<Driven> {
    drive(town.address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        let mut place = Place::default();
        move |connection: &mut Connection| {
            let path = place.turn(&mut chance).unwrap_or_else(|| first.to_owned());
            let answer = connection.ask(&page(&path, &session.0))?;
            if answer.status != 200 || !says(&answer.body, HTML_MARK) {
                return Ok(Some(answer.told()));
            }
            place.next = next_page(&answer.text());
            Ok(None)
        }
    })
}

/// The address behind "next page".
pub fn next_page(html: &str) -> Option<String> {
    let (before, _) = html.split_once("rel=\"next\"")?;
    let (_, tag) = before.rsplit_once('<')?;
    let (_, address) = tag.split_once("href=\"")?;
    let (address, _) = address.split_once('"')?;
    Some(address.replace("&#38;", "&").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_found() {
        let html =
            r#"<a href="/">a</a> <a class="x" href="/quay/hop-viec?sau=1.2&#38;loc=a" rel="next">"#;
        assert_eq!(
            next_page(html).as_deref(),
            Some("/quay/hop-viec?sau=1.2&loc=a")
        );
        assert_eq!(next_page("<a href=\"/\">a</a>"), None);
    }

    #[test]
    fn at_most_five_pages_are_turned() {
        let mut chance = Chance::new(3);
        let mut place = Place::default();
        let mut in_a_row = 0;
        for _ in 0..500 {
            let went_on = place.turn(&mut chance).is_some();
            in_a_row = if went_on { in_a_row + 1 } else { 1 };
            assert!(in_a_row <= DEEPEST);
            place.next = Some("more".to_owned());
        }
        // At the end of the list a reader begins anew.
        place.next = None;
        assert_eq!(place.turn(&mut chance), None);
    }
}
