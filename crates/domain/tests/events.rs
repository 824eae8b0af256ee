//! Every stored event decodes for ever: one sample of each, as schema 1 wrote it.
//!
//! A sample is never edited. A new variant, or a new shape of one, gets a new file
//! `events/{event}.json` or `events/{event}.{what}.json`.

use std::collections::BTreeSet;
use std::fs;

use domain::calendar::pauses::{AfterPause, PauseGround};
use domain::dossier::ReturnVia;
use domain::dossier::apology::LatenessCause;
use domain::dossier::assistance::Consent;
use domain::dossier::consultation::{AnswerForm, HowEnded, Stance};
use domain::dossier::event::Event;
use domain::dossier::ground::{HandOverProof, RefusalGround, StopGround};
use domain::dossier::rating::Satisfaction;
use domain::money::{PaymentMethod, WaiverGround};
use domain::procedure::Channel;
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/events");

/// The tag under which an event is stored. No catch-all: a new variant has to be named here.
fn tag(event: &Event) -> &'static str {
    match event {
        Event::Submitted(_) => "submitted",
        Event::Received { .. } => "received",
        Event::SupplementAsked { .. } => "supplement_asked",
        Event::Supplemented { .. } => "supplemented",
        Event::ReceptionRefused { .. } => "reception_refused",
        Event::Forwarded { .. } => "forwarded",
        Event::Assigned { .. } => "assigned",
        Event::Examined { .. } => "examined",
        Event::Proposed { .. } => "proposed",
        Event::SentBack { .. } => "sent_back",
        Event::Approved { .. } => "approved",
        Event::Declined { .. } => "declined",
        Event::ResultRecorded { .. } => "result_recorded",
        Event::HandedOver { .. } => "handed_over",
        Event::Withdrawn { .. } => "withdrawn",
        Event::Stopped { .. } => "stopped",
        Event::Corrected { .. } => "corrected",
        Event::Charged { .. } => "charged",
        Event::PaymentRecorded { .. } => "payment_recorded",
        Event::Waived { .. } => "waived",
        Event::Rated { .. } => "rated",
        Event::FeedbackGiven { .. } => "feedback_given",
        Event::FeedbackAnswered { .. } => "feedback_answered",
        Event::TakenOver { .. } => "taken_over",
        Event::Paused(_) => "paused",
        Event::Resumed { .. } => "resumed",
        Event::Apologised(_) => "apologised",
        Event::PromiseMoved(_) => "promise_moved",
        Event::PulledBack { .. } => "pulled_back",
        Event::Routed(_) => "routed",
        Event::Consultation(_) => "consultation",
        Event::Along(_) => "along",
    }
}

/// Every tag, as the decoder names them when it meets one that it does not know.
fn every_tag() -> BTreeSet<String> {
    let error = serde_json::from_str::<Event>(r#"{"event": "no such event"}"#)
        .expect_err("there is no such event")
        .to_string();
    let (_, known) = error
        .split_once("expected one of ")
        .expect("the decoder lists what it knows");
    known
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The samples: file name and content.
fn samples() -> Vec<(String, Value)> {
    fs::read_dir(FOLDER)
        .expect("the folder of samples")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&path).expect("a sample can be read");
            (name, serde_json::from_str(&text).expect("a sample is JSON"))
        })
        .collect()
}

#[test]
fn every_sample_decodes_and_loses_nothing() {
    for (name, sample) in samples() {
        let event: Event = serde_json::from_value(sample.clone())
            .unwrap_or_else(|error| panic!("{name} does not decode any more: {error}"));
        assert_eq!(name.split('.').next(), Some(tag(&event)), "{name}");
        let again = serde_json::to_value(&event).expect("events are plain data");
        let (Value::Object(stored), Value::Object(written)) = (sample, &again) else {
            panic!("{name} is no object");
        };
        for (field, value) in stored {
            assert_eq!(written.get(&field), Some(&value), "{name}: {field}");
        }
    }
}

#[test]
fn every_event_has_a_sample() {
    let sampled: BTreeSet<String> = samples()
        .iter()
        .filter_map(|(name, _)| name.split('.').next().map(str::to_owned))
        .collect();
    assert_eq!(sampled, every_tag());
    assert_eq!(sampled.len(), 32);
}

/// The names under which listed values are stored.
fn stored_names<T: serde::Serialize>(values: &[T]) -> String {
    serde_json::to_string(values)
        .expect("names are plain data")
        .replace('"', "")
}

#[test]
fn everything_that_happens_in_a_consultation_has_a_sample() {
    let whats = samples()
        .into_iter()
        .filter_map(|(_, sample)| sample["what"].as_str().map(str::to_owned));
    let expected = [
        "answered",
        "asked",
        "bounced",
        "ended",
        "escalated",
        "handed_on",
        "silence_recorded",
    ];
    assert_eq!(
        whats.collect::<BTreeSet<_>>(),
        expected.map(str::to_owned).into()
    );
    assert_eq!(
        stored_names(&Stance::ALL),
        "[agree,agree_if_mended,disagree,not_ours,other]"
    );
    assert_eq!(stored_names(&AnswerForm::ALL), "[here,letter]");
    let ends = [HowEnded::Complete, HowEnded::TakenBack, HowEnded::Lapsed];
    assert_eq!(stored_names(&ends), "[complete,taken_back,lapsed]");
}

#[test]
fn listed_values_keep_their_stored_names() {
    assert_eq!(
        stored_names(&RefusalGround::ALL),
        "[not_competent,not_eligible,already_filed,supplement_missing]"
    );
    assert_eq!(
        stored_names(&StopGround::ALL),
        "[supplement_missing,obligation_missing,purpose_gone,ordered_by_authority]"
    );
    assert_eq!(
        stored_names(&Consent::ALL),
        "[signed,fingerprint,spoken_before_witness]"
    );
    assert_eq!(
        stored_names(&HandOverProof::ALL),
        "[receipt,identity_card,authorisation,post,electronic]"
    );
    assert_eq!(
        stored_names(&WaiverGround::ALL),
        "[poor_household,meritorious_person,elderly_person,disabled_person,child,\
         disadvantaged_area,on_time_registration,online_filing]"
    );
    assert_eq!(
        stored_names(&Satisfaction::ALL),
        "[very_dissatisfied,dissatisfied,neutral,satisfied,very_satisfied]"
    );
    let grounds = [
        PauseGround::Supplement,
        PauseGround::FinancialObligation,
        PauseGround::AwaitedVerification,
        PauseGround::ForceMajeure,
    ];
    assert_eq!(
        stored_names(&grounds),
        "[supplement,financial_obligation,awaited_verification,force_majeure]"
    );
    let readings = [AfterPause::Resume, AfterPause::Restart];
    assert_eq!(stored_names(&readings), "[resume,restart]");
    assert_eq!(
        stored_names(&LatenessCause::ALL),
        "[officer_slow,too_few_officials,passed_on_late,cooperating_agency_slow,\
         further_verification,rules_changed,system_down,force_majeure]"
    );
    let methods = [
        PaymentMethod::Cash,
        PaymentMethod::Transfer,
        PaymentMethod::Card,
    ];
    assert_eq!(stored_names(&methods), "[cash,transfer,card]");
    let ways_back = [ReturnVia::Desk, ReturnVia::Post, ReturnVia::Electronic];
    assert_eq!(stored_names(&ways_back), "[desk,post,electronic]");
    let channels = [Channel::Desk, Channel::Online, Channel::Post];
    assert_eq!(stored_names(&channels), "[desk,online,post]");
}

#[test]
fn samples_tell_a_whole_life() {
    use domain::dossier::Now;
    use domain::dossier::after::replay;
    use domain::dossier::event::Recorded;
    let order = [
        "submitted",
        "received",
        "forwarded",
        "assigned",
        "proposed",
        "approved",
    ];
    let samples = samples();
    let history: Vec<Recorded> = (1..)
        .zip(order.into_iter().chain(["result_recorded", "handed_over"]))
        .map(|(number, name)| {
            let file = format!("{name}.json");
            let (_, sample) = samples
                .iter()
                .find(|(known, _)| *known == file)
                .expect("a sample");
            let event = serde_json::from_value(sample.clone()).expect("it decodes");
            let at = Now::from_local(jiff::civil::date(2026, 3, 2).at(9, 0, 0, 0));
            Recorded { number, at, event }
        })
        .collect();
    let dossier = replay(&history).expect("a dossier");
    assert_eq!((dossier.number, dossier.stage.name()), (8, "handed_over"));
    assert_eq!(dossier.code.as_str(), "H35.1-260302-0001");
}
