//! Writes a procedure as the file a person would keep: short, in the order of reading.

use std::fmt::{Arguments, Display, Write};

use domain::calendar::time_limit::TimeLimit;
use domain::procedure::declaration::{DeclarationForm, FieldKind, FormField, Prefill};
use domain::procedure::fee::{Amount, Fee};
use domain::procedure::paper::{Handing, Need, RequiredPaper};
use domain::procedure::{Case, Certainty, LegalBasis, Procedure, ResultPaper, Terms};
use domain::process::draft::{Asked, Whom};
use domain::process::template::TemplateUse;
use domain::workflow::{StepKind, UnitRule, Workflow};
use serde::Serialize;

use super::case::SET_BY_PROVINCE;
use super::form::KINDS;

/// The text of a procedure's file; [`super::read_procedure`] reads it back to the same content.
///
/// What waits to be mended and the version are not written: neither belongs to the file.
pub fn write_procedure(procedure: &Procedure) -> String {
    let mut file = Lines::default();
    write_heading(&mut file, procedure);
    write_publication(&mut file, procedure);
    for case in &procedure.cases {
        write_case(&mut file, case);
    }
    if let Some(form) = &procedure.declaration {
        write_form(&mut file, form);
    }
    write_workflow(&mut file, &procedure.workflow);
    if let Some(chosen) = &procedure.process {
        write_template_use(&mut file, chosen);
    }
    file.text
}

fn write_heading(file: &mut Lines, procedure: &Procedure) {
    file.text("code", procedure.code.as_str());
    file.text("name", &procedure.name);
    if procedure.official_name != procedure.name {
        file.text("official_name", &procedure.official_name);
    }
    file.optional("english_name", procedure.english_name.as_deref());
    file.list("synonyms", &procedure.synonyms);
    file.text("sector", &procedure.sector.name);
    file.optional("sector_code", procedure.sector.code.as_deref());
    file.words("levels", &procedure.levels);
    file.words("applicants", &procedure.applicants);
    file.word("online_level", &procedure.online_level);
    if let Some(sets) = procedure.sets {
        file.plain("sets", sets);
    }
    file.given("agencies", &procedure.agencies_text);
    file.given("conditions", &procedure.conditions);
    file.list("steps", &procedure.steps);
    file.given("source", &procedure.source);
    if procedure.certainty != Certainty::Unstated {
        file.word("certainty", &procedure.certainty);
    }
    file.rows("results", procedure.results.iter().map(result_row));
    file.rows(
        "legal_bases",
        procedure.legal_bases.iter().map(legal_basis_row),
    );
}

fn result_row(result: &ResultPaper) -> String {
    let mut row = Row::default();
    row.text("name", &result.name);
    row.optional("code", result.code.as_deref());
    row.end()
}

fn legal_basis_row(basis: &LegalBasis) -> String {
    let mut row = Row::default();
    row.text("number", &basis.number);
    row.text("title", &basis.title);
    if let Some(day) = basis.issued_on {
        row.entries.push(format!("issued_on = {day}"));
    }
    row.optional(
        "issuer",
        Some(basis.issuer.as_str()).filter(|issuer| !issuer.is_empty()),
    );
    row.end()
}

fn write_publication(file: &mut Lines, procedure: &Procedure) {
    file.table("[publication]");
    file.text("decision", &procedure.publication.decision);
    if let Some(first) = procedure.publication.valid_from {
        file.plain("valid_from", first);
    }
    if let Some(last) = procedure.publication.valid_to {
        file.plain("valid_to", last);
    }
}

fn write_case(file: &mut Lines, case: &Case) {
    file.table("[[cases]]");
    file.text("key", &case.key.0);
    file.text("name", &case.name);
    for terms in &case.terms {
        write_terms(file, terms);
    }
    for paper in &case.papers {
        write_paper(file, paper);
    }
}

fn write_terms(file: &mut Lines, terms: &Terms) {
    file.table("[[cases.terms]]");
    file.words("channels", &terms.channels);
    write_limit(file, "limit", &terms.limit);
    if let Some(reduced) = &terms.reduced {
        write_limit(file, "reduced_limit", &reduced.limit);
        file.text("reduced_by", &reduced.basis);
    }
    file.given("note", &terms.note);
    for fee in &terms.fees {
        write_fee(file, fee);
    }
}

fn write_limit(file: &mut Lines, key: &str, limit: &TimeLimit) {
    match limit {
        TimeLimit::WorkingDays(days) => file.text(key, &format!("{days} working days")),
        TimeLimit::CalendarDays(days) => file.text(key, &format!("{days} calendar days")),
        TimeLimit::WithinDay => file.text(key, "within day"),
        TimeLimit::WorkingHours { minutes } if minutes % 60 == 0 => {
            file.text(key, &format!("{} working hours", minutes / 60));
        }
        TimeLimit::WorkingHours { minutes } => {
            file.text(key, &format!("{minutes} working minutes"));
        }
        TimeLimit::None { because } => file.text("no_limit_because", because),
    }
}

fn write_fee(file: &mut Lines, fee: &Fee) {
    file.table("[[cases.terms.fees]]");
    file.text("key", &fee.key.0);
    file.word("kind", &fee.kind);
    file.text("name", &fee.name);
    match &fee.amount {
        Amount::Fixed(amount) => file.plain("amount", amount.amount()),
        Amount::SetByProvince => file.text("amount", SET_BY_PROVINCE),
        Amount::Words(words) => file.text("amount_in_words", words),
    }
    file.given("per", &fee.per);
    file.list("exempt", &fee.exempt);
    file.given("basis", &fee.basis);
}

fn write_paper(file: &mut Lines, paper: &RequiredPaper) {
    file.table("[[cases.papers]]");
    file.text("key", &paper.key.0);
    file.text("name", &paper.name);
    file.plain("originals", paper.originals);
    file.plain("copies", paper.copies);
    if paper.handing != Handing::Submit {
        file.word("handing", &paper.handing);
    }
    match &paper.need {
        Need::Always => {}
        Need::When(when) => file.text("when", when),
        Need::Optional => file.plain("optional", true),
    }
    file.optional("form", paper.form.as_deref());
    file.optional("replaceable_by", paper.replaceable_by.as_deref());
    file.optional("code", paper.code.as_deref());
    if paper.is_declaration {
        file.plain("declaration", true);
    }
}

fn write_form(file: &mut Lines, form: &DeclarationForm) {
    file.table("[declaration]");
    file.text("name", &form.name);
    file.given("basis", &form.basis);
    for fields in form.fields.chunk_by(|one, next| one.group == next.group) {
        file.table("[[declaration.groups]]");
        file.given("name", fields.first().map_or("", |field| &field.group));
        let english = fields.iter().find_map(|field| field.english.as_ref());
        file.given("english_name", english.map_or("", |english| &english.group));
        for field in fields {
            write_field(file, field);
        }
    }
}

fn write_field(file: &mut Lines, field: &FormField) {
    file.table("[[declaration.groups.fields]]");
    file.text("key", &field.key);
    file.text("label", &field.label);
    file.given("help", &field.help);
    if let FieldKind::Choice(choices) = &field.kind {
        file.text("kind", "choice");
        file.list("choices", choices);
    } else if let Some((word, _)) = KINDS.iter().find(|(_, kind)| *kind == field.kind) {
        file.text("kind", word);
    }
    if field.required {
        file.plain("required", true);
    }
    if field.prefill != Prefill::Nothing {
        file.word("prefill", &field.prefill);
    }
    if let Some(english) = &field.english {
        file.text("english_label", &english.label);
        file.given("english_help", &english.help);
        file.list("english_choices", &english.choices);
    }
}

fn write_workflow(file: &mut Lines, workflow: &Workflow) {
    file.table("[workflow]");
    for step in workflow.steps() {
        file.table("[[workflow.steps]]");
        file.text("name", &step.name);
        file.word("kind", &step.kind);
        file.plain("minutes", step.minutes);
        if let (StepKind::Examination, UnitRule::UnitBelow(unit)) = (step.kind, &step.unit) {
            file.text("unit", unit);
        }
    }
}

fn write_template_use(file: &mut Lines, chosen: &TemplateUse) {
    file.table("[process]");
    file.text("template", &chosen.template);
    file.rows("asks", chosen.asks.iter().map(asked_row));
    if !chosen.names.is_empty() {
        file.table("[process.names]");
        for (block, name) in &chosen.names {
            file.text(block, name);
        }
    }
}

fn asked_row(asked: &Asked) -> String {
    let mut row = Row::default();
    match &asked.whom {
        Whom::Unit(UnitRule::Desk) => row.text("unit", "desk"),
        Whom::Unit(UnitRule::CompetentAgency) => row.text("unit", "competent_agency"),
        Whom::Unit(UnitRule::UnitBelow(unit)) => row.text("unit", unit),
        Whom::Outside(name) => row.text("outside", name),
    }
    row.texts("questions", &asked.questions);
    row.end()
}

/// The lines written so far.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn table(&mut self, heading: &str) {
        self.text.push('\n');
        self.text.push_str(heading);
        self.text.push('\n');
    }

    fn plain(&mut self, key: &str, value: impl Display) {
        self.add(format_args!("{key} = {value}"));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.plain(key, quoted(text));
    }

    fn given(&mut self, key: &str, text: &str) {
        self.optional(key, Some(text).filter(|text| !text.is_empty()));
    }

    fn optional(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn list(&mut self, key: &str, texts: &[String]) {
        self.rows(key, texts.iter().map(|text| quoted(text)));
    }

    fn rows(&mut self, key: &str, rows: impl Iterator<Item = String>) {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return;
        }
        self.add(format_args!("{key} = ["));
        for row in rows {
            self.add(format_args!("    {row},"));
        }
        self.add(format_args!("]"));
    }

    fn add(&mut self, line: Arguments<'_>) {
        writeln!(self.text, "{line}").expect("a string takes every text");
    }

    fn word(&mut self, key: &str, word: &impl Serialize) {
        self.text(key, &stored(word));
    }

    fn words(&mut self, key: &str, words: &[impl Serialize]) {
        let words: Vec<String> = words.iter().map(|word| quoted(&stored(word))).collect();
        self.plain(key, format!("[{}]", words.join(", ")));
    }
}

/// A table on one line.
#[derive(Default)]
struct Row {
    entries: Vec<String>,
}

impl Row {
    fn text(&mut self, key: &str, text: &str) {
        self.entries.push(format!("{key} = {}", quoted(text)));
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        self.entries.push(format!("{key} = [{}]", texts.join(", ")));
    }

    fn optional(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn end(self) -> String {
        format!("{{ {} }}", self.entries.join(", "))
    }
}

// The word our own enums are stored by.
fn stored(word: &impl Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(_) | Err(_) => String::new(),
    }
}

// A basic string of TOML; JSON escapes the same characters in the same way.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned())
        .to_string()
        .replace('\u{7f}', "\\u007f")
}
