//! The exchange with outside systems: signatures, messages, and how a pretended partner behaves.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use std::collections::BTreeMap;

use domain::bundle::BundleRef;
use domain::bundle::answer::Verdict;
use domain::bundle::kind::Responsible;
use domain::dossier::Now;
use integrations::partner::message::{
    AnswerSaid, HandOver, MessageFlaw, Recall, read_answer, read_message, write_message,
};
use integrations::partner::pretended::{Manner, Order, Pretended, When};
use integrations::partner::signature::{Letter, SharedKey, Signature, SignatureFlaw};
use integrations::partner::{ANSWER_PATH, RECALL_PATH};
use jiff::civil::date;

fn nine() -> Now {
    Now::from_local(date(2026, 3, 2).at(9, 0, 0, 0))
}

fn part(child: &str) -> BundleRef {
    BundleRef {
        bundle: "H35.21-260302-0007".parse().unwrap(),
        child: child.parse().unwrap(),
    }
}

fn hand_over(child: &str) -> HandOver {
    HandOver {
        part: part(child),
        name: "Đăng ký thường trú cho trẻ".to_owned(),
        procedure: Some("1.004222".parse().unwrap()),
        case: None,
        agency: Responsible::CommunePolice,
        place: "Xã Bum Tở".to_owned(),
        due: None,
        answers: BTreeMap::from([("ho_ten".to_owned(), "LÒ THỊ MAI".to_owned())]),
        papers: Vec::new(),
    }
}

fn key() -> SharedKey {
    SharedKey::new(&[7; 32]).unwrap()
}

fn partner(when: When) -> Pretended {
    let facts = BTreeMap::from([("so".to_owned(), "12".to_owned())]);
    let manner = Manner {
        when,
        verdict: Verdict::Granted,
        facts,
    };
    Pretended::new(nine(), manner)
}

#[test]
fn what_was_signed_is_believed_and_anything_else_is_not() {
    let body = write_message(&hand_over("thuong-tru"));
    let letter = Letter {
        path: ANSWER_PATH,
        body: &body,
    };
    let signature = key().sign("cong-an", nine(), letter);
    assert_eq!(key().verify(&signature, nine(), letter), Ok(()));

    let elsewhere = Letter {
        path: RECALL_PATH,
        ..letter
    };
    let wrong = Err(SignatureFlaw::Wrong);
    assert_eq!(key().verify(&signature, nine(), elsewhere), wrong);
    let other = SharedKey::new(&[8; 32]).unwrap();
    assert_eq!(other.verify(&signature, nine(), letter), wrong);
    for seal in ["", "0", "zz", &signature.seal[2..]] {
        let broken = Signature {
            seal: seal.to_owned(),
            ..signature.clone()
        };
        assert_eq!(key().verify(&broken, nine(), letter), wrong, "{seal}");
    }
    let somebody = Signature {
        sender: "bhxh".to_owned(),
        ..signature.clone()
    };
    assert_eq!(key().verify(&somebody, nine(), letter), wrong);
    let later = Now::from_local(date(2026, 3, 2).at(9, 6, 0, 0));
    assert_eq!(
        key().verify(&signature, later, letter),
        Err(SignatureFlaw::NotNow)
    );
    assert!(SharedKey::new(b"short").is_none());
}

#[test]
fn a_message_is_read_back_or_refused() {
    let child = hand_over("thuong-tru");
    let again: HandOver = read_message(&write_message(&child)).unwrap();
    assert!(again == child);
    let flaw = |body: &[u8]| read_answer(body).err();
    assert_eq!(flaw(b"{"), Some(MessageFlaw::NotJson));
    assert_eq!(
        flaw(br#"{"part": "1", "verdict": "granted"}"#),
        Some(MessageFlaw::NotJson)
    );
    assert_eq!(
        flaw(" ".repeat(300_000).as_bytes()),
        Some(MessageFlaw::TooLarge)
    );
    let talkative = AnswerSaid {
        part: part("thuong-tru"),
        verdict: Verdict::Granted,
        facts: BTreeMap::from([("so".to_owned(), "1".repeat(501))]),
    };
    assert_eq!(flaw(&write_message(&talkative)), Some(MessageFlaw::TooMuch));
}

#[test]
fn the_same_answer_has_the_same_fingerprint_however_it_is_written() {
    let one = br#"{"part":{"bundle":"H35.21-260302-0007","child":"ba"},"verdict":"granted","facts":{"a":"1","b":"2"}}"#;
    let two = br#"{"verdict":"granted", "facts":{"b":"2","a":"1"}, "part":{"child":"ba","bundle":"H35.21-260302-0007"}}"#;
    let print = |body: &[u8]| read_answer(body).unwrap().fingerprint(&key());
    assert_eq!(print(one), print(two));
    let other = String::from_utf8(one.to_vec())
        .unwrap()
        .replace("\"2\"", "\"3\"");
    assert_ne!(print(one), print(other.as_bytes()));
}

#[test]
fn a_partner_registers_a_child_once() {
    let mut police = partner(When::AtOnce);
    let (first, answers) = police.take(&hand_over("thuong-tru"));
    assert_eq!(answers.len(), 1);
    let (again, nothing) = police.take(&hand_over("thuong-tru"));
    assert_eq!(first, again);
    assert!(nothing.is_empty());
}

#[test]
fn a_partner_answers_late_twice_in_two_ways_or_never() {
    let mut slow = partner(When::After(180));
    assert!(slow.take(&hand_over("thuong-tru")).1.is_empty());
    assert!(slow.minutes_pass(179).is_empty());
    assert_eq!(slow.minutes_pass(1).len(), 1);
    assert!(slow.minutes_pass(10_000).is_empty());

    let (_, twice) = partner(When::Twice).take(&hand_over("thuong-tru"));
    assert!(twice.len() == 2 && twice[0] == twice[1]);
    let (_, two_ways) = partner(When::InTwoWays).take(&hand_over("thuong-tru"));
    let verdicts: Vec<Verdict> = two_ways.iter().map(|answer| answer.verdict).collect();
    assert_eq!(verdicts, [Verdict::Granted, Verdict::Declined]);

    let mut silent = partner(When::Never);
    assert!(silent.take(&hand_over("thuong-tru")).1.is_empty());
    assert!(silent.minutes_pass(1_000_000).is_empty());
}

#[test]
fn a_child_is_given_back_unless_it_is_being_signed() {
    let mut police = partner(When::After(60));
    for child in ["thuong-tru", "khac"] {
        police.take(&hand_over(child));
    }
    police.sign(&part("khac"));
    let mut asks_back = |child: &str| police.give_back(&Recall { part: part(child) }).taken_back;
    assert!(asks_back("thuong-tru") && asks_back("thuong-tru"));
    assert!(!asks_back("khac"));
    assert!(asks_back("la"));
    let answered = police.minutes_pass(60);
    assert!(answered.len() == 1 && answered[0].part == part("khac"));
}

#[test]
fn a_partner_does_as_it_is_told() {
    let order = |text: &str| read_message::<Order>(text.as_bytes()).unwrap();
    let mut police = partner(When::Never);
    let slow = order(r#"{"behave": {"when": {"after": 180}, "verdict": "declined"}}"#);
    assert!(police.obey(slow).is_empty());
    police.take(&hand_over("thuong-tru"));
    let answers = police.obey(order(r#"{"minutes_pass": 180}"#));
    assert!(answers.len() == 1 && answers[0].verdict == Verdict::Declined);

    let unknown = r#"{"say": {"part": {"bundle": "H35.21-260302-0099", "child": "la"},
        "verdict": "granted"}}"#;
    let said = police.obey(order(unknown));
    assert_eq!(said[0].part.child.as_str(), "la");
    assert!(read_message::<Order>(br#"{"sleep": 1}"#).is_err());
}
