//! What is written: applications and acts, each with a key of its own.

use anyhow::Result;

use super::shown::Opened;
use crate::bench::http::{Answer, Request};
use crate::bench::ledger::Entry;

/// Something that is written: a POST with everything it needs.
pub struct Write {
    path: String,
    headers: String,
    body: Vec<u8>,
}

impl Write {
    pub fn request(&self) -> Request<'_> {
        Request {
            method: "POST",
            path: &self.path,
            headers: &self.headers,
            body: &self.body,
        }
    }

    /// Bytes of the body.
    pub fn size(&self) -> usize {
        self.body.len()
    }
}

/// A write of whoever is named in the header line, with a key that makes it happen once.
pub fn write(path: &str, who: &str, key: &str, body: &str) -> Write {
    Write {
        path: path.to_owned(),
        headers: format!("{who}Idempotency-Key: {key}\r\nContent-Type: application/json\r\n"),
        body: body.as_bytes().to_vec(),
    }
}

/// One application, ready to be sent.
pub struct Intake {
    pub write: Write,
    pub desk: u16,
    pub form: u16,
    pub person: u64,
}

impl Intake {
    /// The dossier it became, or what was said instead.
    pub fn opened(&self, answer: &Answer) -> Result<Entry, String> {
        if answer.status != 201 {
            return Err(answer.told());
        }
        let opened: Opened =
            serde_json::from_slice(&answer.body).map_err(|fault| fault.to_string())?;
        Ok(Entry {
            code: opened.code.into(),
            secret: opened.secret.into(),
            desk: self.desk,
            form: self.form,
            person: self.person,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_that_was_not_opened_is_told_in_words() {
        let intake = Intake {
            write: write("/api/v1/dossiers", "", "k", "{}"),
            desk: 1,
            form: 2,
            person: 3,
        };
        let answer = |status, body: &str| Answer {
            status,
            cookies: Vec::new(),
            body: body.as_bytes().to_vec(),
        };
        let opened = intake.opened(&answer(201, r#"{"code":"H","secret":"S","version":2}"#));
        assert_eq!(opened.expect("it was opened").code.as_ref(), "H");
        let refused = intake.opened(&answer(409, "no"));
        assert_eq!(refused.expect_err("it was refused"), "409 no");
    }
}
