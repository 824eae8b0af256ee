//! A case of a procedure as it is filed: with all its papers, and the declaration answered.

use serde_json::json;

use super::shown::{Case, FieldShown, Paper, Shown};
use crate::bench::chance::Person;

/// Forms that are filed: those whose applications are nearest to the size that is asked for.
const FORMS: usize = 6;

/// Forms among them, at least, whose dossiers our case officers can settle.
const NEARBY: usize = 2;

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

impl Form {
    /// The first case that is received at a desk, with everything that must be there.
    pub fn of(shown: &Shown) -> Option<Self> {
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

    /// From now on it is filed without answers.
    pub fn answer_nothing(&mut self) {
        self.fields.clear();
    }

    /// How the list of dossiers names it.
    pub fn key(&self) -> String {
        format!("{}/{}", self.procedure, self.case)
    }

    /// The application of one person at one desk.
    pub fn body(&self, desk: &str, person: &Person) -> String {
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
pub fn chosen(mut taken: Vec<(usize, Form)>) -> Vec<Form> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    use super::super::shown::desks_of;

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
}
