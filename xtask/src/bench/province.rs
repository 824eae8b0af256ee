//! What can be handed in where, learned from the running program itself.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use super::chance::{Chance, Person};
use super::http::{Answer, Connection, Request};
use super::ledger::Entry;
use super::server::{Place, Server};
use crate::process::complain;

/// How the codes of the communes' desks end.
const DESK: &str = "-TT";

/// The commune whose accounts have short log-ins, as they also have passwords.
const MAIN: &str = "03388";

/// The size of an application that the workload asks for, in bytes.
const BODY: usize = 900;

/// Forms that are filed: those whose applications are nearest to that size.
const FORMS: usize = 6;

/// Forms among them, at least, whose dossiers our case officers can settle.
const NEARBY: usize = 2;

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

/// One case of one procedure.
pub struct Form {
    pub procedure: String,
    pub name: String,
    case: String,
    /// Names of the papers, as a receipt lists them.
    pub papers: Vec<String>,
    papers_json: String,
    fields: Vec<Field>,
    /// Whether its settlement begins in the unit whose case officer has a token.
    pub is_settled_nearby: bool,
    /// The number of the last event of a dossier that was just opened with it.
    pub version: u32,
}

/// A question of the declaration and the answer that is always given, unless it is the person's.
struct Field {
    key: String,
    kind: String,
    choice: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    procedures: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    code: String,
    applicants: Vec<String>,
}

#[derive(Deserialize)]
struct Shown {
    code: String,
    name: String,
    cases: Vec<Case>,
    declaration: Option<Declaration>,
    desks: Vec<DeskShown>,
}

#[derive(Deserialize)]
struct Case {
    key: String,
    terms: Vec<Terms>,
    papers: Vec<Paper>,
}

#[derive(Deserialize)]
struct Terms {
    channels: Vec<String>,
}

#[derive(Deserialize)]
struct Paper {
    key: String,
    name: String,
    originals: u8,
    copies: u8,
    must_be_there: bool,
    is_declaration: bool,
}

#[derive(Deserialize)]
struct Declaration {
    fields: Vec<FieldShown>,
}

#[derive(Deserialize)]
struct FieldShown {
    key: String,
    kind: String,
    #[serde(default)]
    choices: Vec<String>,
}

#[derive(Deserialize)]
struct DeskShown {
    code: String,
}

/// A dossier that was just opened.
#[derive(Deserialize)]
struct Opened {
    code: String,
    secret: String,
    version: u32,
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
            form.fields.clear();
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
}

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

fn write(path: &str, who: &str, key: &str, body: &str) -> Write {
    Write {
        path: path.to_owned(),
        headers: format!("{who}Idempotency-Key: {key}\r\nContent-Type: application/json\r\n"),
        body: body.as_bytes().to_vec(),
    }
}

/// One application, ready to be sent.
pub struct Intake {
    pub write: Write,
    desk: u16,
    form: u16,
    person: u64,
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

impl Form {
    /// The first case that is received at a desk, with everything that must be there.
    fn of(shown: &Shown) -> Option<Self> {
        let at_desks = |case: &&Case| {
            let mut channels = case.terms.iter().flat_map(|terms| &terms.channels);
            channels.any(|channel| channel == "desk")
        };
        let case = shown.cases.iter().find(at_desks)?;
        let papers: Vec<&Paper> = case
            .papers
            .iter()
            .filter(|paper| paper.must_be_there && !paper.is_declaration)
            .collect();
        let json: Vec<_> = papers
            .iter()
            .map(|paper| {
                let originals = if paper.originals + paper.copies == 0 {
                    1
                } else {
                    paper.originals
                };
                let sheets = json!({ "originals": originals, "copies": paper.copies });
                json!({ "paper": paper.key, "on_paper": sheets })
            })
            .collect();
        let fields = shown.declaration.iter().flat_map(|form| &form.fields);
        Some(Self {
            procedure: shown.code.clone(),
            name: shown.name.clone(),
            case: case.key.clone(),
            papers: papers.iter().map(|paper| paper.name.clone()).collect(),
            papers_json: serde_json::Value::from(json).to_string(),
            fields: fields.map(Field::of).collect(),
            is_settled_nearby: false,
            version: 0,
        })
    }

    /// How the list of dossiers names it.
    fn key(&self) -> String {
        format!("{}/{}", self.procedure, self.case)
    }

    /// The application of one person at one desk.
    fn body(&self, desk: &str, person: &Person) -> String {
        let Self {
            procedure,
            case,
            papers_json,
            ..
        } = self;
        let Person {
            name,
            identity,
            birth,
            sex,
            phone,
            address,
        } = person;
        let mut answers = String::new();
        for field in &self.fields {
            if !answers.is_empty() {
                answers.push(',');
            }
            answers.push_str(&format!("\"{}\":\"{}\"", field.key, field.answer(person)));
        }
        format!(
            "{{\"procedure\":\"{procedure}\",\"case\":\"{case}\",\"desk\":\"{desk}\",\
             \"channel\":\"desk\",\"applicant\":{{\"kind\":\"person\",\"name\":\"{name}\",\
             \"identity\":\"{identity}\",\"birth\":\"{birth}\",\"sex\":\"{sex}\",\
             \"phone\":\"{phone}\",\"address\":\"{address}\"}},\"answers\":{{{answers}}},\
             \"papers\":{papers_json}}}"
        )
    }
}

impl Field {
    fn of(shown: &FieldShown) -> Self {
        Self {
            key: shown.key.clone(),
            kind: shown.kind.clone(),
            choice: shown.choices.first().cloned(),
        }
    }

    /// What is answered; no answer holds a character that JSON would want escaped.
    fn answer<'a>(&'a self, person: &'a Person) -> &'a str {
        match self.kind.as_str() {
            "name" => &person.name,
            "personal_id" => &person.identity,
            "date" => "1990-05-17",
            "phone" => &person.phone,
            "email" => "khong-co@example.vn",
            "address" => &person.address,
            "tax_code" => "0312345678",
            "number" => "2",
            "amount" => "1000000",
            "yes_no" => "true",
            "choice" => self.choice.as_deref().unwrap_or_default(),
            _ => "Theo giấy tờ kèm theo",
        }
    }
}

/// The forms nearest to the right size, some of them to be settled by officials we have tokens for.
fn chosen(mut taken: Vec<(usize, Form)>) -> Vec<Form> {
    taken.sort_by_key(|(off, _)| *off);
    let (nearby, others): (Vec<_>, Vec<_>) = taken
        .into_iter()
        .partition(|(_, form)| form.is_settled_nearby);
    let mut nearby = nearby.into_iter();
    let mut all: Vec<(usize, Form)> = nearby.by_ref().take(NEARBY).collect();
    let mut rest: Vec<(usize, Form)> = nearby.chain(others).collect();
    rest.sort_by_key(|(off, _)| *off);
    all.extend(rest);
    all.truncate(FORMS);
    all.into_iter().map(|(_, form)| form).collect()
}

/// Every procedure for persons, with its cases and desks.
fn catalogue(connection: &mut Connection) -> Result<Vec<Shown>> {
    let listed: Listed = read(connection, "/api/v1/procedures")?;
    listed
        .procedures
        .into_iter()
        .filter(|line| line.applicants.iter().any(|kind| kind == "person"))
        .map(|line| read(connection, &format!("/api/v1/procedures/{}", line.code)))
        .collect()
}

fn read<T: serde::de::DeserializeOwned>(connection: &mut Connection, path: &str) -> Result<T> {
    let answer = connection.ask(&Request::get(path))?;
    if answer.status != 200 {
        bail!("{path} answers {}", answer.told());
    }
    serde_json::from_slice(&answer.body).with_context(|| format!("reading {path}"))
}

/// The communes' desks that receive a procedure.
fn desks_of(shown: &Shown) -> BTreeSet<&str> {
    shown
        .desks
        .iter()
        .map(|desk| desk.code.as_str())
        .filter(|code| code.ends_with(DESK))
        .collect()
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

impl Province {
    /// Which desk has the officials with passwords.
    pub fn main_desk(&self) -> Option<u16> {
        let main = format!("{MAIN}{DESK}");
        let at = self.desk_names.iter().position(|code| *code == main)?;
        u16::try_from(at).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOWN: &str = r#"{
        "code": "1.001193", "name": "Đăng ký khai sinh",
        "cases": [
            {"key": "truc-tuyen", "terms": [{"channels": ["online"]}], "papers": []},
            {"key": "thuong", "terms": [{"channels": ["online", "desk"]}], "papers": [
                {"key": "to-khai", "name": "Tờ khai", "originals": 1, "copies": 0,
                 "must_be_there": false, "is_declaration": true},
                {"key": "chung-sinh", "name": "Giấy \"chứng sinh\"", "originals": 0, "copies": 0,
                 "must_be_there": true, "is_declaration": false}
            ]}
        ],
        "declaration": {"fields": [
            {"key": "ten", "kind": "name"},
            {"key": "loai", "kind": "choice", "choices": ["A", "B"]}
        ]},
        "desks": [{"code": "03388-TT"}, {"code": "LC-STP"}]
    }"#;

    #[test]
    fn a_form_is_filled_with_what_must_be_there() {
        let shown: Shown = serde_json::from_str(SHOWN).expect("as the API shows it");
        assert_eq!(desks_of(&shown), BTreeSet::from(["03388-TT"]));
        let form = Form::of(&shown).expect("a case for desks");
        assert_eq!(form.key(), "1.001193/thuong");
        let person = Person::numbered(3);
        let body: serde_json::Value =
            serde_json::from_str(&form.body("03388-TT", &person)).expect("JSON");
        assert_eq!(body["case"], "thuong");
        assert_eq!(body["applicant"]["identity"], person.identity.as_str());
        assert_eq!(body["answers"]["ten"], person.name.as_str());
        assert_eq!(body["answers"]["loai"], "A");
        assert_eq!(body["papers"][0]["paper"], "chung-sinh");
        assert_eq!(body["papers"][0]["on_paper"]["originals"], 1);
        assert_eq!(body["papers"][1], serde_json::Value::Null);
    }

    #[test]
    fn forms_of_the_right_size_are_chosen_and_some_are_settled_nearby() {
        let shown: Shown = serde_json::from_str(SHOWN).expect("as the API shows it");
        let form = |off: usize, is_settled_nearby| {
            let mut form = Form::of(&shown).expect("a case for desks");
            form.procedure = off.to_string();
            form.is_settled_nearby = is_settled_nearby;
            (off, form)
        };
        let near = (0..10).map(|off| form(off, false));
        let far = (90..99).map(|off| form(off, true));
        let chosen = chosen(near.chain(far).collect());
        let procedures: Vec<&str> = chosen.iter().map(|form| form.procedure.as_str()).collect();
        assert_eq!(procedures, ["90", "91", "0", "1", "2", "3"]);
    }

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
