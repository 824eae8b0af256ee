//! Children of ours: their dossiers are opened with the bundle or afterwards, taken back with it,
//! and read when they have something to say.

use std::collections::BTreeMap;

use domain::bundle::answer::{Answer, Fingerprint, Verdict};
use domain::bundle::check::SoundKind;
use domain::bundle::kind::SettledBy;
use domain::bundle::own::{Known, OwnProgress, facts_of, progress};
use domain::bundle::running::BundleRefusal;
use domain::bundle::state::Bundle;
use domain::bundle::{BundleRef, ChildKey, Facts};
use domain::dossier::after::replay;
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Act, Application, Command, HandedIn};
use domain::dossier::event::{HeldPaper, IssuedResult, Recorded};
use domain::dossier::personal::{Personal, hex};
use domain::dossier::refusal::Refusal;
use domain::dossier::{Dossier, Now, ReturnVia};
use domain::people::Actor;
use domain::policy;
use domain::rulebook::Rulebook;
use sea_orm::{ConnectionTrait, QuerySelect as _};
use serde::Serialize;

use crate::apply::dossier as write_dossier;
use crate::bundles::BundleNotDone;
use crate::bundles::write::Written;
use crate::fault::{Doing as _, Fault};
use crate::keys::{fresh_id, random};
use crate::personal::{self, PersonalValues};
use crate::write::{DossierWrite, NotDone};
use crate::{Shared, dossiers, record};

/// A value with a fresh id and salt.
pub(super) fn fresh<T>(value: T) -> Personal<T> {
    Personal {
        id: fresh_id(),
        salt: random(),
        value,
    }
}

/// A bundle under a write, with what is personal in it.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub bundle: &'a Bundle,
    pub kind: &'a SoundKind,
    pub personal: &'a PersonalValues,
    pub rules: &'a Rulebook,
    pub now: Now,
}

impl Held<'_> {
    fn part(&self, child: &ChildKey) -> BundleRef {
        BundleRef {
            bundle: self.bundle.opened.code.clone(),
            child: child.clone(),
        }
    }

    /// What the answers so far say, by child.
    fn results(&self) -> BTreeMap<ChildKey, Facts> {
        let answered = self.bundle.children.iter().filter_map(|(key, child)| {
            let (_, row) = child.answered.as_ref()?;
            Some((key.clone(), self.personal.facts(row.id)?))
        });
        answered.collect()
    }

    /// The application as which a child of ours is filed.
    fn application(&self, key: &ChildKey) -> Result<Application, BundleNotDone> {
        let refused = |why| BundleNotDone::Refused(why);
        let child = self.kind.child(key);
        let not_ours = || refused(BundleRefusal::NotRunning { child: key.clone() });
        let child = child.filter(|child| child.settled_by == SettledBy::Ours);
        let child = child.ok_or_else(not_ours)?;
        let opened = &self.bundle.opened;
        let erased = || BundleNotDone::Erased;
        let answers = self
            .personal
            .answers(opened.answers.id)
            .ok_or_else(erased)?;
        let applicant = self.personal.applicant(opened.applicant.id);
        let secret = self.personal.secret(opened.secret.id);
        let known = Known {
            answers: &answers,
            papers: &opened.papers,
            results: &self.results(),
        };
        let opening = child.own_opening(self.rules, known, self.now);
        let opening = opening.ok_or_else(|| {
            refused(BundleRefusal::NoAgency {
                child: key.clone(),
                field: child.place.field.clone(),
            })
        })?;
        Ok(Application {
            procedure: opening.procedure,
            case: opening.case,
            desk: opening.desk,
            channel: opened.channel,
            applicant: fresh(applicant.ok_or_else(erased)?),
            representative: None,
            answers: fresh(opening.answers),
            papers: opening
                .papers
                .into_iter()
                .map(|p| self.handed_in(p))
                .collect(),
            return_via: ReturnVia::Desk,
            assisted: None,
            part_of: Some(self.part(key)),
            secret: fresh(secret.ok_or_else(erased)?),
        })
    }

    fn handed_in(&self, held: HeldPaper) -> HandedIn {
        let name = held.file_name.as_ref();
        HandedIn {
            paper: held.paper,
            form: held.form,
            file_name: name.and_then(|row| self.personal.text(row.id)).map(fresh),
        }
    }

    /// Opens the dossier of a child of ours; answers with its code.
    pub async fn open_child(
        &self,
        conn: &impl ConnectionTrait,
        shared: &Shared,
        key: &ChildKey,
    ) -> Result<Result<DossierCode, BundleNotDone>, Fault> {
        let application = match self.application(key) {
            Ok(application) => application,
            Err(not) => return Ok(Err(not)),
        };
        let write = DossierWrite {
            once: None,
            actor: Actor::Applicant,
            now: self.now,
            code: None,
            seen: None,
            id: fresh_id(),
            command: Command::Submit(Box::new(application)),
        };
        let opened = write_dossier(conn, shared, &write).await?;
        Ok(match opened {
            Ok(done) => Ok(done.code),
            Err(NotDone::Refused(why)) => Err(BundleNotDone::Refused(BundleRefusal::Child {
                child: key.clone(),
                why,
            })),
            Err(NotDone::NoSuchFile(id)) => Err(BundleNotDone::NoSuchFile(id)),
            Err(NotDone::KeyReused | NotDone::NoSuchDossier) => {
                return Err(Fault::damaged("child of a bundle"));
            }
        })
    }

    /// Takes the dossier of a child back with the whole; says whether that was still possible.
    ///
    /// It is told as done by whoever withdraws the whole; where they have no say on that dossier, as
    /// it lies with another desk, as done by the program.
    pub async fn withdraw_child(
        &self,
        conn: &impl ConnectionTrait,
        shared: &Shared,
        actor: &Actor,
        (key, reason): (&ChildKey, &str),
    ) -> Written<bool> {
        let Some(code) = self.code_of(key) else {
            return Ok(Ok(true));
        };
        // Locked before it is read: nobody moves it between the reading and the writing.
        let locked = dossiers::by_code(code.as_str()).lock_exclusive();
        let locked = locked.one(conn).await.doing("locking a dossier")?;
        let Some(own) = read(conn, shared, locked).await? else {
            return Ok(Ok(true));
        };
        if progress(&own.dossier) == OwnProgress::Withdrawn {
            return Ok(Ok(true));
        }
        let actor = match actor {
            Actor::Official(_) if !policy::may(actor, Act::Withdraw, &own.dossier) => Actor::System,
            Actor::Official(_) | Actor::Applicant | Actor::System => actor.clone(),
        };
        let write = DossierWrite {
            once: None,
            actor,
            now: self.now,
            code: Some(code),
            seen: Some(own.dossier.number),
            id: fresh_id(),
            command: Command::Withdraw {
                reason: fresh(reason.to_owned()),
            },
        };
        match write_dossier(conn, shared, &write).await? {
            Ok(_) => Ok(Ok(true)),
            // What is over already told its bundle, or will.
            Err(NotDone::Refused(Refusal::NotAtThisStage)) => Ok(Ok(false)),
            Err(NotDone::Refused(why)) => {
                let child = key.clone();
                let why = BundleRefusal::Child { child, why };
                Ok(Err(BundleNotDone::Refused(why)))
            }
            Err(NotDone::NoSuchFile(_) | NotDone::KeyReused | NotDone::NoSuchDossier) => {
                Err(Fault::damaged("child of a bundle"))
            }
        }
    }

    /// The code of the dossier that is this child, where it is ours.
    fn code_of(&self, key: &ChildKey) -> Option<DossierCode> {
        let is_ours = self.kind.child(key)?.settled_by == SettledBy::Ours;
        let number = self.bundle.child(key)?.registered.as_deref();
        number.filter(|_| is_ours)?.parse().ok()
    }

    /// What a child of ours has to say, if it has got so far.
    pub async fn listen(
        &self,
        conn: &impl ConnectionTrait,
        shared: &Shared,
        key: &ChildKey,
    ) -> Result<Heard, Fault> {
        let Some(code) = self.code_of(key) else {
            return Ok(Heard::Nothing);
        };
        let head = dossiers::by_code(code.as_str()).one(conn).await;
        let head = head.doing("finding a dossier")?;
        let Some(own) = read(conn, shared, head).await? else {
            return Ok(Heard::Nothing);
        };
        let running = self.bundle.child(key).filter(|child| child.is_running());
        let is_running = running.is_some();
        Ok(match progress(&own.dossier) {
            OwnProgress::UnderWay if running.is_some_and(|child| child.being_signed) => {
                Heard::BackFromSigning
            }
            OwnProgress::UnderWay => Heard::Nothing,
            OwnProgress::BeingSigned if is_running => Heard::BeingSigned,
            OwnProgress::BeingSigned => Heard::Nothing,
            // Taken back with the whole, it has said so already.
            OwnProgress::Withdrawn if !is_running => Heard::Nothing,
            OwnProgress::Withdrawn => {
                Heard::Answer(self.answer(shared, key, (Verdict::Declined, Facts::new()))?)
            }
            OwnProgress::Answered(verdict, issued) => {
                let facts = issued.map_or_else(Facts::new, |issued| own.facts(issued));
                Heard::Answer(self.answer(shared, key, (verdict, facts))?)
            }
        })
    }

    fn answer(
        &self,
        shared: &Shared,
        key: &ChildKey,
        (verdict, facts): (Verdict, Facts),
    ) -> Result<Answer, Fault> {
        #[derive(Serialize)]
        struct Said<'a>(String, Verdict, &'a Facts);
        let said = Said(self.part(key).to_string(), verdict, &facts);
        let said = serde_json::to_string(&said).map_err(|_| Fault::damaged("answer of a child"))?;
        let print = shared.keys.lookup_hash("bundle_answer", &said);
        Ok(Answer {
            child: key.clone(),
            verdict,
            facts: fresh(facts),
            fingerprint: Fingerprint(hex(&print)),
        })
    }
}

/// What a child of ours said.
pub(super) enum Heard {
    Nothing,
    BeingSigned,
    BackFromSigning,
    Answer(Answer),
}

/// A dossier of ours with what is personal in it.
struct Own {
    dossier: Dossier,
    personal: PersonalValues,
}

impl Own {
    fn facts(&self, issued: &IssuedResult) -> Facts {
        let asked = issued.facts.as_ref();
        let asked = asked.and_then(|row| self.personal.facts(row.id));
        facts_of(issued, asked.unwrap_or_default())
    }
}

/// The dossier of a head.
async fn read(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    head: Option<crate::rows::dossier::Model>,
) -> Result<Option<Own>, Fault> {
    let Some(head) = head else {
        return Ok(None);
    };
    let history: Vec<Recorded> = record::history(conn, head.id)
        .await?
        .into_iter()
        .map(|entry| entry.recorded)
        .collect();
    let dossier = replay(&history).ok_or_else(|| Fault::damaged("history"))?;
    let personal = match &head.wrapped_key {
        Some(wrapped) => {
            let key = shared.keys.unwrap(wrapped, head.id)?;
            personal::read(conn, &key, head.id).await?
        }
        None => PersonalValues::default(),
    };
    Ok(Some(Own { dossier, personal }))
}
