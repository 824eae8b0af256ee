//! What was filled in so far, part by part, as it is shown before it is submitted.

use domain::people::identity::{BirthDate, PersonalId};
use domain::procedure::answers::{NO, YES};
use domain::procedure::declaration::{Answers, FieldKind, FormField};
use jiff::civil::Date;

use crate::applicant::TypedApplicant;
use crate::citizen::draft::{Opened, TypedRepresentative};
use crate::citizen::journey::{BACK_TO_REVIEW, Page};
use crate::citizen::question::{english, english_choice, groups, heading, yes_or_no};
use crate::citizen::{applicant, returning, unit_name};
use crate::components::Fact;
use crate::language::{Language, Stays};
use crate::show;
use crate::wording::ground;

/// One part of what was filled in.
pub(in crate::citizen) struct Section {
    /// Where an error leads; may be empty.
    pub id: &'static str,
    /// What it is called.
    pub title: String,
    /// Whether the title stays Vietnamese on an English page.
    pub stays: bool,
    /// Its answers.
    pub rows: Vec<Fact>,
    /// Where they are changed.
    pub change: String,
}

/// Everything but the papers, in the order in which it was asked.
pub(in crate::citizen) fn sections(
    opened: &Opened,
    today: Date,
    language: Language,
) -> Vec<Section> {
    let filled = &opened.filled;
    let told = Told { today, language };
    let section = |id, title: &str, page: Page, rows| Section {
        id,
        title: title.to_owned(),
        stays: false,
        rows,
        change: change(opened, page),
    };
    let is_person = !filled.applicant.is_organisation();
    let mut sections = vec![
        section(
            "bat-dau",
            language.say("Hồ sơ", "Application"),
            Page::Start,
            told.start(opened),
        ),
        section(
            "nguoi-nop",
            applicant::title(is_person, language),
            Page::Applicant,
            told.applicant(&filled.applicant),
        ),
    ];
    if filled.represented {
        sections.push(section(
            "nguoi-duoc-uy-quyen",
            applicant::other_title(language),
            Page::Representative,
            told.representative(&filled.representative),
        ));
    }
    if let Some(form) = &opened.procedure.declaration {
        for (at, (name, fields)) in groups(form).into_iter().enumerate() {
            // The first group carries the id to which an error leads.
            let id = if at == 0 { "to-khai" } else { "" };
            let (title, stays) = if name.is_empty() {
                (form.name.clone(), language == Language::English)
            } else {
                heading(&name, &fields, language)
            };
            let rows = told.answers(&fields, &filled.answers);
            let declared = section(id, &title, Page::Declare(at + 1), rows);
            sections.push(Section { stays, ..declared });
        }
    }
    let via = returning::read(&filled.return_via);
    let via = via.map_or("", |via| ground::return_via_in(via, language));
    let title = language.say("Nhận kết quả", "Getting the result");
    let rows = vec![told.said(title, via)];
    sections.push(section("nhan-ket-qua", title, Page::Returning, rows));
    sections
}

/// The address where a page is changed and left for the check again.
pub(in crate::citizen) fn change(opened: &Opened, page: Page) -> String {
    format!("{}{BACK_TO_REVIEW}", page.address(&opened.procedure))
}

/// How answers are told: in which language, and on which day.
struct Told {
    today: Date,
    language: Language,
}

impl Told {
    /// An answer in our words.
    fn said(&self, key: &str, value: &str) -> Fact {
        match value {
            "" => Fact::new(key, self.language.say("Chưa điền", "Not filled in yet")),
            value => Fact::new(key, value),
        }
    }

    /// An answer that is a name, or that somebody wrote.
    fn written(&self, key: &str, value: &str) -> Fact {
        match value {
            "" => self.said(key, value),
            value => Fact::new(key, value).stays(Stays::Answer),
        }
    }

    /// An answer that need not be given, in our words or in figures, which bear no language.
    fn if_any(&self, key: &str, value: &str) -> Fact {
        match value {
            "" => Fact::new(key, self.language.say("Không ghi", "Left empty")),
            value => Fact::new(key, value),
        }
    }

    fn start(&self, opened: &Opened) -> Vec<Fact> {
        let say = |vietnamese, english| self.language.say(vietnamese, english);
        vec![
            self.written(say("Thủ tục", "Procedure"), &opened.procedure.name),
            self.written(say("Trường hợp", "Case"), &opened.case.name),
            self.written(
                say("Nơi nộp", "Desk"),
                &unit_name(&opened.rules, &opened.desk()),
            ),
        ]
    }

    fn applicant(&self, own: &TypedApplicant) -> Vec<Fact> {
        let say = |vietnamese, english| self.language.say(vietnamese, english);
        let is_person = !own.is_organisation();
        let mut rows = if is_person {
            let identity = show::personal_id(&own.identity);
            let sex = applicant::sex_name(&own.sex, self.language);
            vec![
                self.written(say("Họ, chữ đệm và tên", "Full name"), &own.name),
                self.if_any(say("Số định danh", "Personal number"), &identity),
                self.if_any(say("Ngày sinh", "Date of birth"), &self.birth(own)),
                self.if_any(say("Giới tính", "Sex"), sex),
            ]
        } else {
            vec![
                self.written(say("Tên tổ chức", "Name of the organisation"), &own.name),
                self.if_any(say("Mã số thuế", "Tax code"), &own.identity),
            ]
        };
        let phone = show::phone(&own.phone);
        let place = applicant::address_label(is_person, self.language);
        rows.extend([
            self.if_any(say("Điện thoại", "Telephone"), &phone),
            self.if_any(say("Thư điện tử", "E-mail"), &own.email),
            self.written(place, &own.address),
        ]);
        rows
    }

    /// The date of birth; in English with the name of its month, where it can be read.
    fn birth(&self, own: &TypedApplicant) -> String {
        let parts = [&own.birth_day, &own.birth_month, &own.birth_year];
        let typed: Vec<&str> = parts
            .iter()
            .map(|part| part.as_str())
            .filter(|part| !part.is_empty())
            .collect();
        let typed = typed.join("/");
        match self.language {
            Language::Vietnamese => typed,
            Language::English => self.day(&typed),
        }
    }

    /// A day as people read it; what cannot be read stands as it was typed.
    fn day(&self, text: &str) -> String {
        match BirthDate::parse_text(text, self.today) {
            Ok(BirthDate::Full(day)) => self.language.date(day),
            Ok(BirthDate::YearOnly(year)) => year.to_string(),
            Err(_) => text.to_owned(),
        }
    }

    fn representative(&self, other: &TypedRepresentative) -> Vec<Fact> {
        let say = |vietnamese, english| self.language.say(vietnamese, english);
        let identity = show::personal_id(&other.identity);
        let phone = show::phone(&other.phone);
        vec![
            self.written(say("Họ, chữ đệm và tên", "Full name"), &other.name),
            self.said(say("Số định danh", "Personal number"), &identity),
            self.if_any(say("Điện thoại", "Telephone"), &phone),
            self.written(say("Nộp thay theo", "By authority of"), &other.authority),
        ]
    }

    /// What was answered, and what must be; what was left blank on purpose only makes the page
    /// long.
    fn answers(&self, fields: &[FormField], answers: &Answers) -> Vec<Fact> {
        let answer = |field: &FormField| answers.get(&field.key).map_or("", String::as_str);
        let mut rows: Vec<Fact> = fields
            .iter()
            .filter(|field| field.required || !answer(field).is_empty())
            .map(|field| self.answer(field, answer(field)))
            .collect();
        if rows.is_empty() {
            let key = self.language.say("Các mục", "All questions");
            rows.push(Fact::new(key, self.language.say("Bỏ trống", "Left empty")));
        }
        rows
    }

    fn answer(&self, field: &FormField, text: &str) -> Fact {
        let (value, is_ours) = self.shown(field, text);
        let english = english(field, self.language);
        let key = english.map_or(&field.label, |own| &own.label);
        let fact = match value.as_str() {
            "" => self.said(key, ""),
            value => Fact::new(key, value),
        };
        let stays = match (english.is_some(), is_ours || text.is_empty()) {
            (true, true) => Stays::Nothing,
            (true, false) => Stays::Answer,
            (false, true) => Stays::Name,
            (false, false) => Stays::All,
        };
        fact.stays(stays)
    }

    /// An answer as people read it, and whether it is in our words.
    fn shown(&self, field: &FormField, text: &str) -> (String, bool) {
        let language = self.language;
        match &field.kind {
            FieldKind::YesNo if text == YES => (yes_or_no(true, language).to_owned(), true),
            FieldKind::YesNo if text == NO => (yes_or_no(false, language).to_owned(), true),
            FieldKind::Choice(_) => match english_choice(field, text, language) {
                Some(english) => (english.to_owned(), true),
                None => (text.to_owned(), false),
            },
            FieldKind::PersonalId => {
                let id = text.parse::<PersonalId>();
                let shown = id.map(|id| show::personal_id(id.as_str()));
                (shown.unwrap_or_else(|_| text.to_owned()), true)
            }
            FieldKind::Phone => (show::phone(text), true),
            FieldKind::Date => (self.day(text), true),
            FieldKind::TaxCode | FieldKind::Email | FieldKind::Number | FieldKind::Amount => {
                (text.to_owned(), true)
            }
            FieldKind::YesNo
            | FieldKind::Line
            | FieldKind::Text
            | FieldKind::Name
            | FieldKind::Address => (text.to_owned(), false),
        }
    }
}
