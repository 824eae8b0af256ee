//! What can be handed in where, learned from the running program itself.

mod form;
mod shown;
mod write;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::chance::{Chance, Person};
use super::http::{Answer, Connection};
use super::server::{Place, Server};
use crate::process::complain;
use form::{Form, chosen};
use shown::{Opened, Shown, catalogue, desks_of};
use write::{Intake, Write, write};

/// How the codes of the communes' desks end.
const DESK: &str = "-TT";

/// The commune whose accounts have short log-ins, as they also have passwords.
const MAIN: &str = "03388";

/// The size of an application that the workload asks for, in bytes.
const BODY: usize = 900;

/// Desks with their officials, and forms that can be filed there.
pub struct Province {
    pub desks: Vec<Desk>,
    pub desk_names: Vec<String>,
    pub forms: Vec<Form>,
    pub form_names: Vec<String>,
    /// Tells one run's keys from another's.
    run: String,
}

/// A desk and the tokens of two officials.
pub struct Desk {
    pub code: String,
    /// The header line of the official at the desk.
    pub receives: String,
    /// The header line of the case officer in whose unit settlement begins, if there is one.
    pub settles: Option<String>,
}

/// A dossier after an act.
#[derive(Deserialize)]
pub struct Acted {
    pub version: u32,
}

impl Province {
    /// Ask the program what it takes, make tokens, and try each form once.
    pub fn learn(program: &Path, place: &Place, server: &Server) -> Result<Self> {
        let mut connection = Connection::open(server.address)?;
        let shown = catalogue(&mut connection)?;
        let most = shown.iter().map(|one| desks_of(one).len()).max();
        let widely: Vec<&Shown> = shown
            .iter()
            .filter(|one| Some(desks_of(one).len()) == most)
            .collect();
        let codes = desks_of(
            widely
                .first()
                .context("no procedure is received anywhere")?,
        );
        let desks = with_tokens(program, place, &codes)?;
        let mut province = Self {
            desk_names: desks.iter().map(|desk| desk.code.clone()).collect(),
            desks,
            forms: widely.into_iter().filter_map(Form::of).collect(),
            form_names: Vec::new(),
            run: fresh_run()?,
        };
        province.try_forms(&mut connection)?;
        Ok(province)
    }

    /// Keep the forms that are taken, those of the right size first.
    fn try_forms(&mut self, connection: &mut Connection) -> Result<()> {
        let mut taken = Vec::new();
        for mut form in std::mem::take(&mut self.forms) {
            let person = taken.len() as u64;
            match self.try_form(connection, &mut form, person)? {
                None => {
                    let size = form.body(&self.desks[0].code, &Person::numbered(0)).len();
                    taken.push((size.abs_diff(BODY), form));
                }
                Some(said) => complain(format!("{} is left out: {said}", form.procedure)),
            }
        }
        self.forms = chosen(taken);
        self.form_names = self.forms.iter().map(Form::key).collect();
        if self.forms.is_empty() {
            bail!("no form was taken");
        }
        Ok(())
    }

    /// File it once; without answers where they are not taken. Nothing if it was taken, otherwise
    /// what was said.
    fn try_form(
        &self,
        connection: &mut Connection,
        form: &mut Form,
        person: u64,
    ) -> Result<Option<String>> {
        let desk = self.desks.last().context("no desk")?;
        let mut answer = self.file(connection, desk, form, person, "first")?;
        if answer.status == 422 {
            complain(format!(
                "{} is filed without answers: {}",
                form.procedure,
                answer.told()
            ));
            form.answer_nothing();
            answer = self.file(connection, desk, form, person, "again")?;
        }
        if answer.status != 201 {
            return Ok(Some(answer.told()));
        }
        let opened: Opened =
            serde_json::from_slice(&answer.body).context("reading a dossier that was opened")?;
        form.version = opened.version;
        form.is_settled_nearby = self.can_be_settled(connection, desk, &opened)?;
        Ok(None)
    }

    fn file(
        &self,
        connection: &mut Connection,
        desk: &Desk,
        form: &Form,
        person: u64,
        key: &str,
    ) -> Result<Answer> {
        let body = form.body(&desk.code, &Person::numbered(person));
        let key = format!("{}-{key}-{}", self.run, form.key());
        connection.ask(&write("/api/v1/dossiers", &desk.receives, &key, &body).request())
    }

    /// Whether a dossier can be forwarded to and taken by the case officer of the desk's commune.
    fn can_be_settled(
        &self,
        connection: &mut Connection,
        desk: &Desk,
        opened: &Opened,
    ) -> Result<bool> {
        let Some(settles) = &desk.settles else {
            return Ok(false);
        };
        let Opened { code, version, .. } = opened;
        let mut version = *version;
        for (act, who) in [("forward", &desk.receives), ("assign", settles)] {
            let path = format!("/api/v1/dossiers/{code}/acts/{act}");
            let key = format!("{}-{act}-{code}", self.run);
            let body = format!("{{\"seen\":{version}}}");
            let answer = connection.ask(&write(&path, who, &key, &body).request())?;
            if answer.status != 200 {
                return Ok(false);
            }
            let acted: Acted = serde_json::from_slice(&answer.body).context("reading an act")?;
            version = acted.version;
        }
        Ok(true)
    }

    /// One application by this person, at a desk and with a form by chance.
    pub fn intake(&self, person: u64, chance: &mut Chance) -> Intake {
        let desk = chance.below(self.desks.len());
        let form = chance.below(self.forms.len());
        let receives = &self.desks[desk];
        let body = self.forms[form].body(&receives.code, &Person::numbered(person));
        let key = format!("{}-{person}", self.run);
        Intake {
            write: write("/api/v1/dossiers", &receives.receives, &key, &body),
            desk: u16::try_from(desk).unwrap_or_default(),
            form: u16::try_from(form).unwrap_or_default(),
            person,
        }
    }

    /// An act of this run on a dossier; `nth` tells acts on the same dossier apart.
    pub fn act(&self, code: &str, act: &str, who: &str, nth: u32, body: &str) -> Write {
        let path = format!("/api/v1/dossiers/{code}/acts/{act}");
        let key = format!("{}-{code}-{nth}", self.run);
        write(&path, who, &key, body)
    }

    /// Which desk has the officials with passwords.
    pub fn main_desk(&self) -> Option<u16> {
        let main = format!("{MAIN}{DESK}");
        let at = self.desk_names.iter().position(|code| *code == main)?;
        u16::try_from(at).ok()
    }
}

/// The desks whose officials exist, with their tokens.
fn with_tokens(program: &Path, place: &Place, codes: &BTreeSet<&str>) -> Result<Vec<Desk>> {
    let mut desks = Vec::new();
    for code in codes {
        let commune = code.trim_end_matches(DESK);
        let login = |post: &str| {
            if commune == MAIN {
                post.to_owned()
            } else {
                format!("{post}-{commune}")
            }
        };
        let Some(receives) = place.token(program, &login("quay"))? else {
            continue;
        };
        let settles = place.token(program, &login("thuly"))?;
        desks.push(Desk {
            code: (*code).to_owned(),
            receives: bearer(&receives),
            settles: settles.as_deref().map(bearer),
        });
    }
    if desks.is_empty() {
        bail!("no desk has an official");
    }
    Ok(desks)
}

fn bearer(token: &str) -> String {
    format!("Authorization: Bearer {token}\r\n")
}

/// Eight letters that no other run has.
fn fresh_run() -> Result<String> {
    use std::io::Read;
    let mut bytes = [0_u8; 4];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .context("reading random bytes")?;
    Ok(format!("{:08x}", u32::from_be_bytes(bytes)))
}
