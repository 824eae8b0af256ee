//! Several dossiers taken or given at once: each by a command of its own, each with its own answer.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::dossier::refusal::Refusal;
use domain::people::OfficialId;
use store::NotDone;
use uuid::Uuid;

use crate::app::{App, Asked, once};
use crate::fault::Broken;
use crate::fresh;
use crate::incoming::Incoming;
use crate::look::{Look, own_address};
use crate::officials;
use crate::officials::bulk::CHOSEN_MAX;
use crate::page::{Face, Frame, Note, draw_as};
use crate::session::Officer;
use crate::wording;

/// The address of the form around lists.
pub fn router() -> Router<App> {
    Router::new().route("/xu-ly/hang-loat", post(take))
}

/// A dossier that was ticked, and the number of the last event that the list showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    code: DossierCode,
    seen: u32,
}

impl Chosen {
    /// Reads `H35.21.01-261116-0001~3`.
    fn read(text: &str) -> Option<Self> {
        let (code, seen) = text.rsplit_once('~')?;
        Some(Self {
            code: code.parse().ok()?,
            seen: seen.parse().ok()?,
        })
    }

    /// Everything that was ticked, each dossier once.
    pub(super) fn in_form(form: &Incoming) -> Vec<Self> {
        let mut chosen: Vec<Self> = Vec::new();
        let ticked = form.texts("ho-so").iter();
        for one in ticked.filter_map(|text| Self::read(text)) {
            if !chosen.iter().any(|known| known.code == one.code) {
                chosen.push(one);
            }
        }
        chosen
    }
}

/// What became of one dossier.
#[derive(Debug)]
pub(super) struct Told {
    code: String,
    href: String,
    done: bool,
    sentence: String,
}

#[derive(Template)]
#[template(path = "casework/bulk.html")]
pub(super) struct BulkPage {
    /// The frame, with what came of it all.
    pub frame: Frame,
    /// The list to come back to.
    pub back: String,
    /// What became of each.
    pub told: Vec<Told>,
}

/// Who gives what to whom, and why.
pub(super) struct Hand<'a> {
    /// What handlers use.
    pub app: &'a App,
    /// Who gives.
    pub officer: &'a Officer,
    /// Makes a retry harmless; each dossier has a key of its own derived from it.
    pub key: String,
    /// Who gets it.
    pub to: OfficialId,
    /// The name of the one who gets it.
    pub name: String,
    /// Why; empty when nothing is said.
    pub reason: String,
}

async fn take(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    form: Incoming,
) -> Result<Response, Broken> {
    let faces = [Face::Casework, Face::Leader];
    if let Some(closed) = officials::closed(&app, &officer, &look, &faces) {
        return Ok(closed);
    }
    let chosen = Chosen::in_form(&form);
    let own = officer.official().id;
    let to = match form.text("viec") {
        "giao" => form.text("nguoi").parse::<Uuid>().ok().map(OfficialId),
        _ => Some(own),
    };
    let (status, told, note) = match to {
        _ if chosen.is_empty() => nothing_done("Chọn ít nhất một hồ sơ."),
        _ if chosen.len() > CHOSEN_MAX => {
            nothing_done("Mỗi lần chọn tối đa 50 hồ sơ. Bỏ bớt, phần còn lại làm ở lần sau.")
        }
        None => nothing_done("Chọn cán bộ được giao hồ sơ."),
        Some(to) => {
            let name = match app.store.account(to).await? {
                Some(_) if to == own => "ông/bà".to_owned(),
                Some(account) => account.name,
                None => String::new(),
            };
            let key = match form.text("key") {
                "" => fresh::key(),
                key => key.to_owned(),
            };
            let hand = Hand {
                app: &app,
                officer: &officer,
                key,
                to,
                name,
                reason: String::new(),
            };
            hand.give_all(&chosen).await
        }
    };
    let rules = app.rules().await?;
    let face = officials::home_face(&officer);
    let title = "Kết quả nhận và giao việc";
    let frame = officials::frame(&app, &rules, &officer, face, look, title).note(note);
    let page = BulkPage {
        frame,
        back: own_address(form.text("ve")).to_owned(),
        told,
    };
    Ok(draw_as(status, &page))
}

fn nothing_done(sentence: &str) -> (StatusCode, Vec<Told>, Note) {
    let note = Note::Refused(sentence.to_owned());
    (StatusCode::UNPROCESSABLE_ENTITY, Vec::new(), note)
}

impl Hand<'_> {
    /// One after the other; what fails with one dossier stops none of the others.
    pub(super) async fn give_all(&self, chosen: &[Chosen]) -> (StatusCode, Vec<Told>, Note) {
        let mut told = Vec::with_capacity(chosen.len());
        for one in chosen {
            let answer = match self.give(one).await {
                Ok(answer) => answer,
                Err(broken) => {
                    let reference = broken.log();
                    Err(format!(
                        "Hệ thống gặp sự cố (mã {reference}) nên chưa rõ đã xong chưa. Tải lại \
                         trang này để làm tiếp: việc đã xong không làm lại lần nữa."
                    ))
                }
            };
            told.push(Told {
                code: one.code.to_string(),
                href: officials::dossier_address(&one.code),
                done: answer.is_ok(),
                sentence: answer.unwrap_or_else(|why| why),
            });
        }
        let (done, all) = (told.iter().filter(|one| one.done).count(), told.len());
        let note = match done {
            0 => Note::Refused(format!(
                "Chưa làm được hồ sơ nào trong {all} hồ sơ đã chọn."
            )),
            _ if done == all => Note::Done(format!("Đã giao {done} hồ sơ cho {}.", self.name)),
            _ => Note::Done(format!(
                "Đã giao {done} trong {all} hồ sơ cho {}. Hồ sơ chưa làm được có lý do bên dưới.",
                self.name
            )),
        };
        let status = match done {
            0 => StatusCode::CONFLICT,
            _ => StatusCode::OK,
        };
        (status, told, note)
    }

    /// Gives one dossier: what is said when it is done, or why it is not.
    async fn give(&self, chosen: &Chosen) -> Result<Result<String, String>, Broken> {
        let code = &chosen.code;
        // Nobody learns by a refusal that a dossier exists which they may not see.
        if officials::find(self.app, self.officer, code.as_str())
            .await?
            .is_none()
        {
            return Ok(Err(
                "Không có hồ sơ này trong phần việc của ông/bà.".to_owned()
            ));
        }
        let content = format!("giao {code} {} {}", self.to.0, self.reason);
        let content = content.trim_end().as_bytes();
        let key = format!("{}.{code}", self.key);
        let asked = Asked {
            actor: self.officer.actor(),
            code: Some(code),
            seen: Some(chosen.seen),
            once: Some(once(&self.officer.scope(), &key, content)),
        };
        let reason = (!self.reason.is_empty()).then(|| fresh::personal(self.reason.clone()));
        let command = Command::Assign {
            to: self.to,
            reason,
        };
        match self.app.carry_out(asked, command).await? {
            Ok(_) => Ok(Ok(format!("Đã giao cho {}.", self.name))),
            Err(why) => Ok(Err(self.sentence(code, &why).await?)),
        }
    }

    /// Why not; whoever holds the dossier is named.
    async fn sentence(&self, code: &DossierCode, why: &NotDone) -> Result<String, Broken> {
        let holder = match why {
            NotDone::Refused(Refusal::HeldByAnother { officer }) => Some(*officer),
            NotDone::Refused(Refusal::ChangedSince { .. }) => {
                let found = self.app.store.find(code).await?;
                found.and_then(|loaded| loaded.dossier.holding().and_then(|held| held.officer))
            }
            NotDone::Refused(_)
            | NotDone::KeyReused
            | NotDone::NoSuchDossier
            | NotDone::NoSuchFile(_) => None,
        };
        if let Some(holder) = holder.filter(|holder| *holder != self.to)
            && let Some(account) = self.app.store.account(holder).await?
        {
            return Ok(format!(
                "{} đang giữ hồ sơ này. Nhờ lãnh đạo phân công lại nếu cần.",
                account.name
            ));
        }
        if let NotDone::Refused(Refusal::ChangedSince { .. }) = why {
            let said = "Hồ sơ vừa có thay đổi mới. Mở hồ sơ xem rồi làm lại.";
            return Ok(said.to_owned());
        }
        Ok(wording::refusal::not_done(why, None))
    }
}

#[cfg(test)]
mod tests {
    use super::Chosen;

    #[test]
    fn a_tick_names_the_dossier_and_what_was_seen_of_it() {
        let chosen = Chosen::read("H35.21.01-261116-0001~3").expect("as lists draw it");
        assert_eq!(
            (chosen.code.as_str(), chosen.seen),
            ("H35.21.01-261116-0001", 3)
        );
        assert_eq!(Chosen::read("H35.21.01-261116-0001"), None);
        assert_eq!(Chosen::read("~3"), None);
    }
}
