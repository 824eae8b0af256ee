//! A kind of bundle for the invented province, and hands that file one and answer for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::bundle::answer::{Answer, Fingerprint, Verdict};
use domain::bundle::check::SoundKind;
use domain::bundle::filing::Filing;
use domain::bundle::kind::{
    BundleKind, CaseRule, ChildKind, ChildNeed, OnDeclined, PaperTake, Place, Produced,
    Responsible, SettledBy, Take, TakenFrom,
};
use domain::bundle::{ChildKey, Facts};
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::event::FileFacts;
use domain::dossier::personal::Secret;
use domain::people::Actor;
use domain::procedure::paper::PaperKey;
use domain::procedure::{CaseKey, Certainty, Channel};
use store::{BundleCommand, BundleDone, BundleNotDone, BundleWrite, LoadedBundle, NewFile, Once};
use uuid::Uuid;

use super::hand::{self, LONG, TYPED, personal};
use super::{World, now, province};

/// The key of a child.
pub fn key(text: &str) -> ChildKey {
    text.parse().expect("a sound key")
}

fn child(name: &str, settled_by: SettledBy, procedure: Option<&str>) -> ChildKind {
    let cases = procedure.map(|_| CaseRule {
        when: None,
        case: CaseKey("common".to_owned()),
    });
    ChildKind {
        key: key(name),
        name: format!("Thủ tục {name}"),
        procedure: procedure.map(province::procedure_code),
        cases: cases.into_iter().collect(),
        place: Place {
            agency: Responsible::Commune,
            field: "noi".to_owned(),
        },
        settled_by,
        after: Vec::new(),
        need: ChildNeed::Required,
        on_declined: OnDeclined::StopRest,
        limit: TimeLimit::WorkingDays(2),
        inputs: Vec::new(),
        takes: Vec::new(),
        papers: Vec::new(),
        produces: Vec::new(),
        payout: None,
    }
}

/// One of ours, whose number goes to an outside system and to another of ours, side by side.
pub fn kind() -> Arc<SoundKind> {
    let letter = PaperTake {
        paper: PaperKey("letter".to_owned()),
        from: PaperKey("letter".to_owned()),
    };
    let number = Produced {
        key: "so".to_owned(),
        name: "Số".to_owned(),
        required: true,
    };
    let first = ChildKind {
        papers: vec![letter.clone()],
        produces: vec![number],
        ..child("mot", SettledBy::Ours, Some(province::REGISTER))
    };
    let outside = ChildKind {
        after: vec![key("mot")],
        on_declined: OnDeclined::NeedsDecision,
        takes: vec![Take {
            field: "so_mot".to_owned(),
            from: TakenFrom::Outcome {
                child: key("mot"),
                fact: "so".to_owned(),
            },
        }],
        ..child("hai", SettledBy::Partner("doi-tac".to_owned()), None)
    };
    let last = ChildKind {
        after: vec![key("mot")],
        need: ChildNeed::Optional,
        papers: vec![letter],
        ..child("ba", SettledBy::Ours, Some(province::ADVICE))
    };
    Arc::new(SoundKind::kept(BundleKind {
        key: "thu".to_owned(),
        version: 1,
        name: "Nhóm thử".to_owned(),
        procedure: province::procedure_code("9.000009"),
        basis: String::new(),
        source: String::new(),
        certainty: Certainty::Low,
        children: vec![first, outside, last],
    }))
}

/// A write without a key, at this time.
pub fn write(
    actor: &Actor,
    code: Option<&DossierCode>,
    at: Now,
    command: BundleCommand,
) -> BundleWrite {
    BundleWrite {
        once: None,
        actor: actor.clone(),
        now: at,
        code: code.cloned(),
        seen: None,
        id: Uuid::now_v7(),
        command,
    }
}

/// A bundle filed online in this commune, with this file as its letter.
pub fn filing(place: &str, letter: FileFacts, chosen: &[&str]) -> BundleCommand {
    BundleCommand::Open {
        kind: kind(),
        filing: Box::new(Filing {
            channel: Channel::Online,
            desk: None,
            chosen: chosen.iter().map(|name| key(name)).collect(),
            applicant: personal(hand::applicant("012090001234", "0912000123")),
            answers: personal(BTreeMap::from([("noi".to_owned(), place.to_owned())])),
            papers: vec![hand::file("letter", letter, "thư.pdf")],
            secret: personal(Secret {
                typed: TYPED.to_owned(),
                long: LONG.to_owned(),
            }),
        }),
    }
}

/// What an outside system says; the same print means that the same is said.
pub fn said(child: &str, verdict: Verdict, print: &str) -> BundleCommand {
    let facts = Facts::from([("so".to_owned(), print.to_owned())]);
    BundleCommand::Take(Answer {
        child: key(child),
        verdict,
        facts: personal(facts),
        fingerprint: Fingerprint(format!("{verdict:?} {print}")),
    })
}

impl World {
    /// A letter that was uploaded.
    pub async fn letter(&self) -> FileFacts {
        let new = NewFile {
            bytes: b"thu".to_vec(),
            sha256: "5".repeat(64),
            kind: "pdf".to_owned(),
            pages: 1,
            uploaded_by: "applicant".to_owned(),
            at: now(),
        };
        self.store.keep_file(new).await.expect("the file is kept")
    }

    /// Files a bundle in the first commune.
    pub async fn files_bundle(&self, chosen: &[&str], once: Option<Once>) -> BundleDone {
        let command = filing("03001", self.letter().await, chosen);
        let write = BundleWrite {
            once,
            ..write(&Actor::Applicant, None, now(), command)
        };
        self.tries_bundle(write).await.expect("a sound bundle")
    }

    /// Gives a command that may be refused.
    pub async fn tries_bundle(&self, write: BundleWrite) -> Result<BundleDone, BundleNotDone> {
        self.store.carry_out_bundle(write).await.expect("no fault")
    }

    /// Gives a command of the program's own; it has to succeed.
    pub async fn carries(&self, code: &DossierCode, command: BundleCommand) -> BundleDone {
        let write = write(&Actor::System, Some(code), now(), command);
        self.tries_bundle(write).await.expect("nothing refused")
    }

    /// The bundle, which is there.
    pub async fn bundle(&self, code: &DossierCode) -> LoadedBundle {
        let found = self.store.find_bundle(code).await.expect("no fault");
        found.expect("the bundle is there")
    }

    /// The code of a child's dossier.
    pub async fn code_of(&self, code: &DossierCode, child: &str) -> DossierCode {
        let loaded = self.bundle(code).await;
        let child = loaded.bundle.child(&key(child)).expect("it started");
        let number = child.registered.as_deref().expect("it is registered");
        number.parse().expect("a code of ours")
    }
}
