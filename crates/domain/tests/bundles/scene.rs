//! A kind of bundle made for a test, and a bundle of it with everything that happened.

use std::collections::BTreeMap;

use domain::bundle::ChildKey;
use domain::bundle::answer::{Answer, Fingerprint, Verdict};
use domain::bundle::check::SoundKind;
use domain::bundle::event::{BundleEvent, BundleRecorded, Opened};
use domain::bundle::kind::{
    BundleKind, ChildKind, ChildNeed, OnDeclined, Place, Produced, Responsible, SettledBy,
};
use domain::bundle::running::next::Standing;
use domain::bundle::running::{BundleRefusal, Running, Took};
use domain::bundle::state::Bundle;
use domain::calendar::WorkingCalendar;
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::Now;
use domain::dossier::personal::Personal;
use domain::people::Actor;
use domain::procedure::declaration::{DeclarationForm, FieldKind, FormField, Prefill};
use domain::procedure::{Certainty, Channel, Procedure};
use jiff::SignedDuration;

use crate::given::hand::words;
use crate::given::people::APPLICANT;
use crate::given::procedures::procedures;
use crate::given::province::{rulebook, unit};
use crate::given::{MONDAY_MORNING, at};

/// A child with two working days, settled by somebody outside.
pub fn child(key: &str, after: &[&str]) -> ChildKind {
    ChildKind {
        key: key_of(key),
        name: format!("Thủ tục {key}"),
        procedure: None,
        cases: Vec::new(),
        place: Place {
            agency: Responsible::Commune,
            field: "place".to_owned(),
        },
        settled_by: SettledBy::Partner("partner".to_owned()),
        after: after.iter().map(|key| key_of(key)).collect(),
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

/// The same child, of which an answer has to say this fact.
pub fn saying(child: ChildKind, fact: &str) -> ChildKind {
    let fact = Produced {
        key: fact.to_owned(),
        name: fact.to_owned(),
        required: true,
    };
    ChildKind {
        produces: vec![fact],
        ..child
    }
}

pub fn key_of(text: &str) -> ChildKey {
    text.parse().expect("a sound key")
}

/// A procedure with a declaration of one field.
fn parent() -> Procedure {
    let field = FormField {
        key: "place".to_owned(),
        label: "Nơi".to_owned(),
        help: String::new(),
        kind: FieldKind::Line,
        required: true,
        prefill: Prefill::Nothing,
        group: String::new(),
        english: None,
    };
    let form = DeclarationForm {
        name: "Tờ khai chung".to_owned(),
        basis: String::new(),
        fields: vec![field],
    };
    let procedure = procedures().into_iter().next().expect("a procedure");
    Procedure {
        declaration: Some(form),
        ..procedure
    }
}

/// The kind with these children.
pub fn kind_of(children: Vec<ChildKind>) -> SoundKind {
    let parent = parent();
    let kind = BundleKind {
        key: "test".to_owned(),
        version: 1,
        name: "Nhóm thử nghiệm".to_owned(),
        procedure: parent.code.clone(),
        basis: "1/2026/NĐ-CP".to_owned(),
        source: "thử nghiệm".to_owned(),
        certainty: Certainty::Low,
        children,
    };
    kind.check(&[parent]).expect("a sound kind")
}

fn calendar() -> &'static WorkingCalendar {
    rulebook().calendar.nation()
}

/// An answer; the same print means that the same is said.
pub fn answer(child: &str, verdict: Verdict, print: &str) -> Answer {
    let said = BTreeMap::from([("so".to_owned(), print.to_owned())]);
    let row = words("");
    Answer {
        child: key_of(child),
        verdict,
        facts: Personal {
            id: row.id,
            salt: row.salt,
            value: said,
        },
        fingerprint: Fingerprint(format!("{verdict:?} {print}")),
    }
}

/// One bundle and everything that happened to it.
pub struct Scene {
    pub kind: SoundKind,
    pub now: Now,
    pub history: Vec<BundleRecorded>,
}

impl Scene {
    /// Applied for on Monday morning, with these optional children.
    pub fn opens(kind: SoundKind, chosen: &[&str]) -> Self {
        let mut scene = Self {
            kind,
            now: at(MONDAY_MORNING),
            history: Vec::new(),
        };
        let opened = opened(chosen.iter().map(|key| key_of(key)).collect());
        let events = scene.running().open(opened).expect("opened");
        scene.record(events);
        scene
    }

    pub fn running(&self) -> Running<'_> {
        Running {
            kind: &self.kind,
            now: self.now,
            calendar: calendar(),
        }
    }

    pub fn bundle(&self) -> Bundle {
        Bundle::told_by(&self.history).expect("it was opened")
    }

    pub fn standing(&self) -> Standing {
        self.running().standing(&self.bundle())
    }

    pub fn minutes_pass(&mut self, minutes: i64) {
        self.now = Now(self.now.0 + SignedDuration::from_mins(minutes));
    }

    pub fn record(&mut self, events: Vec<BundleEvent>) {
        for event in events {
            let number = u32::try_from(self.history.len() + 1).expect("few events");
            self.history.push(BundleRecorded {
                number,
                at: self.now,
                event,
            });
        }
    }

    /// Takes an answer and records what became of it.
    pub fn takes(&mut self, answer: &Answer) -> Took {
        let took = self.running().take(&self.bundle(), answer);
        match &took {
            Took::Taken(events) | Took::Refused(_, events) => self.record(events.clone()),
            Took::Known => {}
        }
        took
    }

    pub fn grants(&mut self, child: &str) -> &mut Self {
        let took = self.takes(&answer(child, Verdict::Granted, child));
        assert!(matches!(took, Took::Taken(_)), "{took:?}");
        self
    }

    pub fn declines(&mut self, child: &str) -> &mut Self {
        let took = self.takes(&answer(child, Verdict::Declined, child));
        assert!(matches!(took, Took::Taken(_)), "{took:?}");
        self
    }

    pub fn is_signed_now(&mut self, child: &str) -> &mut Self {
        let signing = self.running().being_signed(&self.bundle(), &key_of(child));
        self.record(signing.expect("somebody is settling it"));
        self
    }

    pub fn is_back_from_signing(&mut self, child: &str) -> &mut Self {
        let back = self
            .running()
            .back_from_signing(&self.bundle(), &key_of(child));
        self.record(back.expect("somebody is settling it"));
        self
    }

    pub fn withdraws(&mut self) -> Result<(), BundleRefusal> {
        self.withdrawn_by(&APPLICANT, &words("đổi ý"))
    }

    pub fn withdrawn_by(
        &mut self,
        actor: &Actor,
        reason: &Personal<String>,
    ) -> Result<(), BundleRefusal> {
        let running = self.running();
        let events = running.withdraw(&self.bundle(), actor, reason)?;
        self.record(events);
        Ok(())
    }

    pub fn decides(&mut self, child: &str, go_on: bool) -> Result<(), BundleRefusal> {
        let running = self.running();
        let events = running.decide_rest(&self.bundle(), &key_of(child), go_on)?;
        self.record(events);
        Ok(())
    }

    /// How often each child was handed over.
    pub fn started(&self, child: &ChildKey) -> usize {
        let is_start = |recorded: &&BundleRecorded| matches!(&recorded.event, BundleEvent::ChildStarted { child: key, .. } if key == child);
        self.history.iter().filter(is_start).count()
    }
}

pub fn opened(chosen: Vec<ChildKey>) -> Opened {
    Opened {
        code: "H35.1-260302-0007".parse().expect("a sound code"),
        kind: "test".to_owned(),
        version: 1,
        channel: Channel::Online,
        desk: unit("03001-TT"),
        chosen,
        applicant: words("người nộp").sealed(),
        answers: words("tờ khai").sealed(),
        secret: words("mã").sealed(),
        papers: Vec::new(),
    }
}
