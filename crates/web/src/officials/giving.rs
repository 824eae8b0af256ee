//! Several dossiers given at once, to oneself or to others: each by a command of its own, each with
//! its own answer. Lists and a hand-over on leave give alike.

use axum::http::StatusCode;
use domain::dossier::Dossier;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::dossier::refusal::Refusal;
use domain::people::OfficialId;
use domain::policy;
use store::{Account, NotDone};

use crate::app::{App, Asked, once};
use crate::fault::Broken;
use crate::fresh;
use crate::incoming::Incoming;
use crate::officials;
use crate::page::Note;
use crate::session::Officer;
use crate::wording;

/// The most dossiers of one form: what one can answer for at a glance.
pub const CHOSEN_MAX: usize = 50;

/// A dossier that was ticked, and the number of the last event that the list showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
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
    ///
    /// # Errors
    ///
    /// A sentence when that is nothing, or too much.
    pub fn in_form(form: &Incoming) -> Result<Vec<Self>, String> {
        let mut chosen: Vec<Self> = Vec::new();
        let ticked = form.texts("ho-so").iter();
        for one in ticked.filter_map(|text| Self::read(text)) {
            if !chosen.iter().any(|known| known.code == one.code) {
                chosen.push(one);
            }
        }
        match chosen.len() {
            0 => Err("Chọn ít nhất một hồ sơ.".to_owned()),
            1..=CHOSEN_MAX => Ok(chosen),
            _ => Err(format!(
                "Mỗi lần chọn tối đa {CHOSEN_MAX} hồ sơ. Bỏ bớt, phần còn lại làm ở lần sau."
            )),
        }
    }
}

/// What became of one dossier.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its code.
    pub code: String,
    /// Its page.
    pub href: String,
    /// Whether it is done.
    pub done: bool,
    /// What was done, or why not.
    pub sentence: String,
}

/// What became of them all.
#[derive(Clone, Debug)]
pub struct Given {
    /// How the page answers.
    pub status: StatusCode,
    /// What became of each.
    pub told: Vec<Told>,
    /// What is said above.
    pub note: Note,
}

impl Given {
    /// Nothing was tried, because this is to be mended first.
    pub fn nothing(sentence: String) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            told: Vec::new(),
            note: Note::Refused(sentence),
        }
    }

    /// What is said of these, given to whom `name` names.
    fn of(told: Vec<Told>, name: &str) -> Self {
        let (done, all) = (told.iter().filter(|one| one.done).count(), told.len());
        let note = match done {
            0 => Note::Refused(format!(
                "Chưa làm được hồ sơ nào trong {all} hồ sơ đã chọn."
            )),
            _ if done == all => Note::Done(format!("Đã giao {done} hồ sơ cho {name}.")),
            _ => Note::Done(format!(
                "Đã giao {done} trong {all} hồ sơ cho {name}. Hồ sơ chưa làm được có lý do bên \
                 dưới."
            )),
        };
        let status = match done {
            0 => StatusCode::CONFLICT,
            _ => StatusCode::OK,
        };
        Self { status, told, note }
    }
}

/// Who gives to whom, and why.
pub struct Giving<'a> {
    /// What handlers use.
    pub app: &'a App,
    /// Who gives.
    pub officer: &'a Officer,
    /// Whose dossiers are handed on; none when it does not matter who has them.
    pub absent: Option<&'a Account>,
    /// Makes a retry harmless; each dossier has a key of its own derived from it.
    pub key: String,
    /// Who gets it.
    pub to: OfficialId,
    /// The name of the one who gets it.
    pub name: String,
    /// Why; empty when nothing is said.
    pub reason: String,
}

impl Giving<'_> {
    /// One after the other; what fails with one dossier stops none of the others.
    pub async fn give_all(&self, chosen: &[Chosen]) -> Given {
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
        Given::of(told, &self.name)
    }

    /// Gives one dossier: what is said when it is done, or why it is not.
    async fn give(&self, chosen: &Chosen) -> Result<Result<String, String>, Broken> {
        let code = &chosen.code;
        // Nobody learns by a refusal that a dossier exists which they may not see.
        let Some(loaded) = officials::find(self.app, self.officer, code.as_str()).await? else {
            return Ok(Err(
                "Không có hồ sơ này trong phần việc của ông/bà.".to_owned()
            ));
        };
        if let Some(why) = self.not_theirs(chosen, &loaded.dossier) {
            return Ok(Err(why));
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

    /// Why this cannot be handed on as a dossier of whoever is away. It is asked of what the form
    /// had seen; of what happened since, the store tells, or that it was done before.
    fn not_theirs(&self, chosen: &Chosen, dossier: &Dossier) -> Option<String> {
        let absent = self.absent?;
        let (asking, away) = (self.officer.official(), absent.official.id);
        if chosen.seen != dossier.number || policy::may_hand_on(asking, away, dossier) {
            return None;
        }
        let whose = if asking.id == away {
            "Ông/bà"
        } else {
            absent.name.as_str()
        };
        Some(format!(
            "{whose} không giữ hồ sơ này. Mở hồ sơ để xem ai đang giữ; cần giao lại thì phân công \
             từ trang hồ sơ."
        ))
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
    use super::{CHOSEN_MAX, Chosen};
    use crate::incoming::Incoming;

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

    #[test]
    fn nothing_and_too_much_are_told() {
        let ticked = |count: usize| {
            let tick = |number| format!("H35.21.01-261116-{number:04}~3");
            let ticks = (1..=count).map(|number| ("ho-so".to_owned(), tick(number)));
            Chosen::in_form(&Incoming::of(ticks)).map(|chosen| chosen.len())
        };
        assert!(ticked(0).is_err());
        assert_eq!(ticked(CHOSEN_MAX), Ok(CHOSEN_MAX));
        assert!(ticked(CHOSEN_MAX + 1).is_err_and(|why| why.contains("tối đa 50 hồ sơ")));
    }
}
