//! What the API shows, as far as the bench reads it.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::DESK;
use crate::bench::http::{Connection, Request};

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
pub struct Shown {
    pub code: String,
    pub name: String,
    pub cases: Vec<Case>,
    pub declaration: Option<Declaration>,
    desks: Vec<DeskShown>,
}

#[derive(Deserialize)]
pub struct Case {
    pub key: String,
    pub terms: Vec<Terms>,
    pub papers: Vec<Paper>,
}

#[derive(Deserialize)]
pub struct Terms {
    pub channels: Vec<String>,
}

#[derive(Deserialize)]
pub struct Paper {
    pub key: String,
    pub name: String,
    pub originals: u8,
    pub copies: u8,
    pub must_be_there: bool,
    pub is_declaration: bool,
}

#[derive(Deserialize)]
pub struct Declaration {
    pub fields: Vec<FieldShown>,
}

#[derive(Deserialize)]
pub struct FieldShown {
    pub key: String,
    pub kind: String,
    #[serde(default)]
    pub choices: Vec<String>,
}

#[derive(Deserialize)]
struct DeskShown {
    code: String,
}

/// A dossier that was just opened.
#[derive(Deserialize)]
pub struct Opened {
    pub code: String,
    pub secret: String,
    pub version: u32,
}

/// Every procedure for persons, with its cases and desks.
pub fn catalogue(connection: &mut Connection) -> Result<Vec<Shown>> {
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
pub fn desks_of(shown: &Shown) -> BTreeSet<&str> {
    shown
        .desks
        .iter()
        .map(|desk| desk.code.as_str())
        .filter(|code| code.ends_with(DESK))
        .collect()
}
