//! What was asked, read into what the rules take: every wrong field is named at once.

use std::collections::BTreeMap;

use documents::upload::clean_file_name;
use domain::dossier::command::{HandedIn, ResultToRecord};
use domain::dossier::event::{FileFacts, HandedForm};
use domain::dossier::personal::Personal;
use domain::people::identity::{PersonName, PersonalId, Phone, Sex};
use domain::people::{Applicant, ApplicantKind, Representative};
use domain::procedure::Channel;
use domain::procedure::answers::AnswerProblemKind;
use domain::procedure::declaration::{Answers, DeclarationForm};
use domain::procedure::paper::PaperKey;
use domain::vietnamese::clean;
use jiff::civil::Date;
use uuid::Uuid;

use super::caller::Caller;
use super::model::application::{ApplicantAsked, PaperAsked, RepresentativeAsked};
use super::model::asked::ResultAsked;
use super::problem::Problem;
use crate::app::App;
use crate::applicant::TypedApplicant;
use crate::form::FormErrors;
use crate::fresh;
use crate::show::number;
use crate::wording::{answer, field};

/// Longest text in words, in characters.
const TEXT_MAX: usize = 2000;
/// Longest number of a paper or a receipt, in characters.
const NUMBER_MAX: usize = 100;
/// Most entries of one list in a request.
const ENTRIES_MAX: usize = 100;
/// The name under which a result's file is handed in: the rules do not look at it.
const RESULT: &str = "ket-qua";

/// One request being read.
pub(super) struct Reading<'a> {
    app: &'a App,
    caller: &'a Caller,
    /// The dossier it is about: its own files may be named again.
    dossier: Option<Uuid>,
    today: Date,
    errors: FormErrors,
}

impl<'a> Reading<'a> {
    pub fn new(app: &'a App, caller: &'a Caller, dossier: Option<Uuid>) -> Self {
        Self {
            app,
            caller,
            dossier,
            today: app.now().today(),
            errors: FormErrors::new(),
        }
    }

    /// The value when every field was read, else what is to be mended.
    pub fn done<T>(self, value: T) -> Result<T, Problem> {
        self.errors.or(value).map_err(Problem::from)
    }

    /// Names a field that cannot be taken.
    pub fn wrong(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.errors.add(field, text);
    }

    /// A text in words. Empty is for the rules to judge.
    pub fn text(&mut self, field: &str, text: &str) -> Personal<String> {
        fresh::personal(self.short(field, text, TEXT_MAX))
    }

    /// A text in words that may be left out.
    pub fn maybe(&mut self, field: &str, text: Option<&String>) -> Option<Personal<String>> {
        let text = text.map(|text| self.short(field, text, TEXT_MAX))?;
        (!text.is_empty()).then(|| fresh::personal(text))
    }

    /// The number of a paper or a receipt.
    pub fn number(&mut self, field: &str, text: &str) -> String {
        self.short(field, text, NUMBER_MAX)
    }

    /// A list that is not longer than anybody needs.
    pub fn entries<'b, T>(&mut self, field: &str, entries: &'b [T]) -> &'b [T] {
        if entries.len() > ENTRIES_MAX {
            self.wrong(field, format!("Ghi tối đa {ENTRIES_MAX} mục"));
            return &[];
        }
        entries
    }

    fn short(&mut self, field: &str, text: &str, max: usize) -> String {
        let text = clean(text).trim().to_owned();
        let count = text.chars().count();
        if count > max {
            let (max, count) = (number(max as u64), number(count as u64));
            self.wrong(
                field,
                format!("Dài nhất {max} ký tự, đã gửi {count}. Viết gọn lại"),
            );
        }
        text
    }

    /// The papers as handed in, their files looked up.
    pub async fn papers(&mut self, papers: &[PaperAsked]) -> Result<Vec<HandedIn>, Problem> {
        let mut read = Vec::with_capacity(papers.len());
        for (at, paper) in self.entries("papers", papers).iter().enumerate() {
            let place = format!("papers[{at}]");
            if let Some(form) = self.form(&place, paper).await? {
                let name = paper.file_name.as_ref().filter(|_| paper.file.is_some());
                read.push(HandedIn {
                    paper: PaperKey(paper.paper.clone()),
                    form,
                    file_name: name.map(|name| fresh::personal(clean_file_name(name))),
                });
            }
        }
        Ok(read)
    }

    async fn form(
        &mut self,
        place: &str,
        paper: &PaperAsked,
    ) -> Result<Option<HandedForm>, Problem> {
        let said = [
            paper.file.is_some(),
            paper.on_paper.is_some(),
            paper.replaced_by_data,
            paper.not_needed,
        ];
        if said.into_iter().filter(|said| *said).count() != 1 {
            let text = "Ghi đúng một trong: file, on_paper, replaced_by_data, not_needed";
            self.wrong(place, text);
            return Ok(None);
        }
        if let Some(id) = paper.file {
            let file = self.file(&format!("{place}.file"), id).await?;
            return Ok(file.map(HandedForm::File));
        }
        Ok(Some(match paper.on_paper {
            Some(sheets) => HandedForm::OnPaper {
                originals: sheets.originals,
                copies: sheets.copies,
            },
            None if paper.replaced_by_data => HandedForm::ReplacedByData,
            None => HandedForm::NotNeeded,
        }))
    }

    /// The name of a file.
    pub fn file_name(name: &str) -> Personal<String> {
        fresh::personal(clean_file_name(name))
    }

    /// A file that the one who asks uploaded, or that the dossier has already.
    pub async fn file(&mut self, field: &str, id: Uuid) -> Result<Option<FileFacts>, Problem> {
        let kept = self
            .app
            .store
            .find_file(id)
            .await?
            .filter(|kept| match kept.dossier {
                Some(dossier) => self.dossier == Some(dossier),
                None => kept.uploaded_by == self.caller.0.scope(),
            });
        if kept.is_none() {
            self.wrong(
                field,
                "Không có tệp này. Tải tệp lên /api/v1/files bằng cùng mã truy cập",
            );
        }
        Ok(kept.map(|kept| kept.facts))
    }

    /// Who applies.
    pub fn applicant(&mut self, asked: &ApplicantAsked) -> Option<Personal<Applicant>> {
        if let Some(birth) = &asked.birth
            && !is_written_as_birth(birth.trim())
        {
            let text = "Ghi ngày sinh dạng 1990-02-28, hoặc chỉ năm như 1952";
            self.wrong("applicant.birth", text);
            return None;
        }
        let typed = typed(asked);
        match typed.read(self.today, "applicant.") {
            Ok(applicant) => Some(fresh::personal(applicant)),
            Err(errors) => {
                for error in &errors {
                    self.wrong(error.field.clone(), error.sentence.clone());
                }
                None
            }
        }
    }

    /// Who acts for the applicant.
    pub fn representative(
        &mut self,
        asked: &RepresentativeAsked,
    ) -> Option<Personal<Representative>> {
        let name = self.took(
            "representative.name",
            asked
                .name
                .parse::<PersonName>()
                .map_err(|why| field::name(&why)),
        );
        let identity = self.took(
            "representative.identity",
            asked
                .identity
                .parse::<PersonalId>()
                .map_err(|why| field::personal_id(&why)),
        );
        let phone = asked
            .phone
            .as_deref()
            .map(str::trim)
            .filter(|phone| !phone.is_empty());
        let phone = phone.map(|phone| {
            let read = phone.parse::<Phone>().map_err(|why| field::phone(&why));
            self.took("representative.phone", read)
        });
        let authority = self.short("representative.authority", &asked.authority, TEXT_MAX);
        if authority.is_empty() {
            let text = "Ghi giấy tờ làm căn cứ ủy quyền, ví dụ số và ngày của giấy ủy quyền";
            self.wrong("representative.authority", text);
        }
        Some(fresh::personal(Representative {
            name: name?.show(),
            identity: identity?.as_str().to_owned(),
            phone: phone.flatten().map(|phone| phone.as_str().to_owned()),
            authority,
        }))
    }

    fn took<T>(&mut self, field: &str, read: Result<T, String>) -> Option<T> {
        read.map_err(|text| self.wrong(field, text)).ok()
    }

    /// The declaration. Online it must be complete; elsewhere the applicant brings it on paper, and
    /// the desk types only what it needs.
    pub fn answers(
        &mut self,
        form: Option<&DeclarationForm>,
        channel: Channel,
        raw: &BTreeMap<String, String>,
    ) -> Personal<Answers> {
        let Some(form) = form else {
            if let Some(key) = raw.keys().next() {
                let text = "Thủ tục này không có tờ khai điện tử. Bỏ các câu trả lời";
                self.wrong(format!("answers.{key}"), text);
            }
            return fresh::personal(Answers::new());
        };
        let mut form = form.clone();
        match channel {
            Channel::Online => {}
            Channel::Desk | Channel::Post => {
                form.fields
                    .iter_mut()
                    .for_each(|field| field.required = false);
            }
        }
        match form.read(raw, self.today) {
            Ok(answers) => fresh::personal(answers),
            Err(problems) => {
                for problem in problems {
                    let text = match (form.field(&problem.key), &problem.kind) {
                        (None, _) | (_, AnswerProblemKind::UnknownField) => {
                            "Tờ khai không có mục này. Xem \"declaration\" của thủ tục".to_owned()
                        }
                        (Some(asked), kind) => answer::problem(asked, kind),
                    };
                    self.wrong(format!("answers.{}", problem.key), text);
                }
                fresh::personal(Answers::new())
            }
        }
    }

    /// A result paper without its facts, which are read by the dossier; `place` stands before the
    /// names of its fields.
    pub async fn result(
        &mut self,
        place: &str,
        asked: &ResultAsked,
    ) -> Result<Option<ResultToRecord>, Problem> {
        let number = self.number(&format!("{place}number"), &asked.number);
        let dated_on = self.day(&format!("{place}dated_on"), &asked.dated_on);
        let facts = match asked.file {
            Some(id) => self.file(&format!("{place}file"), id).await?,
            None => None,
        };
        let name = asked.file_name.as_ref();
        let file = facts.map(|facts| HandedIn {
            paper: PaperKey(RESULT.to_owned()),
            form: HandedForm::File(facts),
            file_name: name.map(|name| fresh::personal(clean_file_name(name))),
        });
        Ok(dated_on.map(|dated_on| ResultToRecord {
            number,
            dated_on,
            file,
            facts: None,
        }))
    }

    /// A day, such as the one on which a paper is dated.
    pub fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        // Years of five digits and offsets would be read too: nobody dates a paper so.
        let day = (text.len() == 10)
            .then(|| text.parse::<Date>().ok())
            .flatten();
        if day.is_none() {
            self.wrong(field, "Ghi ngày dạng 2026-11-20");
        }
        day
    }
}

/// Nothing, `1952`, or three numbers as in `1990-02-28`: whether there is such a day is asked later.
fn is_written_as_birth(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let numbers = parts
        .iter()
        .all(|part| part.bytes().all(|digit| digit.is_ascii_digit()));
    numbers && matches!(parts.len(), 1 | 3)
}

/// The applicant's facts as a form would have sent them.
fn typed(asked: &ApplicantAsked) -> TypedApplicant {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let mut typed = TypedApplicant {
        kind: match asked.kind {
            Some(ApplicantKind::Organisation) => "organisation".to_owned(),
            Some(ApplicantKind::Person) | None => "person".to_owned(),
        },
        name: asked.name.clone(),
        identity: text(&asked.identity),
        sex: match asked.sex {
            Some(Sex::Male) => "male".to_owned(),
            Some(Sex::Female) => "female".to_owned(),
            None => String::new(),
        },
        phone: text(&asked.phone),
        email: text(&asked.email),
        address: asked.address.clone(),
        ..TypedApplicant::default()
    };
    let birth = text(&asked.birth);
    let parts: Vec<&str> = birth.trim().split('-').collect();
    [typed.birth_year, typed.birth_month, typed.birth_day] = match parts[..] {
        [year, month, day] => [year, month, day].map(str::to_owned),
        _ => [birth.trim().to_owned(), String::new(), String::new()],
    };
    typed
}
