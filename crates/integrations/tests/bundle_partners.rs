//! The built-in bundles beside pretended partners: slow, silent, and one that says everything twice.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use std::collections::BTreeMap;

use domain::bundle::answer::{Answer, AnswerRefusal, Verdict};
use domain::bundle::event::{BundleEnd, BundleEvent, BundleRecorded, Opened};
use domain::bundle::kind::ChildKind;
use domain::bundle::running::next::Standing;
use domain::bundle::running::{Running, Took};
use domain::bundle::state::Bundle;
use domain::bundle::{BundleRef, ChildKey, Facts};
use domain::calendar::WorkingCalendar;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::sessions::WeekSessions;
use domain::dossier::Now;
use domain::dossier::personal::Personal;
use domain::people::agency::AgencyId;
use domain::procedure::Channel;
use domain::procedure::declaration::Answers;
use integrations::built_in::bundle_kind;
use integrations::partner::message::{AnswerSaid, HandOver};
use integrations::partner::pretended::{Manner, Pretended, When};
use integrations::partner::signature::SharedKey;
use jiff::SignedDuration;
use jiff::civil::date;
use serde::Serialize;
use uuid::Uuid;

const CALENDAR: &str = include_str!("../../../data/calendar/viet-nam.csv");

fn words(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
        .collect()
}

fn personal<T: Serialize>(value: T) -> Personal<T> {
    Personal {
        id: Uuid::from_u128(1),
        salt: [1; 16],
        value,
    }
}

fn child_key(text: &str) -> ChildKey {
    text.parse().unwrap()
}

/// One bundle, what was declared, and what its children said.
struct Scene {
    running: Running<'static>,
    history: Vec<BundleRecorded>,
    declared: Answers,
    results: BTreeMap<ChildKey, Facts>,
}

impl Scene {
    fn opens(kind: &str, chosen: &[&str], declared: &[(&str, &str)]) -> Self {
        let days = parse_calendar_csv(CALENDAR).unwrap();
        let calendar = WorkingCalendar::new(WeekSessions::default(), days).unwrap();
        let mut scene = Self {
            running: Running {
                kind: bundle_kind(kind).unwrap(),
                now: Now::from_local(date(2026, 3, 2).at(9, 0, 0, 0)),
                calendar: Box::leak(Box::new(calendar)),
            },
            history: Vec::new(),
            declared: words(declared),
            results: BTreeMap::new(),
        };
        let row = personal("hàng riêng".to_owned()).sealed();
        let opened = Opened {
            code: "H35.21-260302-0007".parse().unwrap(),
            kind: kind.to_owned(),
            version: 1,
            channel: Channel::Online,
            desk: AgencyId::new("03001-TT", date(2025, 7, 1)),
            chosen: chosen.iter().map(|key| child_key(key)).collect(),
            applicant: row.clone(),
            answers: row.clone(),
            secret: row,
            papers: Vec::new(),
        };
        let events = scene.running.open(opened).unwrap();
        scene.record(events);
        scene
    }

    fn bundle(&self) -> Bundle {
        Bundle::told_by(&self.history).unwrap()
    }

    fn standing(&self) -> Standing {
        self.running.standing(&self.bundle())
    }

    fn record(&mut self, events: Vec<BundleEvent>) {
        for event in events {
            self.history.push(BundleRecorded {
                number: u32::try_from(self.history.len() + 1).unwrap(),
                at: self.running.now,
                event,
            });
        }
    }

    fn minutes_pass(&mut self, minutes: i64) {
        let now = self.running.now.0 + SignedDuration::from_mins(minutes);
        self.running.now = Now(now);
        let silent = self.running.silence(&self.bundle());
        self.record(silent);
    }

    /// The message that hands a child over, filled in from the declaration and earlier results.
    fn hand_over(&self, key: &str) -> HandOver {
        let child: &ChildKind = self.running.kind.child(&child_key(key)).unwrap();
        HandOver {
            part: self.part(key),
            name: child.name.clone(),
            procedure: child.procedure.clone(),
            case: child.case_for(&self.declared).cloned(),
            agency: child.place.agency,
            place: child
                .place_for(&self.declared)
                .unwrap_or_default()
                .to_owned(),
            due: None,
            answers: child.fill_in(&self.declared, &self.results),
            papers: Vec::new(),
        }
    }

    fn part(&self, key: &str) -> BundleRef {
        BundleRef {
            bundle: self.bundle().opened.code,
            child: child_key(key),
        }
    }

    fn takes(&mut self, said: &AnswerSaid) -> Took {
        let key = SharedKey::new(&[7; 32]).unwrap();
        let answer = Answer {
            child: said.part.child.clone(),
            verdict: said.verdict,
            facts: personal(said.facts.clone()),
            fingerprint: said.fingerprint(&key),
        };
        let took = self.running.take(&self.bundle(), &answer);
        match &took {
            Took::Taken(events) => {
                self.results.insert(answer.child, answer.facts.value);
                self.record(events.clone());
            }
            Took::Refused(_, events) => self.record(events.clone()),
            Took::Known => {}
        }
        took
    }

    /// A dossier of ours is settled.
    fn is_granted(&mut self, child: &str, facts: &[(&str, &str)]) {
        let said = AnswerSaid {
            part: self.part(child),
            verdict: Verdict::Granted,
            facts: words(facts),
        };
        assert!(matches!(self.takes(&said), Took::Taken(_)));
    }
}

fn partner(now: Now, when: When, facts: &[(&str, &str)]) -> Pretended {
    let manner = Manner {
        when,
        verdict: Verdict::Granted,
        facts: words(facts),
    };
    Pretended::new(now, manner)
}

fn waits(child: &str) -> Standing {
    Standing::Waits(vec![child_key(child)])
}

#[test]
fn a_birth_with_slow_police_and_an_insurance_that_says_everything_twice() {
    let declared = [
        ("tre.ho_ten", "LÒ THỊ MAI"),
        ("tre.ngay_sinh", "27/02/2026"),
        ("thuong_tru.xa", "Xã Bum Tở"),
    ];
    let mut scene = Scene::opens("birth", &["the-bhyt"], &declared);
    assert_eq!(scene.standing(), waits("khai-sinh"));
    scene.minutes_pass(120);
    let certificate = [
        ("so", "12/2026"),
        ("ngay", "02/03/2026"),
        ("so_dinh_danh", "012326000123"),
    ];
    scene.is_granted("khai-sinh", &certificate);
    assert_eq!(scene.standing(), waits("thuong-tru"));

    let mut police = partner(scene.running.now, When::After(8 * 24 * 60), &[]);
    let handed = scene.hand_over("thuong-tru");
    assert_eq!(handed.answers["so_dinh_danh"], "012326000123");
    assert_eq!(handed.place, "Xã Bum Tở");
    police.take(&handed);
    // Too late: the silence is on record, the answer is taken all the same.
    scene.minutes_pass(8 * 24 * 60);
    let late = police.minutes_pass(8 * 24 * 60);
    let residence = scene
        .bundle()
        .child(&child_key("thuong-tru"))
        .unwrap()
        .clone();
    assert!(residence.silent_since.is_some());
    assert!(matches!(scene.takes(&late[0]), Took::Taken(_)));

    let mut insurance = partner(scene.running.now, When::Twice, &[("so_the", "TE1")]);
    let (_, answers) = insurance.take(&scene.hand_over("the-bhyt"));
    assert!(matches!(scene.takes(&answers[0]), Took::Taken(_)));
    assert_eq!(scene.takes(&answers[1]), Took::Known);
    assert_eq!(scene.standing(), Standing::Over(BundleEnd::Granted));
}

#[test]
fn a_death_with_police_of_two_minds_and_a_funeral_that_is_not_asked_for() {
    let declared = [("nguoi_chet.ho_ten", "LÒ VĂN PÂNG"), ("bao_tu.co", "Không")];
    let mut scene = Scene::opens("death", &[], &declared);
    let case = scene.hand_over("khai-tu").case.unwrap();
    assert_eq!(case.0, "chet-da-lau");
    scene.is_granted("khai-tu", &[("so", "3/2026"), ("ngay", "02/03/2026")]);
    assert_eq!(scene.standing(), waits("xoa-thuong-tru"));

    let mut police = partner(scene.running.now, When::InTwoWays, &[]);
    let (_, answers) = police.take(&scene.hand_over("xoa-thuong-tru"));
    assert!(matches!(scene.takes(&answers[0]), Took::Taken(_)));
    let other = scene.takes(&answers[1]);
    assert!(matches!(
        other,
        Took::Refused(AnswerRefusal::AnsweredOtherwise, _)
    ));
    assert_eq!(scene.standing(), Standing::Over(BundleEnd::Granted));
}

#[test]
fn a_silent_partner_is_recorded_and_the_bundle_says_whom_it_waits_for() {
    let mut scene = Scene::opens("birth", &[], &[]);
    let certificate = [("so", "1"), ("ngay", "02/03/2026"), ("so_dinh_danh", "2")];
    scene.is_granted("khai-sinh", &certificate);
    let mut police = partner(scene.running.now, When::Never, &[]);
    assert!(police.take(&scene.hand_over("thuong-tru")).1.is_empty());
    scene.minutes_pass(30 * 24 * 60);
    scene.minutes_pass(30 * 24 * 60);
    let silences = scene
        .history
        .iter()
        .filter(|recorded| matches!(recorded.event, BundleEvent::ChildSilent { .. }));
    assert_eq!(silences.count(), 1);
    assert_eq!(scene.standing(), waits("thuong-tru"));
}
