//! Draws and takes the form of every act.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::dossier::Dossier;
use domain::dossier::command::Act;
use domain::dossier::consultation::command::ConsultationAct;
use domain::dossier::open_now::why_not;
use domain::dossier::refusal::Refusal;
use domain::people::Role;
use domain::people::duty::Duty;
use domain::rulebook::Rulebook;
use store::{Account, Loaded, NotDone, Viewed};

use crate::acts::part::{Kind, Part};
use crate::acts::story::{self, Teller};
use crate::acts::{Task, command, correction, parts, settlement};
use crate::app::{App, Asked, once};
use crate::components::{Fact, Light, Step};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials;
use crate::officials::deadline::Deadline;
use crate::page::{Frame, Note, draw_as};
use crate::session::Officer;
use crate::wording::{self, act as words};

/// The addresses of acts.
pub fn router() -> Router<App> {
    Router::new().route("/xu-ly/ho-so/{code}/viec/{act}", get(show).post(take))
}

#[derive(Template)]
#[template(path = "acts/form.html")]
struct ActPage {
    frame: Frame,
    /// Where the dossier opens.
    dossier: String,
    /// Where the form is sent.
    action: String,
    code: String,
    applicant: String,
    procedure: String,
    light: Light,
    changes: Vec<Step>,
    /// Whether the act is open at all.
    open: bool,
    grave: bool,
    leads_to: &'static str,
    list: Vec<Part>,
    /// What was typed into a form that somebody's act has closed meanwhile.
    typed: Vec<Fact>,
    key: String,
    seen: String,
    /// Which part is put right; empty for every other act.
    which: &'static str,
    /// Whether there is something to send yet.
    sends: bool,
    button: &'static str,
}

/// The words on the button: a case officer takes what a leader gives, and hands on what they have.
pub fn button(act: Act, officer: &Officer, dossier: &Dossier) -> &'static str {
    let official = officer.official();
    let held_by = dossier.holding().and_then(|held| held.officer);
    match act {
        Act::Assign if official.is(Role::Leader) => words::button(act),
        Act::Assign if held_by == Some(official.id) => "Bàn giao cho đồng nghiệp",
        Act::Assign => "Nhận việc",
        act => words::button(act),
    }
}

/// What the page of an act needs, read once.
struct Sheet<'a> {
    app: &'a App,
    officer: &'a Officer,
    look: Look,
    act: Act,
    rules: &'a Rulebook,
    duty: &'a Duty,
}

/// What is to be said on it.
#[derive(Default)]
struct Said {
    status: StatusCode,
    notes: Vec<Note>,
    errors: FormErrors,
    /// Show what happened after this event.
    since: Option<u32>,
}

async fn show(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path((code, slug)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Broken> {
    let Some(act) = words::from_slug(&slug) else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let Some(loaded) = officials::open(&app, &officer, &code, Viewed::Dossier).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let rules = app.rules().await?;
    let duty = officials::duty(&app, &officer).await?;
    let sheet = Sheet {
        app: &app,
        officer: &officer,
        look,
        act,
        rules: &rules,
        duty: &duty,
    };
    let form = Incoming::of(query);
    sheet.draw(&loaded, &form, Said::default()).await
}

async fn take(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path((code, slug)): Path<(String, String)>,
    form: Incoming,
) -> Result<Response, Broken> {
    let Some(act) = words::from_slug(&slug) else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let Some(loaded) = officials::find(&app, &officer, &code).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let rules = app.rules().await?;
    let duty = officials::duty(&app, &officer).await?;
    let sheet = Sheet {
        app: &app,
        officer: &officer,
        look,
        act,
        rules: &rules,
        duty: &duty,
    };
    sheet.take(loaded, form).await
}

impl Sheet<'_> {
    async fn take(self, loaded: Loaded, mut form: Incoming) -> Result<Response, Broken> {
        let scope = self.officer.scope();
        let wrong_files = form.keep(self.app, &scope).await?;
        let colleagues = self.colleagues(&loaded).await?;
        let read = command(self.act, &self.task(&loaded, &colleagues, &form));
        let command = match read {
            Ok(command) if wrong_files.is_empty() => command,
            Ok(_) => return self.mend(&loaded, &form, wrong_files).await,
            Err(mut errors) => {
                for error in &wrong_files {
                    errors.add(error.field.clone(), error.sentence.clone());
                }
                return self.mend(&loaded, &form, errors).await;
            }
        };
        let key = form.text("key");
        let seen = form.text("seen").parse::<u32>().ok();
        let asked = Asked {
            actor: self.officer.actor(),
            code: Some(&loaded.dossier.code),
            // Without a number nobody has seen anything: then everything is new.
            seen: (!self.act.commutes()).then(|| seen.unwrap_or_default()),
            once: (!key.is_empty()).then(|| once(&scope, key, &form.canonical())),
        };
        match self.app.carry_out(asked, command).await? {
            Ok(done) => {
                // What went on to another unit may be out of sight now.
                let sees = officials::find(self.app, self.officer, done.code.as_str()).await?;
                let page = match sees {
                    Some(_) => officials::dossier_address(&done.code),
                    None => officials::home_face(self.officer).home().to_owned(),
                };
                let slug = words::slug(self.act);
                Ok(Redirect::to(&format!("{page}?xong={slug}")).into_response())
            }
            Err(why) => self.refused(loaded, &form, why, seen).await,
        }
    }

    async fn mend(
        self,
        loaded: &Loaded,
        form: &Incoming,
        errors: FormErrors,
    ) -> Result<Response, Broken> {
        let said = Said {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors,
            ..Said::default()
        };
        officials::note(self.app, self.officer, loaded, Viewed::Dossier).await?;
        self.draw(loaded, form, said).await
    }

    /// The form again, with the reason and everything typed; after a change, with what is new.
    async fn refused(
        self,
        loaded: Loaded,
        form: &Incoming,
        why: NotDone,
        seen: Option<u32>,
    ) -> Result<Response, Broken> {
        let changed = matches!(why, NotDone::Refused(Refusal::ChangedSince { .. }));
        let loaded = match self.app.store.find(&loaded.dossier.code).await? {
            Some(newer) if changed => newer,
            _ => loaded,
        };
        let sentence = self.sentence(&loaded, &why).await?;
        let said = Said {
            status: StatusCode::CONFLICT,
            notes: vec![Note::Refused(sentence)],
            since: changed.then(|| seen.unwrap_or_default()),
            ..Said::default()
        };
        officials::note(self.app, self.officer, &loaded, Viewed::Dossier).await?;
        self.draw(&loaded, form, said).await
    }

    /// Why not, in a sentence; whoever holds the dossier is named.
    async fn sentence(&self, loaded: &Loaded, why: &NotDone) -> Result<String, Broken> {
        if let NotDone::Refused(Refusal::HeldByAnother { officer }) = why
            && let Some(account) = self.app.store.account(*officer).await?
        {
            return Ok(format!(
                "{} đang giữ hồ sơ này. Nhờ lãnh đạo phân công lại nếu cần.",
                account.name
            ));
        }
        if let NotDone::Refused(Refusal::NothingAdded) = why {
            // Applicants bring files; here paper counts as well.
            let said = "Chưa có giấy tờ nào được bổ sung. Chọn \"Bản giấy\" hoặc chọn tệp ở giấy \
                        vừa nhận.";
            return Ok(said.to_owned());
        }
        let case = loaded
            .dossier
            .procedure_in(self.rules)
            .and_then(|procedure| procedure.case(&loaded.dossier.case));
        Ok(wording::refusal::not_done(why, case))
    }

    /// Whom the dossier can be given to.
    async fn colleagues(&self, loaded: &Loaded) -> Result<Vec<Account>, Broken> {
        match self.act {
            // Who answers is a matter of the asked unit.
            Act::Consult(ConsultationAct::HandOn) => {
                let unit = &self.officer.official().unit;
                Ok(self.app.store.accounts_in(unit).await?)
            }
            Act::Assign => {
                let unit = loaded.dossier.unit();
                Ok(self.app.store.accounts_in(unit).await?)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn task<'a>(
        &'a self,
        loaded: &'a Loaded,
        colleagues: &'a [Account],
        form: &'a Incoming,
    ) -> Task<'a> {
        Task {
            rules: self.rules,
            duty: self.duty,
            loaded,
            officer: self.officer,
            colleagues,
            now: self.app.now(),
            form,
        }
    }

    async fn draw(
        self,
        loaded: &Loaded,
        form: &Incoming,
        mut said: Said,
    ) -> Result<Response, Broken> {
        let dossier = &loaded.dossier;
        let colleagues = self.colleagues(loaded).await?;
        let task = self.task(loaded, &colleagues, form);
        let actor = self.officer.actor();
        let closed = why_not(
            &officials::situation(&actor, task.now, self.rules, self.duty),
            dossier,
            self.act,
        );
        if let Some(why) = &closed
            && said.notes.is_empty()
        {
            let sentence = self
                .sentence(loaded, &NotDone::Refused(why.clone()))
                .await?;
            said.notes.push(Note::Refused(sentence));
            said.status = StatusCode::CONFLICT;
        }
        let names = officials::names(self.app, story::people_in(loaded)).await?;
        let teller = Teller {
            rules: self.rules,
            loaded,
            case: task.case(),
            names: &names,
        };
        let code = dossier.code.to_string();
        let page = officials::dossier_address(&dossier.code);
        let (mut which, mut sends) = ("", true);
        if self.act == Act::Correct {
            which = correction::which_part(&task);
            sends = !which.is_empty();
        } else if self.act == Act::Assign {
            sends = settlement::can_assign(&task);
        }
        let text = button(self.act, self.officer, dossier);
        let face = officials::home_face(self.officer);
        let mut frame = officials::frame(
            self.app,
            self.rules,
            self.officer,
            face,
            self.look.clone(),
            text,
        )
        .errors(said.errors);
        frame.notes = said.notes;
        let applicant = loaded.personal.applicant(dossier.applicant.id);
        let key = match form.text("key") {
            "" => fresh::key(),
            key => key.to_owned(),
        };
        // What was seen moves on only when what is new is shown.
        let seen = match form.text("seen") {
            typed if !typed.is_empty() && said.since.is_none() => typed.to_owned(),
            _ => dossier.number.to_string(),
        };
        let list = parts(self.act, &task);
        let lost = closed.is_some() && said.since.is_some();
        let drawn = ActPage {
            typed: if lost { typed(&list) } else { Vec::new() },
            frame,
            action: format!("{page}/viec/{}", words::slug(self.act)),
            which,
            dossier: page,
            code,
            applicant: applicant.map_or_else(|| "(đã xóa dữ liệu)".to_owned(), |one| one.name),
            procedure: officials::procedure_name(self.rules, dossier.procedure.as_str()),
            light: Deadline::of(dossier).light(self.rules, task.now),
            changes: said.since.map_or_else(Vec::new, |seen| teller.since(seen)),
            open: closed.is_none(),
            grave: words::is_grave(self.act),
            leads_to: words::leads_to(self.act),
            list,
            key,
            seen,
            sends,
            button: text,
        };
        Ok(draw_as(said.status, &drawn))
    }
}

/// What was typed in words, each with its question.
fn typed(list: &[Part]) -> Vec<Fact> {
    list.iter()
        .filter(|part| matches!(part.kind, Kind::Line | Kind::Text) && !part.value.is_empty())
        .map(|part| Fact::new(part.text.clone(), part.value.clone()))
        .collect()
}
