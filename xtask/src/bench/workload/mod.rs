//! The workloads, each in its own file: what is asked, and what a right answer is.

pub mod act;
pub mod find;
pub mod inbox;
pub mod intake;
pub mod lists;
pub mod pdf;
pub mod search;
pub mod track;

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::drive::Load;
use super::http::{Connection, Request};
use super::ledger::Entry;
use super::province::Province;

/// What a workload asks, and of whom.
pub struct Town<'a> {
    pub address: SocketAddr,
    /// Where the program's data lie.
    pub folder: &'a Path,
    pub province: &'a Province,
}

/// Dossiers that may be asked for, by chance.
pub fn some_of(entries: &[Entry]) -> Result<&[Entry]> {
    if entries.is_empty() {
        bail!("no dossier was loaded");
    }
    Ok(entries)
}

/// How a session is held: the header line with its cookie.
pub struct Session(pub String);

/// Log in with one of the demonstration's log-ins, as its form does.
pub fn log_in(town: &Town<'_>, login: &str) -> Result<Session> {
    #[derive(serde::Deserialize)]
    struct Known {
        login: String,
        password: String,
    }
    let path = town.folder.join("demo-logins.json");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let known: Vec<Known> =
        serde_json::from_str(&text).with_context(|| format!("understanding {}", path.display()))?;
    let known = known
        .into_iter()
        .find(|known| known.login == login)
        .with_context(|| format!("{login} is not in {}", path.display()))?;
    // Passwords of the demonstration are letters and digits: nothing to encode.
    let body = format!("ten={}&mat-khau={}&tro-lai=", known.login, known.password);
    let answer = Connection::open(town.address)?.ask(&form("/dang-nhap", &body))?;
    let cookie = answer.cookies.first().cloned();
    match cookie {
        Some(cookie) if answer.status == 303 => Ok(Session(format!("Cookie: {cookie}\r\n"))),
        _ => bail!("logging in as {login}: {}", answer.told()),
    }
}

/// A form that is sent.
pub fn form<'a>(path: &'a str, body: &'a str) -> Request<'a> {
    Request {
        method: "POST",
        path,
        headers: "Content-Type: application/x-www-form-urlencoded\r\n",
        body: body.as_bytes(),
    }
}

/// A page that is asked for with these header lines.
pub fn page<'a>(path: &'a str, headers: &'a str) -> Request<'a> {
    Request {
        headers,
        ..Request::get(path)
    }
}

/// Whether a page says this.
pub fn says(body: &[u8], words: &str) -> bool {
    let words = words.as_bytes();
    body.windows(words.len()).any(|window| window == words)
}

/// A load on one connection.
pub fn alone(load: Load) -> Load {
    Load {
        connections: 1,
        ..load
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_searched_for_words() {
        assert!(says("Hồ sơ <b>0012</b>".as_bytes(), "0012"));
        assert!(!says(b"", "0012"));
    }
}
