//! Bundles through the store: one story over several dossiers and outside systems.

use domain::bundle::answer::{AnswerRefusal, Verdict};
use domain::bundle::event::BundleEnd;
use domain::bundle::running::BundleRefusal;
use domain::bundle::state::ChildEnd;
use domain::dossier::Stage;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::Actor;
use store::{
    AnswerTaken, BundleCommand, BundleMessage, BundleNotDone, BundlePurpose, BundleWrite,
    MessageEnd, MessageTried, Proof,
};

use crate::world::bundle::{filing, key, said, write};
use crate::world::hand::{LONG, words};
use crate::world::{World, at, hand, now, official, on_each_engine, once, the};

/// Takes a dossier of the first commune to whoever numbers the result.
pub(super) async fn goes_to_the_clerk(world: &World, code: &DossierCode) {
    let receive = Command::Receive { papers: Vec::new() };
    world.does("desk", code, receive).await;
    world.does("desk", code, Command::Forward).await;
    let examiner = official("examiner").id;
    world.does("examiner", code, hand::assign(examiner)).await;
    world.does("examiner", code, hand::propose()).await;
    world.does("chair", code, Command::Approve).await;
}

pub(super) async fn is_granted(world: &World, code: &DossierCode) {
    goes_to_the_clerk(world, code).await;
    world.does("clerk", code, hand::record_result(None)).await;
}

/// Takes everything that waits, and does what is ours: answers with what others have to do.
pub(super) async fn worker_round(world: &World, code: &DossierCode) -> Vec<BundleMessage> {
    let mut others = Vec::new();
    loop {
        let claimed = world.store.claim_bundle_messages(now(), 20).await;
        let claimed = claimed.expect("no fault");
        if claimed.is_empty() {
            return others;
        }
        for message in claimed {
            let child = message.child.clone();
            match message.purpose {
                BundlePurpose::Feed => {
                    world.carries(code, BundleCommand::Feed(child)).await;
                }
                BundlePurpose::Open => {
                    world.carries(code, BundleCommand::OpenChild(child)).await;
                }
                BundlePurpose::HandOver | BundlePurpose::Recall => others.push(message.clone()),
            }
            let ended = MessageTried::Ended(MessageEnd::Done, now());
            let settled = world.store.settle_bundle_message(message, ended).await;
            settled.expect("no fault");
        }
    }
}

#[tokio::test]
async fn a_bundle_goes_from_its_first_child_to_its_end_without_asking_again() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&["ba"], None).await;
        assert_eq!(filed.code.as_str(), "H35.1-260302-0001");
        let first = world.code_of(&filed.code, "mot").await;
        let own = world.load(&first).await;
        let part = own.dossier.part_of.clone().expect("a child");
        assert_eq!(part.to_string(), format!("{}/mot", filed.code));
        assert!(matches!(own.dossier.stage, Stage::Submitted));
        assert!(worker_round(world, &filed.code).await.is_empty());

        is_granted(world, &first).await;
        let handed = worker_round(world, &filed.code).await;
        assert_eq!(handed.len(), 1);
        assert_eq!(handed[0].child, key("hai"));
        assert_eq!(handed[0].purpose, BundlePurpose::HandOver);
        let third = world.code_of(&filed.code, "ba").await;
        assert_ne!(third, first);

        let loaded = world.bundle(&filed.code).await;
        let (_, row) = loaded.bundle.children[&key("mot")]
            .answered
            .clone()
            .expect("answered");
        let facts = loaded.personal.facts(row.id).expect("what its result says");
        assert_eq!(facts["so"], "12/GCN");
        assert_eq!(facts["ngay"], "02/03/2026");

        let answer = said("hai", Verdict::Granted, "7");
        let done = world.carries(&filed.code, answer).await;
        assert_eq!(done.taken, Some(AnswerTaken::Taken));
        is_granted(world, &third).await;
        assert!(worker_round(world, &filed.code).await.is_empty());
        let loaded = world.bundle(&filed.code).await;
        assert_eq!(loaded.bundle.end, Some(BundleEnd::Granted));
        assert_eq!(
            world.store.count_bundle_messages().await.expect("no fault"),
            0
        );
        assert_eq!(world.rebuilds_to_the_same().await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_opens_one_bundle_and_other_content_is_told() {
    on_each_engine(async |world| {
        let letter = world.letter().await;
        let opening = |key: &str| BundleWrite {
            once: Some(once(key)),
            ..write(
                &Actor::Applicant,
                None,
                now(),
                filing("03001", letter.clone(), &[]),
            )
        };
        let first = world.tries_bundle(opening("một")).await.expect("opened");
        let again = world.tries_bundle(opening("một")).await.expect("the same");
        assert_eq!((again.bundle, again.number), (first.bundle, first.number));
        assert!(again.repeated && !first.repeated);
        let mut other = opening("một");
        other.once.as_mut().expect("a key").digest = [9; 32];
        let answer = world.tries_bundle(other).await;
        assert_eq!(answer, Err(BundleNotDone::KeyReused));
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_place_that_nobody_knows_is_refused_and_takes_no_number() {
    on_each_engine(async |world| {
        let before = world.database.dump().await;
        let letter = world.letter().await;
        let kept = world.database.dump().await;
        assert_ne!(before, kept);
        let nowhere = filing("Xã Không Có", letter.clone(), &[]);
        let answer = world
            .tries_bundle(write(&Actor::Applicant, None, now(), nowhere))
            .await;
        let field = "noi".to_owned();
        let child = key("mot");
        let no_agency = BundleRefusal::NoAgency { child, field };
        assert_eq!(answer, Err(BundleNotDone::Refused(no_agency)));
        let official = write(&the("desk"), None, now(), filing("03001", letter, &[]));
        let answer = world.tries_bundle(official).await;
        assert_eq!(answer, Err(BundleNotDone::Refused(BundleRefusal::NotYours)));
        assert_eq!(world.database.dump().await, kept);
        let filed = world.files_bundle(&[], None).await;
        assert_eq!(filed.code.running_number(), "0001");
    })
    .await;
}

#[tokio::test]
async fn answers_come_twice_otherwise_too_early_and_for_nobody() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&[], None).await;
        let code = &filed.code;
        let early = world
            .carries(code, said("hai", Verdict::Granted, "1"))
            .await;
        assert_eq!(
            early.taken,
            Some(AnswerTaken::Refused(AnswerRefusal::NotStarted))
        );
        let unknown = world.carries(code, said("la", Verdict::Granted, "1")).await;
        assert_eq!(
            unknown.taken,
            Some(AnswerTaken::Refused(AnswerRefusal::UnknownChild))
        );
        let first = world.code_of(code, "mot").await;
        is_granted(world, &first).await;
        worker_round(world, code).await;

        let taken = world
            .carries(code, said("hai", Verdict::Granted, "1"))
            .await;
        assert_eq!(taken.taken, Some(AnswerTaken::Taken));
        let last = world.bundle(code).await.bundle.number;
        let again = world
            .carries(code, said("hai", Verdict::Granted, "1"))
            .await;
        assert_eq!(again.taken, Some(AnswerTaken::Known));
        assert_eq!(world.bundle(code).await.bundle.number, last);
        let other = world
            .carries(code, said("hai", Verdict::Declined, "1"))
            .await;
        assert_eq!(
            other.taken,
            Some(AnswerTaken::Refused(AnswerRefusal::AnsweredOtherwise))
        );

        let desk = [crate::world::province::desk(0)];
        let asking = world
            .store
            .bundles_asking(&desk, 20)
            .await
            .expect("no fault");
        assert_eq!(asking.len(), 1);
        let open = world.bundle(code).await.bundle.to_review;
        assert_eq!(open.len(), 3);
        for refused in open.keys() {
            let note = words("Đã gọi hỏi lại");
            let review = BundleCommand::Review {
                refused: *refused,
                note,
            };
            let done = world
                .tries_bundle(write(&the("desk"), Some(code), now(), review))
                .await;
            assert!(done.is_ok());
        }
        assert_eq!(
            world
                .store
                .bundles_asking(&desk, 20)
                .await
                .expect("no fault"),
            []
        );
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

#[tokio::test]
async fn withdrawing_takes_back_what_is_not_being_signed() {
    on_each_engine(async |world| {
        let withdraw = || BundleCommand::Withdraw { reason: words("") };
        let early = world.files_bundle(&[], None).await;
        let own = world.code_of(&early.code, "mot").await;
        let done = write(&Actor::Applicant, Some(&early.code), now(), withdraw());
        world.tries_bundle(done).await.expect("withdrawn");
        assert!(matches!(
            world.load(&own).await.dossier.stage,
            Stage::Withdrawn
        ));
        assert!(worker_round(world, &early.code).await.is_empty());
        let loaded = world.bundle(&early.code).await;
        assert_eq!(loaded.bundle.end, Some(BundleEnd::Withdrawn));
        assert!(loaded.bundle.to_review.is_empty());

        let late = world.files_bundle(&[], None).await;
        let own = world.code_of(&late.code, "mot").await;
        goes_to_the_clerk(world, &own).await;
        let done = write(&Actor::Applicant, Some(&late.code), now(), withdraw());
        world.tries_bundle(done).await.expect("withdrawn");
        let loaded = world.bundle(&late.code).await;
        assert!(loaded.bundle.end.is_none());
        assert!(loaded.bundle.children[&key("mot")].being_signed);
        world.does("clerk", &own, hand::record_result(None)).await;
        worker_round(world, &late.code).await;
        let loaded = world.bundle(&late.code).await;
        assert_eq!(loaded.bundle.end, Some(BundleEnd::WithdrawnWithResults));
        assert!(loaded.bundle.children[&key("mot")].ended_as(&ChildEnd::Granted));
        let again = write(&Actor::Applicant, Some(&late.code), now(), withdraw());
        let again = world.tries_bundle(again).await;
        assert_eq!(again, Err(BundleNotDone::Refused(BundleRefusal::Over)));
    })
    .await;
}

#[tokio::test]
async fn an_outside_system_is_asked_for_what_it_has_and_silence_is_recorded_once() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&[], None).await;
        let code = &filed.code;
        let own = world.code_of(code, "mot").await;
        is_granted(world, &own).await;
        worker_round(world, code).await;
        let later = at("2026-03-09T09:00");
        assert!(
            world
                .store
                .silent_bundles(now(), 20)
                .await
                .expect("no fault")
                .is_empty()
        );
        assert_eq!(
            world
                .store
                .silent_bundles(later, 20)
                .await
                .expect("no fault")
                .len(),
            1
        );
        for _ in 0..2 {
            let silence = write(&Actor::System, Some(code), later, BundleCommand::Silence);
            world.tries_bundle(silence).await.expect("recorded");
        }
        assert!(
            world
                .store
                .silent_bundles(later, 20)
                .await
                .expect("no fault")
                .is_empty()
        );
        let silent = world.bundle(code).await.bundle;
        assert_eq!(silent.children[&key("hai")].silent_since, Some(later));
        // The desk is asked to look, for as long as somebody is waited for.
        let desk = [crate::world::province::desk(0)];
        let asking = async || world.store.bundles_asking(&desk, 20).await;
        assert_eq!(asking().await.expect("no fault").len(), 1);

        let withdraw = BundleCommand::Withdraw { reason: words("") };
        let withdraw = write(&Actor::Applicant, Some(code), later, withdraw);
        world.tries_bundle(withdraw).await.expect("withdrawn");
        assert_eq!(asking().await.expect("no fault"), []);
        let waiting = world
            .store
            .claim_bundle_messages(later, 20)
            .await
            .expect("no fault");
        let purposes: Vec<_> = waiting.iter().map(|message| message.purpose).collect();
        assert_eq!(purposes, [BundlePurpose::Recall]);
        let after = world
            .carries(code, said("hai", Verdict::Granted, "9"))
            .await;
        assert_eq!(
            after.taken,
            Some(AnswerTaken::Refused(AnswerRefusal::AfterWithdrawal))
        );
    })
    .await;
}

#[tokio::test]
async fn a_leader_decides_what_becomes_of_the_rest() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&[], None).await;
        let code = &filed.code;
        let own = world.code_of(code, "mot").await;
        is_granted(world, &own).await;
        worker_round(world, code).await;
        world
            .carries(code, said("hai", Verdict::Declined, "1"))
            .await;
        let decide = || BundleCommand::DecideRest {
            child: key("hai"),
            go_on: true,
        };
        let by_desk = world
            .tries_bundle(write(&the("desk"), Some(code), now(), decide()))
            .await;
        // Nothing is left after it, so there is nothing to decide for anybody.
        assert!(
            matches!(by_desk, Err(BundleNotDone::Refused(_))),
            "{by_desk:?}"
        );
        let end = world.bundle(code).await.bundle.end;
        assert_eq!(end, Some(BundleEnd::PartlyGranted));
    })
    .await;
}

#[tokio::test]
async fn whoever_shows_the_secret_sees_it_and_erasing_leaves_the_history() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&[], None).await;
        let code = &filed.code;
        let shown = world.store.find_bundle_with(code, Proof::Long(LONG)).await;
        assert!(shown.expect("no fault").is_some());
        let wrong = world
            .store
            .find_bundle_with(code, Proof::Typed("WRONG"))
            .await;
        assert!(wrong.expect("no fault").is_none());
        let own = world.code_of(code, "mot").await;
        world.store.erase_personal(code).await.expect("erased");
        let loaded = world.bundle(code).await;
        let row = loaded.bundle.opened.answers.id;
        assert!(loaded.personal.answers(row).is_none());
        let own = world.load(&own).await;
        assert!(own.personal.applicant(own.dossier.applicant.id).is_none());
        let shown = world.store.find_bundle_with(code, Proof::Long(LONG)).await;
        assert!(shown.expect("no fault").is_none());
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}
